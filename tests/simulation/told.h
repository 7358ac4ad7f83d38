// What an office's operations say, read without the product's log, merge or law: from bytes, hashes and the
// naive merge alone. The codec of bodies is shared; golden files hold it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/core/operation.h"
#include "shared/host/database.h"
#include "tests/support/naive_merge.h"

namespace phirap::simulation {

struct ToldOperation {
    OperationId id;
    WriterId writer;
    LineageId lineage;
    std::uint64_t sequence = 0;
    std::string scope;
    std::optional<std::size_t> parent;  // among all of the office
    std::optional<OperationBody> body;
};

class ToldOffice {
  public:
    ToldOffice(Database& database, const Office& office, const WriterId& server);

    [[nodiscard]] const std::vector<ToldOperation>& operations() const { return operations_; }
    // What does not hang together by its hashes, in words.
    [[nodiscard]] const std::vector<std::string>& torn() const { return torn_; }
    [[nodiscard]] std::vector<std::string> scopes() const;
    // One scope by the naive merge.
    [[nodiscard]] testing::Verdicts verdicts(const std::string& scope) const;
    [[nodiscard]] bool is_ancestor(std::size_t ancestor, std::size_t of) const;
    [[nodiscard]] bool is_revoked(const WriterId& writer) const { return revoked_.contains(writer); }

  private:
    void read(Database& database, const Office& office);
    void find_parents(const Office& office);
    void read_law();
    [[nodiscard]] testing::History history(const std::string& scope, bool with_law) const;
    [[nodiscard]] bool is_too_late(std::size_t at) const;
    [[nodiscard]] const Value* shown(const testing::Verdicts& verdicts, const Entity& entity,
                                     const std::string& key) const;

    WriterId server_;
    std::vector<ToldOperation> operations_;
    std::vector<Bytes> bodies_;
    std::map<OperationId, std::size_t> at_;
    std::vector<std::string> torn_;
    std::map<EntityId, bool> holds_;
    std::map<WriterId, std::vector<std::size_t>> revoked_;  // and the tips that were held then
};

}  // namespace phirap::simulation
