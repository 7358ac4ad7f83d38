#include "shared/host/unnamed_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "shared/host/store_error.h"

namespace phirap {

FileDescriptor unnamed_file(BytesView bytes) {
    FileDescriptor file(::memfd_create("phirap", MFD_CLOEXEC));
    if (!file.is_open()) {
        throw StoreError::from_errno("make an unnamed file", "memory", errno);
    }
    while (!bytes.empty()) {
        const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            throw StoreError::from_errno("write an unnamed file", "memory", errno);
        }
        bytes = bytes.subspan(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return file;
}

}  // namespace phirap
