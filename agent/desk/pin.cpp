#include "agent/desk/pin.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <sstream>

#include "shared/core/bytes.h"
#include "shared/core/invariant.h"
#include "shared/core/text.h"
#include "shared/core/thai_calendar.h"
#include "shared/host/files.h"
#include "shared/host/store_error.h"

namespace phirap::agent {
namespace {

constexpr std::size_t file_bytes_max = 512;
constexpr std::size_t pin_bytes_min = 4;
constexpr std::size_t pin_bytes_max = 128;
// What OWASP asks at least of Argon2id, 2 passes over 19 MiB: a tenth of a second on an old PC, and no more
// memory than one has.
constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;

constexpr std::uint64_t free_tries = 3;
constexpr std::int64_t first_delay_ms = 5 * 1000;
// 96 guesses a day: the ten thousand PINs of four digits take three months. A colleague who plays with it
// keeps the officer waiting no longer than a coffee.
constexpr std::int64_t delay_ms_max = 15 * 60 * 1000;

}  // namespace

std::int64_t pin_delay_ms(std::uint64_t wrong) {
    if (wrong < free_tries) {
        return 0;
    }
    const std::uint64_t doublings = std::min<std::uint64_t>(wrong - free_tries, 20);
    return std::min(delay_ms_max, first_delay_ms << doublings);
}

Pin::Pin(const std::filesystem::path& folder, Clock& clock) : file_(folder / "desk.pin"), clock_(clock) {}

std::optional<Pin::Kept> Pin::kept() const {
    const Result<Bytes> bytes = read_file(file_, file_bytes_max);
    if (!bytes && bytes.error().key == "file_not_found") {
        return std::nullopt;
    }
    // What cannot be read unlocks nothing: no PIN is right then, until the file is deleted.
    Kept kept;
    std::istringstream lines{bytes ? std::string(text_of(*bytes)) : ""};
    lines >> kept.hash >> kept.wrong >> kept.last_ms;
    return kept;
}

void Pin::keep(const Kept& kept) const {
    const std::string text =
        kept.hash + "\n" + std::to_string(kept.wrong) + "\n" + std::to_string(kept.last_ms) + "\n";
    if (auto written = write_file(file_, bytes_of(text), 0600); !written) {
        throw StoreError::from_errno("keep the PIN", file_.string(), ENOENT);
    }
}

bool Pin::is_set() const {
    return kept().has_value();
}

std::string Pin::mark() const {
    const std::optional<Kept> now = kept();
    return now ? now->hash : "";
}

// A clock that was set back makes nobody wait longer than the delay itself.
std::int64_t Pin::wait_ms(const Kept& kept) const {
    const std::int64_t delay_ms = pin_delay_ms(kept.wrong);
    return std::clamp<std::int64_t>(kept.last_ms + delay_ms - clock_.wall_ms(), 0, delay_ms);
}

Result<void> Pin::check_held(const std::string& pin) {
    std::optional<Kept> now = kept();
    if (!now) {
        return {};
    }
    if (const std::int64_t left_ms = wait_ms(*now); left_ms > 0) {
        return fail(ErrorKind::busy, "pin_wait", {{"ms", std::to_string(left_ms)}});
    }
    ++now->wrong;
    now->last_ms = clock_.wall_ms();
    keep(*now);
    const std::string typed = with_ascii_digits(pin);
    if (typed.size() > pin_bytes_max ||
        crypto_pwhash_str_verify(now->hash.c_str(), typed.data(), typed.size()) != 0) {
        return fail(ErrorKind::refused, "pin_wrong");
    }
    now->wrong = 0;
    keep(*now);
    return {};
}

Result<void> Pin::check(const std::string& pin) {
    const std::lock_guard lock(mutex_);
    return check_held(pin);
}

Result<void> Pin::set(const std::string& pin, const std::string& old) {
    const std::lock_guard lock(mutex_);
    if (auto known = check_held(old); !known) {
        return known;
    }
    if (pin.empty()) {
        std::error_code none;
        std::filesystem::remove(file_, none);
        return {};
    }
    const std::string typed = with_ascii_digits(pin);
    if (typed.size() < pin_bytes_min || typed.size() > pin_bytes_max || !is_utf8(typed)) {
        return fail(ErrorKind::bad_input, "pin_bad", {{"min", std::to_string(pin_bytes_min)}});
    }
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), typed.data(), typed.size(), passes, memory_bytes) != 0) {
        throw StoreError::from_errno("hash the PIN", file_.string(), ENOMEM);
    }
    keep({hash.data(), 0, 0});
    return {};
}

}  // namespace phirap::agent
