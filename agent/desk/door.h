// Who may come in at the desk. Values in, a word out: no socket, no clock, no file.
//
// The loopback is no wall: every page that a browser on this PC shows can send requests to it, and every
// account's programs can open a connection. So nobody is let in for where they come from. A page is let in by
// a cookie, which only this program gives, for an address with a token that only its user was shown. The
// browser says which page asks (Origin, Sec-Fetch-Site) and what it takes us for (Host); a page of another
// place that has its name point here, or that sends a form, is known by that. tests/agent/door_test.cpp has
// each way round.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "agent/desk/exchange.h"
#include "shared/core/clock.h"

namespace phirap::agent {

using DoorKey = std::array<std::uint8_t, 32>;

struct Threshold {
    DoorKey key{};
    // What a browser of this PC has as Host: "127.0.0.1:4380", "localhost:4380".
    std::vector<std::string> hosts;
};
[[nodiscard]] std::vector<std::string> hosts_of(const std::string& host, int port);

enum class Entrance {
    open,
    wrong_host,     // 421: somebody else's name for this PC (DNS rebinding)
    wrong_method,   // 405
    another_page,   // 403: Origin or Sec-Fetch-Site says that a page of another place asks
    wrong_content,  // 403: a change whose body a form could have sent
    no_cookie,      // 401, of pages 403
};

// `now_ms` by the wall clock. Pages' files and the launch address are looked at by may_be_seen alone.
[[nodiscard]] Entrance entrance(const DeskRequest& request, const Threshold& threshold, std::int64_t now_ms);
// The same without the cookie: what is asked, by which page, under which name.
[[nodiscard]] Entrance may_be_seen(const DeskRequest& request, const Threshold& threshold);
[[nodiscard]] int status_of(Entrance entrance, const DeskRequest& request);

// A promise of ours that comes back in a cookie: what for, and until when, under our key.
[[nodiscard]] std::string sealed_until(const DoorKey& key, std::string_view purpose, std::int64_t until_ms);
// Until when the best of `values` is good; nothing when none is ours, for this purpose and not over.
[[nodiscard]] std::optional<std::int64_t> good_until(const DoorKey& key, std::string_view purpose,
                                                     const std::vector<std::string>& values,
                                                     std::int64_t now_ms);
// The value of Set-Cookie.
[[nodiscard]] std::string cookie_line(std::string_view name, std::string_view value, std::int64_t lasts_ms);

// Launch tokens that are out: each good once, for launch_ms, the oldest forgotten when there are too many.
class Launches {
  public:
    // 32 hexadecimal digits; `now_ms` of a clock that never goes back.
    [[nodiscard]] std::string issue(Chance& chance, std::int64_t now_ms);
    [[nodiscard]] bool redeem(std::string_view token, std::int64_t now_ms);

  private:
    struct Issued {
        std::string token;
        std::int64_t until_ms;
    };
    std::vector<Issued> issued_;
};

// Beside those of its own; `kept`: the bytes under this path never change.
void add_headers_of_every_reply(DeskReply& reply);

inline constexpr std::string_view desk_cookie = "phirap_desk";
inline constexpr std::string_view pin_cookie = "phirap_pin";
inline constexpr std::string_view language_cookie = "phirap_lang";

}  // namespace phirap::agent
