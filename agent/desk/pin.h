// The PIN of a PC that several people use under one account: what keeps a colleague from looking, not what
// keeps a thief of the disk away.
//
// It is a file of the data folder, so it holds for whatever the folder shows. Wrong ones wait longer each
// time; the count is on the disk before a PIN is looked at, so that being killed or started anew forgives
// nothing. Whoever owns the account may take the PIN away by deleting the file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

#include "shared/core/clock.h"
#include "shared/core/result.h"

namespace phirap::agent {

// Before the next try, after `wrong` in a row.
[[nodiscard]] std::int64_t pin_delay_ms(std::uint64_t wrong);

class Pin {
  public:
    Pin(const std::filesystem::path& folder, Clock& clock);

    [[nodiscard]] bool is_set() const;
    // Changes when the PIN does, so that what was promised under the old one holds no more; "" for none.
    [[nodiscard]] std::string mark() const;
    // Sets it, changes it, or with "" takes it away. Keys: pin_bad {min}, those of check().
    [[nodiscard]] Result<void> set(const std::string& pin, const std::string& old);
    // Keys: pin_wrong, pin_wait {ms}. Throws StoreError.
    [[nodiscard]] Result<void> check(const std::string& pin);

  private:
    struct Kept {
        std::string hash;  // libsodium's own spelling of Argon2id
        std::uint64_t wrong = 0;
        std::int64_t last_ms = 0;  // wall clock
    };
    [[nodiscard]] std::optional<Kept> kept() const;
    void keep(const Kept& kept) const;
    [[nodiscard]] std::int64_t wait_ms(const Kept& kept) const;
    [[nodiscard]] Result<void> check_held(const std::string& pin);

    std::filesystem::path file_;
    Clock& clock_;
    std::mutex mutex_;
};

}  // namespace phirap::agent
