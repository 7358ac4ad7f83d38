// What the server keeps: every office's operations in feed order, its agents and its own words.
//
// The writing connection's store. Functions that write need an open Transaction, which is the office's row
// lock: check, stamp, number and append are one step. All throw StoreError when the machine is in trouble.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/core/clock.h"
#include "shared/core/merge.h"
#include "shared/host/database.h"
#include "shared/replica/fold.h"
#include "shared/wire/admission.h"
#include "shared/wire/sync_message.h"

namespace phirap::server {

struct AgentRow {
    WriterId agent;
    Office office;
    PublicKey key;
    Bytes paper;
    std::string machine;
    std::int64_t admitted_ms = 0;
    bool revoked = false;
    std::int64_t kept_revoked = 0;
    std::optional<std::int64_t> contact_ms;
    std::optional<std::int64_t> queue;
    std::optional<std::int64_t> clock_error_ms;
    std::string version;
};

struct Feed {
    std::uint64_t position = 0;
    Digest chain;
    std::optional<std::uint32_t> own_branch;
    HybridTime time;
};

// A run that came together: positions first_position and up; `chain` is the digest after its last.
struct FeedRun {
    std::uint64_t first_position = 0;
    Run run;
    Digest chain;
};

class ServerStore {
  public:
    // Makes identity and tables for a new server.
    static void init(Database& database, const std::string& mission, Clock& clock, Chance& chance);
    ServerStore(Database& database, const SigningKey& key, Clock& clock, Chance& chance);

    [[nodiscard]] const SigningKey& key() const { return *key_; }
    [[nodiscard]] WriterId id() const { return id_; }
    [[nodiscard]] Epoch epoch() const { return epoch_; }
    [[nodiscard]] const std::string& mission() const { return mission_; }
    [[nodiscard]] Database& database() const { return *database_; }
    [[nodiscard]] Clock& clock() const { return *clock_; }
    [[nodiscard]] Chance& chance() const { return *chance_; }

    [[nodiscard]] OperationLog log(const Office& office) const;
    [[nodiscard]] Law law(const Office& office) const;
    [[nodiscard]] Feed feed(const Office& office) const;
    // At most `runs_max` of the feed's runs that begin after `position`, in order.
    [[nodiscard]] std::vector<FeedRun> feed_runs(const Office& office, std::uint64_t position = 0,
                                                 std::size_t runs_max = SIZE_MAX / 2) const;
    // Offices that have a feed.
    [[nodiscard]] std::vector<Office> offices() const;

    [[nodiscard]] std::optional<AgentRow> agent(const WriterId& agent) const;
    [[nodiscard]] std::vector<AgentRow> agents() const;
    // What its hello told, less the operations that it brought along.
    void heard_of(const WriterId& agent, const Hello& hello, std::uint64_t brought);

    // A run that was just appended to the log takes the feed's next positions. `ids` are its operations'.
    void add_to_feed(const Office& office, const Run& run, std::span<const NewOperation> operations);

    // The server's own word: stamped, sealed, appended and in the feed. Error: a limit of the body.
    // `body.time` is given here.
    [[nodiscard]] Result<OperationId> say_to(const Office& office, OperationBody body);

    // The own run of this office was gone on with by somebody who holds more of it than we (we were put
    // back to an older copy): our next word begins a new one (sync-rules 14).
    void forked(const Office& office);

    // What admissions and revocations among operations of the server's lineages mean for the agent table;
    // called for each that is appended, own or brought back by an agent.
    void apply_office_word(const Office& office, const OperationBody& body);

    [[nodiscard]] std::vector<std::pair<Office, Scope>> ungraded() const;
    void graded(const Office& office, const Scope& scope);

  private:
    void put(const Office& office, const Feed& feed);

    Database* database_;
    const SigningKey* key_;
    Clock* clock_;
    Chance* chance_;
    WriterId id_;
    Epoch epoch_;
    std::string mission_;
};

}  // namespace phirap::server
