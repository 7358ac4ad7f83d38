// Which pictures the office's reports name, and how far each has come.
//
// What is to be sent follows from the reports, not from a queue that could be lost: `wanted` is what folding
// them gives, kept so that only months that changed are folded again. A picture is delivered when the
// server's signed word says that it holds it, until the cursor is dropped (AgentStore::drop_confirmations);
// what the upload's own answers say moves no picture out of here.
//
// Functions on the store's database, for whoever holds the store. They throw StoreError.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agent/agent_store.h"
#include "shared/host/blob_store.h"

namespace phirap::agent {

enum class UploadState : std::uint8_t {
    waiting = 0,    // to be sent, or to be asked about
    handed_in = 1,  // all of it was taken; the server's word is still to come
    delivered = 2,  // the server's signed word
};

// One of the two files that are sent of a picture.
struct OutgoingPicture {
    Sha256 name;
    std::uint64_t bytes = 0;  // 0: not on this PC
    std::uint64_t sent = 0;   // as last known
    UploadState state = UploadState::waiting;
    std::string why;                 // it waits: a key of the catalogue; "" when nothing is wrong
    std::int64_t not_before_ms = 0;  // our wall clock: not tried before
};

// A picture as people know it, that is not delivered with all that is sent of it.
struct PictureUnderWay {
    Month month;
    EntityId row;
    std::string name;
    std::string role;
    OutgoingPicture preview;
    OutgoingPicture rendition;
};

struct MonthPictures {
    Month month;
    std::uint64_t waiting_operations = 0;  // of the report, not confirmed
    std::uint64_t named = 0;               // pictures with something to send
    std::uint64_t delivered = 0;
};

// Everything that by the server's signed word is there. Without folding anything: what was attached a moment
// ago is not among it.
[[nodiscard]] std::set<Sha256> delivered_pictures(AgentStore& store);

class UploadTable {
  public:
    // `renditions`: where what is sent lies (agent's data folder).
    UploadTable(AgentStore& store, std::filesystem::path renditions);

    // Folds what has changed since the last time.
    void look_through_reports();

    // At most `count_max` that the server should be asked about: those handed in, then those of which it has
    // not said anything for some hours, then a few that it said to hold a month ago. `room_short`: also those
    // that may be archived since yesterday.
    [[nodiscard]] std::vector<Sha256> to_ask(std::size_t count_max, bool room_short = false) const;
    // The server's signed word: what it holds is delivered, what it lacks waits (again).
    void learn(const std::vector<Sha256>& asked, const std::vector<Kept>& kept);
    // What is sent of pictures that the server has archived, oldest months first; here or not.
    [[nodiscard]] std::vector<Sha256> archived() const;

    // The next to send, of those on this PC: previews first, then renditions, those begun before others.
    [[nodiscard]] std::optional<OutgoingPicture> next();
    [[nodiscard]] bool any_handed_in() const;
    // A person asks for what waits: nothing is put off any longer.
    void put_off_no_longer();
    void note(const Sha256& name, UploadState state, std::uint64_t sent, const std::string& why,
              std::int64_t not_before_ms = 0);

    [[nodiscard]] std::vector<MonthPictures> months() const;
    // Those not delivered, oldest month first.
    [[nodiscard]] std::vector<PictureUnderWay> under_way() const;
    [[nodiscard]] const BlobStore& renditions() const { return renditions_; }

  private:
    void look_through(const std::string& scope, std::int64_t operations);
    [[nodiscard]] OutgoingPicture outgoing(const Sha256& name) const;

    AgentStore& store_;
    BlobStore renditions_;
};

}  // namespace phirap::agent
