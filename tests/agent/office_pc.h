// A PC of an office: the production store on a disk of its own, with its clock and chance in the test's hand.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "agent/agent_store.h"
#include "tests/support/seeded.h"
#include "tests/support/temporary_folder.h"

namespace phirap::testing {

class OfficePc {
  public:
    // Enrolled at one server, the same for all; `machine` makes its key.
    explicit OfficePc(const Office& office = "4301", std::uint8_t machine = 1,
                      const std::string& mission = "click-chumchon");

    [[nodiscard]] agent::AgentStore& store() { return *store_; }
    [[nodiscard]] SetClock& clock() { return clock_; }
    [[nodiscard]] std::uint64_t operations() const { return store_->log().count(); }

    // The store's files as they lie on the disk, by name.
    [[nodiscard]] std::map<std::string, std::string> files() const;

    // Whatever the other PC of the office holds and this one does not, as a sync would bring it.
    void fetch_from(const OfficePc& other);
    // The server's word about the office, as a sync would bring it.
    void hear_from_server(const Entity& entity, const std::vector<Field>& fields, const Scope& scope = {},
                          const std::vector<OperationName>& seen = {});

    // Its seal on the last of them, as a page of the feed brings it.
    void seal_servers_words();

  private:
    TemporaryFolder folder_;
    Database database_;
    SigningKey key_;
    SetClock clock_;
    SeededChance chance_;
    std::unique_ptr<agent::AgentStore> store_;
};

// Both hold what either held.
void meet(OfficePc& one, OfficePc& other);

[[nodiscard]] std::string golden_text(const std::string& name);  // of tests/golden

}  // namespace phirap::testing
