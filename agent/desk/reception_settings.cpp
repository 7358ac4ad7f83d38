// What of the pages' requests the door answers by itself: language, PIN, enrolment, demo.
#include <chrono>

#include "agent/cli/spans.h"
#include "agent/desk/desk_body.h"
#include "agent/desk/desk_limits.h"
#include "agent/desk/desk_message.h"
#include "agent/desk/plain_page.h"
#include "agent/desk/reception.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {
namespace {

constexpr std::int64_t language_ms = 400LL * 24 * 3600 * 1000;  // as long as browsers keep any
constexpr auto begins_within = std::chrono::seconds(30);

// What has to be said, and done, while the PIN is not given.
bool is_for_everybody(const DeskRequest& request) {
    return request.path == "/api/words" || request.path == "/api/language" || request.path == "/api/unlock";
}

std::string purpose_of(const Pin& pin) {
    return std::string(pin_cookie) + ":" + pin.mark();
}

Arguments shown_wait(Language language, Arguments arguments) {
    for (auto& [name, value] : arguments) {
        if (name == "ms") {
            // Rounded up: whoever waits for so long may try.
            arguments.emplace_back("span", shown_span(language, std::stoll(value) + 999));
            break;
        }
    }
    return arguments;
}

DeskReply refused(int status, Language language, const Error& error) {
    return json_refusal(status, language, error.key, shown_wait(language, error.arguments));
}

}  // namespace

std::optional<DeskReply> Reception::settings(DeskRequest& request) {
    if (request.path == "/api/pin" && request.method == "GET") {
        return DeskReply{
            200, "application/json", pin_.is_set() ? "{\"set\": true}\n" : "{\"set\": false}\n", {}};
    }
    if (request.method != "POST") {
        return std::nullopt;
    }
    return request.path == "/api/language"     ? std::optional(set_language(request))
           : request.path == "/api/enrol"      ? std::optional(enrol(request))
           : request.path == "/api/pin"        ? std::optional(set_pin(request))
           : request.path == "/api/unlock"     ? std::optional(unlock(request))
           : request.path == "/api/demo"       ? std::optional(open_demo(request))
           : request.path == "/api/demo/leave" ? std::optional(leave_demo())
                                               : std::nullopt;
}

std::optional<std::int64_t> Reception::unlocked_until(const DeskRequest& request) {
    return good_until(threshold_.key, purpose_of(pin_), cookie_values(request.header("cookie"), pin_cookie),
                      parts_.clock.wall_ms());
}

bool Reception::is_locked(const DeskRequest& request) {
    return pin_.is_set() && !is_for_everybody(request) && !unlocked_until(request);
}

std::string Reception::unlocked_cookie() {
    const std::int64_t until_ms = parts_.clock.wall_ms() + desk_limits::unlocked_ms;
    return cookie_line(pin_cookie, sealed_until(threshold_.key, purpose_of(pin_), until_ms),
                       desk_limits::unlocked_ms);
}

DeskReply Reception::set_pin(DeskRequest& request) {
    const auto body = texts_in(request.body, {"pin", "old"});
    if (!body) {
        return json_refusal(400, request.language, "desk_request_bad");
    }
    if (auto set = pin_.set(body->at("pin"), body->at("old")); !set) {
        return refused(set.error().kind == ErrorKind::bad_input ? 400 : 403, request.language, set.error());
    }
    DeskReply reply{200, "application/json", pin_.is_set() ? "{\"set\": true}\n" : "{\"set\": false}\n", {}};
    reply.headers.emplace_back("Set-Cookie", unlocked_cookie());
    return reply;
}

DeskReply Reception::unlock(DeskRequest& request) {
    const auto body = texts_in(request.body, {"pin"});
    if (!body) {
        return json_refusal(400, request.language, "desk_request_bad");
    }
    if (auto known = pin_.check(body->at("pin")); !known) {
        return refused(403, request.language, known.error());
    }
    DeskReply reply{200, "application/json", "{\"locked\": false}\n", {}};
    reply.headers.emplace_back("Set-Cookie", unlocked_cookie());
    return reply;
}

DeskReply Reception::open_demo(DeskRequest& request) {
    const std::lock_guard turn(demo_mutex_);
    std::shared_lock lock(attending_mutex_);
    const bool is_open = demo_ != nullptr;
    lock.unlock();
    if (!is_open) {
        auto demo = Demo::open(parts_.folder, parts_.config, parts_.clock, parts_.chance);
        if (!demo) {
            return refused(500, request.language, demo.error());
        }
        const auto change = changing();
        demo_ = *std::move(demo);
    }
    return {200, "application/json", "{\"demo\": true}\n", {}};
}

DeskReply Reception::leave_demo() {
    const std::lock_guard turn(demo_mutex_);
    auto change = changing();
    std::unique_ptr<Demo> left = std::move(demo_);
    change.unlock();
    Demo::leave(std::move(left), parts_.folder);
    return {200, "application/json", "{\"demo\": false}\n", {}};
}

DeskReply Reception::set_language(DeskRequest& request) {
    const auto body = texts_in(request.body, {"lang"});
    const std::string lang = body ? body->at("lang") : "";
    if (lang != "th" && lang != "en") {
        return json_refusal(400, request.language, "desk_request_bad");
    }
    DeskReply reply{200, "application/json", "{\"lang\": \"" + lang + "\"}\n", {}};
    reply.headers.emplace_back("Set-Cookie", cookie_line(language_cookie, lang, language_ms));
    return reply;
}

DeskReply Reception::enrol(DeskRequest& request) {
    const auto body = texts_in(request.body, {"code", "machine", "author"});
    if (!body) {
        return json_refusal(400, request.language, "desk_request_bad");
    }
    // Not held while a code is taken: whoever takes it changes who answers.
    std::shared_lock lock(attending_mutex_);
    const auto takes = attending_ ? attending_->enrol : nullptr;
    lock.unlock();
    if (!takes) {
        return json_refusal(503, request.language, "desk_wait");
    }
    const Result<std::string> office = takes(body->at("code"), body->at("machine"));
    if (!office) {
        return json_refusal(400, request.language, office.error().key, office.error().arguments);
    }
    static_cast<void>(leave_demo());
    lock.lock();
    attending_news_.wait_for(lock, begins_within,
                             [this] { return attending_ && attending_->parts != nullptr; });
    if (!body->at("author").empty() && attending_ && attending_->parts != nullptr) {
        JsonWriter author(0);
        author.begin_object();
        author.member("author", body->at("author"));
        author.end();
        const std::string written = author.take();
        DeskRequest named = request;
        named.path = "/api/author";
        named.body.assign(written.begin(), written.end());
        static_cast<void>(agent::answer(named, *attending_->parts));
    }
    JsonWriter json;
    json.begin_object();
    json.member("office", *office);
    json.end();
    return {200, "application/json", json.take(), {}};
}

}  // namespace phirap::agent
