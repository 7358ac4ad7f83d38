#include "tests/bench/bare_file.h"

#include <fcntl.h>
#include <unistd.h>

#include "shared/core/invariant.h"

namespace phirap::bench {

BareFile::BareFile(const std::filesystem::path& path)
    : file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600)) {
    invariant(file_.is_open(), "a file to measure");
}

void BareFile::append(std::string_view bytes) {
    const ssize_t written = ::write(file_.number(), bytes.data(), bytes.size());
    invariant(written == static_cast<ssize_t>(bytes.size()) && ::fdatasync(file_.number()) == 0,
              "a bare append");
}

}  // namespace phirap::bench
