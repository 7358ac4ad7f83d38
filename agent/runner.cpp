#include "agent/runner.h"

#include <thread>

#include "agent/line_lost.h"
#include "shared/core/words.h"
#include "shared/host/store_error.h"
#include "shared/wire/limits.h"

namespace phirap::agent {
namespace {

CutSize size_on(const LineEstimate& line) {
    return {line.frame_bytes(), limits::frame_operations_max};
}

PreparedRound prepare(SharedStore shared, const LineEstimate& line, const std::vector<FrameAhead>& ahead,
                      Uploading* uploading) {
    const std::lock_guard lock(shared.mutex);
    return prepare_round(shared.store, size_on(line), ahead,
                         uploading == nullptr ? std::nullopt : uploading->to_ask(shared.store));
}

// Cuts what the round after this one will most likely send, on a thread of its own, while this one is on
// the line and the server is at work. A guess: whatever goes wrong in it is found by the round itself.
class CuttingAhead {
  public:
    CuttingAhead(SharedStore shared, const PreparedRound& prepared, const CutSize& size) {
        // A request that is not full was the last one: nothing is left to cut.
        if (prepared.operations > 0 && prepared.request.size() >= size.bytes_max / 2) {
            try {
                thread_ = std::thread([this, shared, &prepared, size] { cut(shared, prepared, size); });
            } catch (const std::system_error&) {
                // No thread is to be had: the next round cuts for itself.
            }
        }
    }
    ~CuttingAhead() { finish(); }
    CuttingAhead(const CuttingAhead&) = delete;
    CuttingAhead& operator=(const CuttingAhead&) = delete;

    void finish() {
        if (thread_.joinable()) {
            thread_.join();
        }
    }
    [[nodiscard]] std::vector<FrameAhead> frames() {
        finish();
        return std::move(frames_);
    }

  private:
    void cut(SharedStore shared, const PreparedRound& prepared, const CutSize& size) {
        try {
            const std::lock_guard lock(shared.mutex);
            frames_ = cut_ahead(shared.store, prepared, size);
        } catch (const std::exception&) {
            frames_.clear();
        }
    }

    std::vector<FrameAhead> frames_;
    std::thread thread_;
};

RoundOutcome finish(SharedStore shared, const PreparedRound& prepared, BytesView response,
                    Uploading* uploading) {
    const std::lock_guard lock(shared.mutex);
    RoundOutcome outcome = finish_round(shared.store, prepared, response);
    if (uploading != nullptr) {
        uploading->learn(shared.store, outcome);
    }
    return outcome;
}

std::int64_t now_ms(SharedStore shared) {
    return shared.store.clock().steady_ms();
}

RoundOutcome lost(const Error& error) {
    RoundOutcome outcome;
    outcome.ending = error.kind == ErrorKind::unknown_outcome ? Ending::not_the_server : Ending::unreachable;
    outcome.detail = say(Language::english, error);
    return outcome;
}

std::uint64_t unanswered_before(SharedStore shared) {
    const std::lock_guard lock(shared.mutex);
    const std::optional<Attempt> last = shared.store.last_attempt();
    return last && last->ending == Ending::unreachable ? last->failures : 0;
}

RoundOutcome run_round(SharedStore shared, Transport& transport, LineEstimate& line,
                       std::vector<FrameAhead>& ahead, Contact& contact, Uploading* uploading) {
    const PreparedRound prepared = prepare(shared, line, std::exchange(ahead, {}), uploading);
    CuttingAhead cutting(shared, prepared, size_on(line));
    const std::int64_t begun_ms = now_ms(shared);
    transport.expect(line.bytes_per_s(), unanswered_before(shared));
    const Result<Answer> answer =
        transport.post(prepared.enrolment ? "/v1/enrol" : "/v1/sync", prepared.request);
    if (!answer) {
        note_lost(line, transport.passed(), now_ms(shared) - begun_ms);
        return lost(answer.error());
    }
    cutting.finish();
    RoundOutcome outcome = finish(shared, prepared, answer->body, uploading);
    if (outcome.ending == Ending::not_the_server) {
        outcome.detail += " (HTTP status " + std::to_string(answer->status) + ", " +
                          std::to_string(answer->body.size()) + " bytes)";
        return outcome;
    }
    ahead = cutting.frames();
    line.delivered(prepared.request.size(), answer->took_ms);
    contact.sent += prepared.operations;
    return outcome;
}

void add(Contact& contact, const RoundOutcome& outcome) {
    ++contact.rounds;
    contact.ending = outcome.ending;
    contact.detail = outcome.detail;
    contact.fetched += outcome.fetched;
    contact.progressed |= outcome.progressed;
    contact.new_lineage |= outcome.new_lineage;
    contact.come_back_ms = outcome.come_back_ms;
    contact.spread_ms = outcome.spread_ms;
}

}  // namespace

Contact run_contact(SharedStore shared, Transport& transport, LineEstimate& line,
                    const std::atomic<bool>& stop, Uploading* uploading) {
    Contact contact;
    std::vector<FrameAhead> ahead;
    if (uploading != nullptr) {
        uploading->begin_contact();
    }
    bool pictures_next = true;
    while (pictures_next && !stop) {
        std::size_t idle_rounds = 0;
        bool again = true;
        while (again && !stop) {
            const RoundOutcome outcome = run_round(shared, transport, line, ahead, contact, uploading);
            add(contact, outcome);
            idle_rounds = outcome.progressed ? 0 : idle_rounds + 1;
            again = outcome.again && outcome.come_back_ms == 0 && idle_rounds < idle_rounds_max;
            if (again && contact.rounds == rounds_per_contact_max) {
                contact.unfinished = true;
                again = false;
            }
        }
        pictures_next = uploading != nullptr && contact.ending == Ending::reached &&
                        contact.come_back_ms == 0 && contact.rounds < rounds_per_contact_max &&
                        idle_rounds < idle_rounds_max &&
                        uploading->send(shared.store, shared.mutex, line, stop);
    }
    if (uploading != nullptr) {
        contact.pictures = uploading->sum();
        contact.progressed |= contact.pictures.bytes > 0;
    }
    if (contact.rounds > 0) {
        const std::lock_guard lock(shared.mutex);
        shared.store.note_attempt(contact.ending, contact.detail, line);
    }
    return contact;
}

}  // namespace phirap::agent
