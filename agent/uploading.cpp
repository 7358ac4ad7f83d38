#include "agent/uploading.h"

#include <charconv>

#include "agent/line_lost.h"
#include "agent/tus_line.h"
#include "shared/core/words.h"
#include "shared/wire/limits.h"

namespace phirap::agent {
namespace {

// In a row, after which nothing more had come: the next contact goes on.
constexpr int lost_without_progress_max = 2;
constexpr int rounds_for_tokens_max = 3;
// Of one contact, for the server's word on up to 64 files each. More only when it takes them and says no.
constexpr int rounds_for_word_max = 64;
// A chunk whose sum did not hold, an upload that was gone: begun again so often, then left for the next
// contact.
constexpr int restarts_max = 3;
constexpr std::int64_t minute_ms = 60 * 1000;

}  // namespace

// What one send() works with.
struct Uploading::Sending {
    AgentStore& store;
    std::mutex& mutex;
    LineEstimate& estimate;
    const std::atomic<bool>& stop;
    TusLine tus;

    template <typename Work>
    auto with_table(const std::filesystem::path& renditions, Work work) {
        const std::lock_guard lock(mutex);
        UploadTable table(store, renditions);
        return work(table);
    }
    [[nodiscard]] bool rows_wait() {
        const std::lock_guard lock(mutex);
        return store.outbox() > 0;
    }
};

void Uploading::begin_contact() {
    sum_ = {};
    lost_without_progress_ = 0;
    rounds_for_tokens_ = 0;
    rounds_for_word_ = 0;
    asked_ = false;
    looked_ = false;
    word_wanted_ = false;
}

std::optional<std::vector<Sha256>> Uploading::to_ask(AgentStore& store) {
    if (has_code_to_redeem(store)) {
        return std::nullopt;
    }
    UploadTable table(store, renditions_);
    // Once at the beginning, and when the rows are through (send): a backlog takes hundreds of rounds.
    if (!std::exchange(looked_, true)) {
        table.look_through_reports();
    }
    if (std::exchange(asked_by_a_person_, false)) {
        table.put_off_no_longer();
    }
    std::vector<Sha256> asked;
    if (!asked_ || word_wanted_) {
        asked = table.to_ask(limits::pictures_asked_max, room_() >= DiskLevel::filling);
        // More than fit are asked about in the next round of this contact.
        asked_ = asked.size() < limits::pictures_asked_max;
    }
    word_wanted_ = false;
    if (asked.empty() && !(token_.empty() && table.next())) {
        return std::nullopt;
    }
    return asked;
}

void Uploading::learn(AgentStore& store, const RoundOutcome& outcome) {
    if (!outcome.upload_token.empty()) {
        token_ = outcome.upload_token;
    }
    // A server that does not answer is of an earlier version: it is not asked on and on.
    asked_ |= outcome.pictures_kept.size() < outcome.pictures_asked.size();
    UploadTable(store, renditions_).learn(outcome.pictures_asked, outcome.pictures_kept);
    make_room(store, BlobStore(renditions_), room_);
}

bool Uploading::send(AgentStore& store, std::mutex& store_mutex, LineEstimate& estimate,
                     const std::atomic<bool>& stop) {
    Sending sending{store, store_mutex, estimate, stop, TusLine(line_)};
    sum_.left = false;
    sending.with_table(renditions_, [](UploadTable& table) { table.look_through_reports(); });
    if (!asked_) {
        return true;
    }
    while (!stop) {
        const auto picture = sending.with_table(renditions_, [](UploadTable& table) { return table.next(); });
        if (!picture) {
            // What was handed in counts by the server's word alone; one round brings it.
            const bool handed_in =
                sending.with_table(renditions_, [](UploadTable& table) { return table.any_handed_in(); });
            word_wanted_ = handed_in && rounds_for_word_++ < rounds_for_word_max;
            sum_.left |= handed_in && !word_wanted_;
            return word_wanted_;
        }
        const std::uint64_t before = sum_.bytes;
        const Step step = token_.empty() ? Step::token_wanted : send_one(sending, *picture);
        if (sum_.bytes > before) {
            lost_without_progress_ = 0;
            rounds_for_tokens_ = 0;
        }
        switch (step) {
            case Step::handed_in:
            case Step::put_off:
                break;
            case Step::rows_wait:
                return true;
            case Step::stopped:
                sum_.left = true;
                return false;
            case Step::token_wanted:
                token_.clear();
                sum_.left = true;
                return rounds_for_tokens_++ < rounds_for_tokens_max;
            case Step::line_lost:
                if (++lost_without_progress_ >= lost_without_progress_max) {
                    sum_.left = true;
                    return false;
                }
        }
    }
    sum_.left = true;
    return false;
}

Uploading::Step Uploading::send_one(Sending& sending, OutgoingPicture picture) {
    const BlobStore renditions(renditions_);
    const auto note = [&](UploadState state, const std::string& why, std::int64_t wait_ms) {
        sending.with_table(renditions_, [&](UploadTable& table) {
            const std::int64_t now = sending.store.clock().wall_ms();
            table.note(picture.name, state, picture.sent, why, wait_ms == 0 ? 0 : now + wait_ms);
        });
    };
    int restarts = 0;
    // Where to go on: an upload that was never tried begins at 0.
    bool known = picture.sent == 0 && picture.why.empty();
    bool begun = false;
    while (true) {
        if (begun && picture.sent >= picture.bytes) {
            ++sum_.pictures;
            note(UploadState::handed_in, "", 0);
            return Step::handed_in;
        }
        if (sending.stop) {
            return Step::stopped;
        }
        if (sending.rows_wait()) {
            return Step::rows_wait;
        }
        const std::size_t size = sending.estimate.frame_bytes();
        const std::int64_t began_ms = sending.store.clock().steady_ms();
        std::size_t carried = 0;
        line_.expect(sending.estimate.bytes_per_s(), 0);
        TusAnswer answer;
        if (!known) {
            answer = sending.tus.head(token_, picture);
        } else {
            const Result<Bytes> chunk = renditions.read(picture.name, picture.sent, size);
            if (!chunk) {
                return Step::put_off;  // it went away under our hands; it is not on this PC any more
            }
            carried = chunk->size();
            answer = begun ? sending.tus.patch(token_, picture, *chunk)
                           : sending.tus.create(token_, picture, *chunk);
        }
        switch (answer.kind) {
            case TusAnswer::Kind::offset:
                if (carried > 0) {
                    sending.estimate.delivered(carried, answer.took_ms);
                }
                sum_.bytes += answer.offset > picture.sent ? answer.offset - picture.sent : 0;
                picture.sent = answer.offset;
                known = begun = true;
                if (picture.sent < picture.bytes) {
                    note(UploadState::waiting, "", 0);
                }
                continue;
            case TusAnswer::Kind::gone:
                picture.sent = 0;
                known = true;
                begun = false;
                break;
            case TusAnswer::Kind::other_offset:
            case TusAnswer::Kind::damaged:
                known = false;
                break;
            case TusAnswer::Kind::token:
                return Step::token_wanted;
            case TusAnswer::Kind::locked:
                note(UploadState::waiting, "upload_locked", 3'000);
                sum_.left = true;
                return Step::put_off;
            case TusAnswer::Kind::too_large:
                note(UploadState::waiting, "upload_too_large", 12 * 60 * minute_ms);
                return Step::put_off;
            case TusAnswer::Kind::no_room:
                // A disk is often full for minutes only; an hour later the 15th may be over.
                note(UploadState::waiting, "upload_no_room", 10 * minute_ms);
                return Step::put_off;
            case TusAnswer::Kind::lost:
                note_lost(sending.estimate, line_.passed(), sending.store.clock().steady_ms() - began_ms);
                sum_.detail = answer.detail;
                note(UploadState::waiting, "upload_line_lost", 0);
                return Step::line_lost;
            case TusAnswer::Kind::not_the_server:
                sum_.detail = answer.detail;
                note(UploadState::waiting, "upload_not_the_server", 0);
                lost_without_progress_ = lost_without_progress_max;
                return Step::line_lost;
            case TusAnswer::Kind::busy:
                sum_.detail = answer.detail;
                note(UploadState::waiting, "upload_server_busy", 0);
                lost_without_progress_ = lost_without_progress_max;
                return Step::line_lost;
        }
        if (++restarts > restarts_max) {
            sum_.left = true;
            note(UploadState::waiting, "upload_damaged", 10 * minute_ms);
            return Step::put_off;
        }
    }
}

}  // namespace phirap::agent
