#include "shared/host/keys.h"

#include <fmt/format.h>
#include <sodium/crypto_sign_ed25519.h>
#include <sodium/utils.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "shared/host/files.h"

namespace phirap {
namespace {

constexpr std::string_view first_line = "phirap ed25519 key, version 1; keep it secret";
constexpr std::size_t file_bytes_max = 1024;

tl::unexpected<Error> refuse(ErrorKind kind, const char* key, const std::filesystem::path& path) {
    return fail(kind, key, {{"file", path.string()}});
}

std::string text_of_pair(const KeyPair& pair) {
    return fmt::format("{}\nseed {}\npublic {}\n", first_line, to_hex(pair.seed), pair.public_key.hex());
}

// Nothing unless the text is exactly what text_of_pair writes.
std::optional<KeyPair> pair_from_text(std::string_view text) {
    const std::size_t seed_at = first_line.size() + std::string_view("\nseed ").size();
    if (text.size() < seed_at + 64) {
        return std::nullopt;
    }
    const std::optional<Bytes> seed = from_hex(text.substr(seed_at, 64));
    if (!seed) {
        return std::nullopt;
    }
    std::array<std::uint8_t, 32> bytes{};
    std::ranges::copy(*seed, bytes.begin());
    const KeyPair pair = key_from_seed(bytes);
    return text == text_of_pair(pair) ? std::optional(pair) : std::nullopt;
}

}  // namespace

KeyPair key_from_seed(const std::array<std::uint8_t, 32>& seed) {
    KeyPair pair{seed, {}};
    std::array<std::uint8_t, crypto_sign_ed25519_SECRETKEYBYTES> secret{};
    crypto_sign_ed25519_seed_keypair(pair.public_key.bytes.data(), secret.data(), seed.data());
    sodium_memzero(secret.data(), secret.size());
    return pair;
}

Result<KeyPair> make_key(const std::filesystem::path& path, Chance& chance) {
    std::array<std::uint8_t, 32> seed{};
    chance.fill(seed);
    return keep_key(path, seed);
}

Result<KeyPair> keep_key(const std::filesystem::path& path, const std::array<std::uint8_t, 32>& seed) {
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(path, ignored))) {
        return refuse(ErrorKind::refused, "key_exists", path);
    }
    const KeyPair pair = key_from_seed(seed);
    if (auto written = write_file(path, bytes_of(text_of_pair(pair)), 0600); !written) {
        return tl::unexpected(std::move(written).error());
    }
    return pair;
}

Result<LoadedKey> load_key(const std::filesystem::path& path) {
    const auto bytes = read_file(path, file_bytes_max);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    const auto pair = pair_from_text(text_of(*bytes));
    if (!pair) {
        return refuse(ErrorKind::damaged, "key_damaged", path);
    }
    struct stat file {};
    if (::stat(path.c_str(), &file) != 0) {
        return refuse(ErrorKind::bad_input, "file_unreadable", path);
    }
    // What another user owns, that user can exchange at any time.
    if (file.st_uid != ::geteuid() && ::geteuid() != 0) {
        return refuse(ErrorKind::refused, "key_of_another_user", path);
    }
    const bool was_open = (file.st_mode & 0077) != 0;
    if (was_open && ::chmod(path.c_str(), 0600) != 0) {
        return refuse(ErrorKind::refused, "key_open_to_others", path);
    }
    return LoadedKey{*pair, was_open};
}

}  // namespace phirap
