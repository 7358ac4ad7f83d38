// An Ed25519 key pair in a file that its owner alone can read.
//
// Three lines of text: what it is, the seed, the public key. The public key follows from the seed, so a
// damaged file is known for what it is before anything is signed with it.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>

#include "shared/core/clock.h"
#include "shared/core/ids.h"
#include "shared/core/result.h"

namespace phirap {

struct KeyPair {
    std::array<std::uint8_t, 32> seed{};
    PublicKey public_key;

    bool operator==(const KeyPair&) const = default;
};

struct LoadedKey {
    KeyPair pair;
    // Others could read the file until now. It is closed again; whoever loads it warns.
    bool was_open_to_others = false;
};

[[nodiscard]] KeyPair key_from_seed(const std::array<std::uint8_t, 32>& seed);

// Draws a new key and writes it, mode 0600. A file that is there is never overwritten: key_exists.
// Throws StoreError when it cannot be written.
[[nodiscard]] Result<KeyPair> make_key(const std::filesystem::path& path, Chance& chance);
// The same with a seed that is known: a recovery sheet's.
[[nodiscard]] Result<KeyPair> keep_key(const std::filesystem::path& path,
                                       const std::array<std::uint8_t, 32>& seed);

// Keys: file_not_found, file_unreadable, key_damaged, key_of_another_user, key_open_to_others.
[[nodiscard]] Result<LoadedKey> load_key(const std::filesystem::path& path);

}  // namespace phirap
