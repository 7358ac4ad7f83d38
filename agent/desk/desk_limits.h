// What the desk takes and how long it waits, each with its reason.
//
// Its guests are the browsers of one PC, on the loopback: whatever takes long or comes large is no officer at
// work. Another account's program on the same PC can knock too; it may cost us little and hold up nobody.
#pragma once

#include <cstddef>
#include <cstdint>

#include "shared/core/limits.h"

namespace phirap::agent::desk_limits {

// Cookies know no port: a browser sends along what any program on this PC left for 127.0.0.1, up to 4 KiB
// each.
inline constexpr std::size_t head_bytes_max = 32 * 1024;
// The longest of ours names a row, a role, a channel and a picture file: percent-encoded Thai has nine bytes
// a letter.
inline constexpr std::size_t target_bytes_max = 4 * 1024;
inline constexpr std::size_t query_names_max = 16;
inline constexpr std::size_t cookies_max = 64;

// A row whose every field and channel is filled to its limit, as JSON.
inline constexpr std::size_t json_bytes_max = 512 * 1024;
// Of whoever was not let in: read all the same, so that the refusal arrives.
inline constexpr std::size_t knock_bytes_max = 64 * 1024;
// What bundle import on the command line takes.
inline constexpr std::size_t bundle_bytes_max = 64 * 1024 * 1024;

// A browser opens six connections to a host, and some on suspicion, that say nothing.
inline constexpr std::size_t guests_max = 64;
// One bundle, and pictures that are dropped meanwhile.
inline constexpr std::size_t bytes_max = 96 * 1024 * 1024;
// A request comes in one piece from a program on the same PC. An old PC that swaps takes seconds.
inline constexpr std::int64_t head_ms = 10 * 1000;
inline constexpr std::int64_t body_ms = 60 * 1000;
inline constexpr std::int64_t answer_ms = 60 * 1000;
inline constexpr std::int64_t leaving_ms = 2 * 1000;
// Nobody is sent away for want of room before.
inline constexpr std::int64_t grace_ms = 500;
// A month is answered in milliseconds, one after the other; but a picture is made ready, and "send now" waits
// for the line, while others go on. A browser asks for six things at once.
inline constexpr std::size_t threads_max = 16;
// Of those, how many may wait for the line: an impatient officer who loads the page anew and sends again.
inline constexpr int sending_max = 3;
// Connections that the kernel holds while we are busy.
inline constexpr int backlog = 128;
// After the last answer, before memory is given back: an officer who types comes again within that.
inline constexpr std::int64_t rest_after_ms = 3 * 1000;

// An address with its token is good for so long: it is clicked at once, or asked for again.
inline constexpr std::int64_t launch_ms = 10 * 60 * 1000;
inline constexpr std::size_t launches_max = 8;
// A desk that is used once a month stays open; renewed when a day of it is gone.
inline constexpr std::int64_t cookie_ms = 45LL * 24 * 3600 * 1000;
inline constexpr std::int64_t cookie_renewed_ms = 24LL * 3600 * 1000;
// Unlocked with the PIN, left alone for so long: locked again.
inline constexpr std::int64_t unlocked_ms = 15 * 60 * 1000;
inline constexpr std::int64_t unlocked_renewed_ms = 60 * 1000;

}  // namespace phirap::agent::desk_limits
