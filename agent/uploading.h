// Pictures on their way within a contact: between its rounds, a chunk at a time.
//
// Rows come first. Pictures are sent only after a round that left nothing to do, and between two chunks it is
// looked whether something was saved meanwhile: then the round goes first. Where to go on, the server is
// asked (HEAD), never remembered. A line that is cut is tried again at once while each try brings something;
// else the next contact goes on.
#pragma once

#include <atomic>
#include <functional>
#include <set>

#include "agent/line_estimate.h"
#include "agent/making_room.h"
#include "agent/sync_round.h"
#include "agent/upload_line.h"
#include "agent/upload_table.h"

namespace phirap::agent {

// A contact's share of it.
struct UploadSum {
    std::size_t pictures = 0;  // files handed in whole
    std::uint64_t bytes = 0;   // that the server said to have come
    bool left = false;         // there is more, and the line or the server did not take it
    std::string detail;        // of the last trouble, English
};

class Uploading {
  public:
    // `room`: how full the disk of `renditions` is.
    Uploading(UploadLine& line, std::filesystem::path renditions, RoomLeft room)
        : line_(line), renditions_(std::move(renditions)), room_(std::move(room)) {}
    Uploading(UploadLine& line, const std::filesystem::path& renditions)
        : Uploading(line, renditions, room_of_disk(renditions.parent_path())) {}

    // A person asked for the contact that begins next: what was put off is tried in it once, too.
    void asked_by_a_person() { asked_by_a_person_ = true; }
    // A contact begins.
    void begin_contact();
    // What the hello of the next round asks; nothing when no picture is of interest. With the store held.
    [[nodiscard]] std::optional<std::vector<Sha256>> to_ask(AgentStore& store);
    // What its answer said; on a short disk what is archived makes room. With the store held.
    void learn(AgentStore& store, const RoundOutcome& outcome);

    // Sends until there is nothing more, or something else has to happen first: true, and another round is
    // wanted (rows wait, a token or the server's word is needed). `store_mutex` is held while the store is
    // used, never while the line is.
    [[nodiscard]] bool send(AgentStore& store, std::mutex& store_mutex, LineEstimate& estimate,
                            const std::atomic<bool>& stop);

    [[nodiscard]] const UploadSum& sum() const { return sum_; }

  private:
    enum class Step { handed_in, rows_wait, token_wanted, line_lost, put_off, stopped };
    struct Sending;
    [[nodiscard]] Step send_one(Sending& sending, OutgoingPicture picture);

    UploadLine& line_;
    std::filesystem::path renditions_;
    RoomLeft room_;
    std::string token_;
    UploadSum sum_;
    int lost_without_progress_ = 0;
    int rounds_for_tokens_ = 0;
    int rounds_for_word_ = 0;
    bool asked_ = false;   // in this contact
    bool looked_ = false;  // likewise
    bool word_wanted_ = false;
    bool asked_by_a_person_ = false;
};

}  // namespace phirap::agent
