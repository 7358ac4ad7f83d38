#include "agent/desk/reception.h"

#include <algorithm>
#include <chrono>

#include "agent/desk/desk_limits.h"
#include "agent/desk/desk_message.h"
#include "agent/desk/door_key.h"
#include "agent/desk/pages.h"
#include "agent/desk/plain_page.h"
#include "agent/desk/replies.h"
#include "shared/host/store_error.h"
#include "shared/host/watchdog.h"

namespace phirap::agent {
namespace {

bool is_of_api(const DeskRequest& request) {
    return request.path.starts_with("/api/");
}
bool is_answered(const DeskRequest& request) {
    return is_of_api(request) || (request.path.starts_with("/receipt/") && request.path.ends_with(".svg"));
}

// One of those that wait for the line.
class Turn {
  public:
    explicit Turn(std::atomic<int>& count) : count_(count), number_(++count) {}
    ~Turn() { --count_; }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    [[nodiscard]] bool is_one_too_many(int most) const { return number_ > most; }

  private:
    std::atomic<int>& count_;
    int number_;
};

DeskReply sent_to(std::string path) {
    return {303, "text/plain", "", {{"Location", std::move(path)}}};
}

}  // namespace

Reception::Reception(Parts parts) : parts_(std::move(parts)), pin_(parts_.folder, parts_.clock) {
    threshold_.key = load_or_make_door_key(parts_.folder, parts_.chance);
    // A page that was left open in it goes on in it.
    if (Demo::is_there(parts_.folder)) {
        if (auto demo = Demo::open(parts_.folder, parts_.config, parts_.clock, parts_.chance)) {
            demo_ = *std::move(demo);
        }
    }
}

void Reception::is_at(const DeskAddress& address) {
    address_ = address;
    threshold_.hosts = hosts_of(address.host, address.port);
}

void Reception::attend(std::optional<Attendance> attendance) {
    const auto lock = changing();
    attending_ = std::move(attendance);
    attending_news_.notify_all();
}

std::unique_lock<std::shared_timed_mutex> Reception::changing() {
    std::unique_lock lock(attending_mutex_, std::defer_lock);
    while (!lock.try_lock_for(std::chrono::seconds(1))) {
        beat();
    }
    return lock;
}

void Reception::rest() {
    const std::shared_lock lock(attending_mutex_);
    if (demo_ != nullptr) {
        demo_->rest();
    }
    if (attending_) {
        attending_->rest();
    }
}

std::string Reception::address() const {
    return to_text(address_);
}

std::string Reception::launch_address() {
    const std::lock_guard lock(launches_mutex_);
    return "http://" + address() + "/?launch=" + launches_.issue(parts_.chance, parts_.clock.steady_ms());
}

Language Reception::language_of(const DeskRequest& request) const {
    const auto said = request.cookies.find(std::string(language_cookie));
    if (said != request.cookies.end() && (said->second == "th" || said->second == "en")) {
        return said->second == "en" ? Language::english : Language::thai;
    }
    return parts_.config.language.value_or(parts_.language);
}

bool Reception::may_bring_much(const DeskRequest& request) const {
    return entrance(request, threshold_, parts_.clock.wall_ms()) == Entrance::open;
}

DeskReply Reception::answer(DeskRequest& request) {
    request.language = language_of(request);
    DeskReply reply;
    try {
        reply = reply_to(request);
    } catch (const StoreError& error) {
        reply = json_refusal(500, request.language, error.key(), error.arguments());
    } catch (const std::exception&) {
        reply = json_refusal(500, request.language, "desk_failed");
    }
    add_headers_of_every_reply(reply);
    return reply;
}

DeskReply Reception::reply_to(DeskRequest& request) {
    if (const Entrance seen = may_be_seen(request, threshold_); seen != Entrance::open) {
        return refusal(seen, request);
    }
    if (request.path == "/" && !request.asked("launch").empty()) {
        return launch(request);
    }
    // What the pages are made of is in every copy of the program, and the page that says how to come in needs
    // none.
    if (auto file = page_file(request)) {
        return *std::move(file);
    }
    if (const Entrance in = entrance(request, threshold_, parts_.clock.wall_ms()); in != Entrance::open) {
        return refusal(in, request);
    }
    DeskReply reply = is_answered(request) ? answered(request) : page(request);
    renew_cookies(request, reply);
    return reply;
}

DeskReply Reception::launch(const DeskRequest& request) {
    bool is_good = false;
    {
        const std::lock_guard lock(launches_mutex_);
        is_good = launches_.redeem(request.asked("launch"), parts_.clock.steady_ms());
    }
    if (!is_good) {
        // Loaded again by a browser that is in already: no harm, and no page that frightens.
        const Entrance in = entrance(request, threshold_, parts_.clock.wall_ms());
        return in == Entrance::open ? sent_to("/") : refusal(in, request);
    }
    DeskReply reply = page_that_goes_on(request.language);
    reply.headers.emplace_back("Set-Cookie", fresh_cookie());
    return reply;
}

std::string Reception::fresh_cookie() {
    const std::int64_t until_ms = parts_.clock.wall_ms() + desk_limits::cookie_ms;
    return cookie_line(desk_cookie, sealed_until(threshold_.key, desk_cookie, until_ms),
                       desk_limits::cookie_ms);
}

void Reception::renew_cookies(const DeskRequest& request, DeskReply& reply) {
    const std::int64_t now_ms = parts_.clock.wall_ms();
    const auto until_ms =
        good_until(threshold_.key, desk_cookie, cookie_values(request.header("cookie"), desk_cookie), now_ms);
    if (until_ms && *until_ms - now_ms < desk_limits::cookie_ms - desk_limits::cookie_renewed_ms) {
        reply.headers.emplace_back("Set-Cookie", fresh_cookie());
    }
    // A page that looks by itself how things stand is nobody at work.
    const bool is_at_work = request.method == "POST" || !is_answered(request);
    const auto unlocked_ms = is_at_work ? unlocked_until(request) : std::nullopt;
    const bool was_said = std::ranges::any_of(reply.headers, [](const auto& header) {
        return header.first == "Set-Cookie" && header.second.starts_with(pin_cookie);
    });
    if (unlocked_ms && !was_said &&
        *unlocked_ms - now_ms < desk_limits::unlocked_ms - desk_limits::unlocked_renewed_ms) {
        reply.headers.emplace_back("Set-Cookie", unlocked_cookie());
    }
}

DeskReply Reception::refusal(Entrance entrance, const DeskRequest& request) const {
    const int status = status_of(entrance, request);
    const Language language = request.language;
    const bool is_strange = entrance == Entrance::another_page || entrance == Entrance::wrong_content;
    const std::string_view key = entrance == Entrance::wrong_host     ? "desk_wrong_host"
                                 : is_strange                         ? "desk_another_page"
                                 : entrance == Entrance::wrong_method ? "desk_request_bad"
                                                                      : "desk_closed";
    const Arguments arguments = {{"address", address()}};
    if (is_answered(request)) {
        return json_refusal(status, language, key, arguments);
    }
    return plain_page(status, language, key == "desk_closed" ? "desk_closed_title" : "desk_title",
                      say(language, key, arguments), key == "desk_closed" ? "desk_try_again" : "");
}

DeskReply Reception::page(const DeskRequest& request) {
    if (request.method != "GET") {
        return json_refusal(405, request.language, "desk_request_bad");
    }
    if (!is_page(request.path)) {
        return shell(404, request.language);
    }
    const std::shared_lock lock(attending_mutex_);
    return parts_now() == nullptr && request.path != "/welcome" ? sent_to("/welcome")
                                                                : shell(200, request.language);
}

DeskParts* Reception::parts_now() const {
    return demo_ != nullptr ? &demo_->parts() : attending_ ? attending_->parts : nullptr;
}

DeskReply Reception::answered(DeskRequest& request) {
    if (is_locked(request)) {
        return json_refusal(423, request.language, "desk_locked");
    }
    if (auto reply = settings(request)) {
        return *std::move(reply);
    }
    const std::shared_lock lock(attending_mutex_);
    if (!attending_) {
        return json_refusal(503, request.language, "desk_wait");
    }
    DeskParts* parts = parts_now();
    if (request.path == "/api/send") {
        const Turn turn(sending_);
        return parts == nullptr ? unenrolled(request)
               : turn.is_one_too_many(desk_limits::sending_max)
                   ? json_refusal(503, request.language, "desk_sending")
                   : agent::answer(request, *parts);
    }
    return parts == nullptr ? unenrolled(request) : agent::answer(request, *parts);
}

DeskReply Reception::unenrolled(const DeskRequest& request) {
    if (request.path == "/api/words") {
        return words_reply(request.language);
    }
    if (request.path == "/api/where") {
        return {200,
                "application/json",
                R"({"enrolled": false, "demo": false, "version": ")" PHIRAP_VERSION R"("})",
                {}};
    }
    return json_refusal(409, request.language, "desk_not_enrolled");
}

}  // namespace phirap::agent
