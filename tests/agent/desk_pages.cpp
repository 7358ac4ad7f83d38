#include "tests/agent/desk_pages.h"

#include <nlohmann/json.hpp>

namespace phirap::testing {

using nlohmann::json;

DeskPages::DeskPages(OfficePc& pc) : DeskPages(pc.store(), pc.clock()) {}

DeskPages::DeskPages(agent::AgentStore& store, Clock& clock)
    : parts_{store,
             mutex_,
             clock,
             store.chance(),
             folder_.path(),
             config_,
             [] { return agent::Contact(); },
             [] { return agent::NextAttempt(); },
             [this] { ++saved; }} {}

agent::DeskReply DeskPages::ask(const std::string& method, const std::string& path, const std::string& body,
                                const std::map<std::string, std::string>& query) {
    agent::DeskRequest request;
    request.method = method;
    request.path = path;
    request.query = query;
    request.body.assign(body.begin(), body.end());
    request.language = Language::english;
    return agent::answer(request, parts_);
}

json DeskPages::get(const std::string& path) {
    return json::parse(ask("GET", path).body);
}

json DeskPages::post(const std::string& path, const json& body) {
    return json::parse(ask("POST", path, body.dump()).body);
}

std::string drawn_id(int number) {
    std::array<std::uint8_t, 10> random{};
    random[9] = static_cast<std::uint8_t>(number);
    return to_text(uuid_v7(1'714'000'000'000, random));
}

}  // namespace phirap::testing
