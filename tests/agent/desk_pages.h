// The desk's pages as a browser would use them, on a PC of an office: what is asked, what is answered.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "agent/desk/answers.h"
#include "tests/agent/office_pc.h"

namespace phirap::testing {

class DeskPages {
  public:
    explicit DeskPages(OfficePc& pc);
    DeskPages(agent::AgentStore& store, Clock& clock);

    [[nodiscard]] agent::DeskReply ask(const std::string& method, const std::string& path,
                                       const std::string& body = "",
                                       const std::map<std::string, std::string>& query = {});
    // The reply's JSON; a refusal's too.
    [[nodiscard]] nlohmann::json get(const std::string& path);
    [[nodiscard]] nlohmann::json post(const std::string& path, const nlohmann::json& body);

    [[nodiscard]] agent::DeskParts& parts() { return parts_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
    int saved = 0;  // how often those who send were told

  private:
    TemporaryFolder folder_;
    std::mutex mutex_;
    agent::Config config_;
    agent::DeskParts parts_;
};

// A row's id as a page draws it.
[[nodiscard]] std::string drawn_id(int number);

}  // namespace phirap::testing
