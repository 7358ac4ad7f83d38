// When the next contact comes, from how the last one went. Pure, but for the dice.
//
// Level-triggered: there is always a next contact, however this one ended. What is saved meanwhile brings
// it forward only while nothing is known to be wrong; a line that is down is not tried more often because
// an officer is busy.
#pragma once

#include "agent/runner.h"

namespace phirap::agent {

// An officer saves a row, looks, saves the next: what comes within this goes in one frame.
inline constexpr std::int64_t gather_ms = 2'000;

// Offices that all were quiet until the same minute come back over this window at least.
inline constexpr std::int64_t after_quiet_ms = 5 * 60 * 1'000;

// How long to wait after `last`, milliseconds: the server's own word when it gave one; the backoff after a
// failure (`failures` in a row, 1 and up) or while things wait that the server was reached and did not
// take; else `interval_ms`, give or take a tenth, so that offices do not fall into step.
[[nodiscard]] std::int64_t delay_after(const Contact& last, std::uint64_t failures, bool waiting,
                                       std::int64_t interval_ms, Chance& chance);

// How long to wait when the PC has just been switched on, or its line has come up: anywhere in the window
// that the server named last, so that a district's power coming back is not a thundering herd.
[[nodiscard]] std::int64_t delay_at_start(std::int64_t spread_ms, Chance& chance);

// How often the kernel's word that the line came up is taken for a reason to try: a Wi-Fi at the edge of
// its reach comes and goes all day, and each try costs the server and a battery.
class LineNews {
  public:
    static constexpr std::int64_t each_ms = 5 * 60 * 1'000;  // twelve an hour, on the average
    static constexpr std::int64_t at_once_max = 6;

    // `now_ms` of a clock that never goes back.
    [[nodiscard]] bool heed(std::int64_t now_ms) {
        const std::int64_t earliest = now_ms - at_once_max * each_ms;
        spent_ms_ = spent_ms_ > earliest ? spent_ms_ : earliest;
        if (spent_ms_ + each_ms > now_ms) {
            return false;
        }
        spent_ms_ += each_ms;
        return true;
    }

  private:
    std::int64_t spent_ms_ = -at_once_max * each_ms;
};

}  // namespace phirap::agent
