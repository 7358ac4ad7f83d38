#include "agent/pictures/render_child.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <vector>

#include "agent/pictures/limits.h"
#include "agent/pictures/render_message.h"

namespace phirap::agent {
namespace {

bool limit(int what, rlim_t most) {
    const rlimit both{most, most};
    return ::setrlimit(what, &both) == 0;
}

bool bound_memory() {
#if defined(PHIRAP_SANITIZED)
    return true;  // a sanitizer's own memory is many times ours
#else
    return limit(RLIMIT_DATA, limits::render_memory_bytes_max);
#endif
}

bool bound_itself() {
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
           bound_memory() && limit(RLIMIT_CPU, limits::render_cpu_seconds_max) && limit(RLIMIT_FSIZE, 0) &&
           limit(RLIMIT_NOFILE, 0) && limit(RLIMIT_CORE, 0);
}

#if defined(__x86_64__)
constexpr std::uint32_t own_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t own_architecture = AUDIT_ARCH_AARCH64;
#endif

// From here on: memory, reading and writing what is open, and the end. All else ends the process.
bool give_up_the_kernel() {
#if defined(PHIRAP_SANITIZED) || !(defined(__x86_64__) || defined(__aarch64__))
    return true;  // the sanitizers' own calls are many
#else
    static constexpr std::array<std::uint32_t, 17> allowed = {
        SYS_read,   SYS_write,  SYS_mmap,          SYS_munmap,     SYS_mremap,         SYS_madvise,
        SYS_brk,    SYS_futex,  SYS_exit,          SYS_exit_group, SYS_rt_sigprocmask, SYS_rt_sigreturn,
        SYS_getpid, SYS_gettid, SYS_clock_gettime, SYS_tgkill,     SYS_close};
    std::vector<sock_filter> program = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, own_architecture, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
    };
    for (const std::uint32_t call : allowed) {
        program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
        program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    }
    program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    // A kernel built without seccomp leaves the other bounds.
    return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0 || errno == EINVAL;
#endif
}

// The file's own pages: they cost no memory of ours and go when they are not needed.
struct Mapped {
    BytesView bytes;
    bool is_there = false;
};
Mapped map_input() {
    struct stat file {};
    if (::fstat(STDIN_FILENO, &file) != 0 || !S_ISREG(file.st_mode)) {
        return {};
    }
    const auto size = static_cast<std::size_t>(file.st_size);
    if (size == 0) {
        return {{}, true};
    }
    void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    return at == MAP_FAILED ? Mapped{} : Mapped{{static_cast<const std::uint8_t*>(at), size}, true};
}

bool write_all(BytesView bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes = bytes.subspan(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

int render_child() {
    const Mapped input = map_input();
    if (!input.is_there || !bound_itself() || !give_up_the_kernel()) {
        return 1;
    }
    return write_all(encode(render(input.bytes))) ? 0 : 1;
}

}  // namespace phirap::agent
