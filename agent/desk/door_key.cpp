#include "agent/desk/door_key.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "shared/host/files.h"
#include "shared/host/store_error.h"

namespace phirap::agent {
namespace {

constexpr std::size_t file_bytes = 64;

std::optional<DoorKey> kept(const std::filesystem::path& file) {
    struct stat facts {};
    const bool is_ours = ::lstat(file.c_str(), &facts) == 0 && S_ISREG(facts.st_mode) &&
                         facts.st_uid == ::geteuid() && (facts.st_mode & 077) == 0;
    const Result<Bytes> text = is_ours ? read_file(file, file_bytes) : Bytes();
    const auto bytes = text ? from_hex(text_of(*text)) : std::nullopt;
    DoorKey key{};
    if (!bytes || bytes->size() != key.size()) {
        return std::nullopt;
    }
    std::ranges::copy(*bytes, key.begin());
    return key;
}

}  // namespace

DoorKey load_or_make_door_key(const std::filesystem::path& folder, Chance& chance) {
    const std::filesystem::path file = folder / "desk.key";
    if (const std::optional<DoorKey> key = kept(file)) {
        return *key;
    }
    DoorKey key{};
    chance.fill(key);
    if (auto written = write_file(file, bytes_of(to_hex(key)), 0600); !written) {
        throw StoreError::from_errno("write the desk's key", file.string(), ENOENT);
    }
    return key;
}

}  // namespace phirap::agent
