// What of the pages' requests the door answers by itself: language, enrolment.
#include <chrono>

#include "agent/desk/desk_body.h"
#include "agent/desk/plain_page.h"
#include "agent/desk/reception.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {
namespace {

constexpr std::int64_t language_ms = 400LL * 24 * 3600 * 1000;  // as long as browsers keep any
constexpr auto begins_within = std::chrono::seconds(30);

}  // namespace

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
