#include "shared/core/report_state.h"

#include <algorithm>

#include "shared/core/sight.h"

namespace phirap {
namespace {

bool says(const Operation& operation, const Entity& entity, std::string_view key) {
    return !std::holds_alternative<std::monostate>(said(operation, entity, key));
}

// The office's own content, as against words about it.
bool is_content(const Operation& operation) {
    return std::ranges::any_of(operation.body->changes, [](const Change& change) {
        return change.entity.kind <= EntityKind::service;
    });
}

// The month's submissions and decisions, and which of them saw which.
class Correspondence {
  public:
    Correspondence(const Report& report, std::span<const Operation> operations, const Ancestry& ancestry)
        : report_(report), words_(words_among(report, operations)), sight_(operations, words_, ancestry) {}

    ReportStatus status() {
        ReportStatus status;
        std::vector<std::uint32_t> submissions = standing(submission_entity, "submitted");
        std::erase_if(submissions, [&](std::uint32_t word) { return !is_submission(word); });
        for (const std::uint32_t word : submissions) {
            status.standing.push_back(read_submission(*words_[word], report_));
        }
        if (!submissions.empty()) {
            status.state = ReportState::submitted;
            status.graded = status.standing.back();
            status.dated_by = read_submission(*words_[dating(submissions.back())], report_);
            decide(status, submissions);
        }
        return status;
    }

  private:
    // Effective operations that submit or decide, oldest first by (time, id).
    static std::vector<const Operation*> words_among(const Report& report,
                                                     std::span<const Operation> operations) {
        std::vector<const Operation*> words;
        for (const Operation& operation : operations) {
            if (operation.body &&
                (says(operation, submission_entity, "submitted") ||
                 says(operation, decision_entity, "decision")) &&
                !std::ranges::binary_search(report.quarantined, operation.id, {}, &Quarantined::id)) {
                words.push_back(&operation);
            }
        }
        std::ranges::sort(words, [](const Operation* a, const Operation* b) {
            return std::tie(a->body->time, a->id) < std::tie(b->body->time, b->id);
        });
        const auto again = std::ranges::unique(words, {}, [](const Operation* word) { return word->id; });
        words.erase(again.begin(), again.end());
        return words;
    }

    bool is_submission(std::uint32_t word) const {
        return std::holds_alternative<Bytes>(said(*words_[word], submission_entity, "submitted"));
    }

    bool returns(std::uint32_t word) const {
        return text_in(said(*words_[word], decision_entity, "decision")) == "returned";
    }

    // Words that stand for a field, oldest first.
    std::vector<std::uint32_t> standing(const Entity& entity, std::string_view key) const {
        std::vector<std::uint32_t> found;
        const EntityState* state = report_.find(entity);
        const FieldState* field = state == nullptr ? nullptr : state->field(key);
        if (field != nullptr) {
            for (const Answer& answer : field->standing) {
                const OperationId& id = report_.writings[answer.writing].id;
                const auto word =
                    std::ranges::find(words_, id, [](const Operation* operation) { return operation->id; });
                if (word != words_.end()) {
                    found.push_back(static_cast<std::uint32_t>(word - words_.begin()));
                }
            }
        }
        return found;
    }

    bool saw(std::uint32_t word, std::uint32_t other) { return sight_.of(word).holds(words_[other]->place); }

    // A decision holds only if it saw every standing submission, and no other admin said otherwise.
    void decide(ReportStatus& status, const std::vector<std::uint32_t>& submissions) {
        const std::vector<std::uint32_t> decisions = standing(decision_entity, "decision");
        if (decisions.empty()) {
            return;
        }
        status.decision = read_decision(*words_[decisions.back()]);
        const EntityState* state = report_.find(decision_entity);
        status.decisions_conflict = state != nullptr && state->field("decision")->in_conflict();
        if (status.decisions_conflict) {
            return;
        }
        for (const std::uint32_t decision : decisions) {
            if (std::ranges::all_of(submissions,
                                    [&](std::uint32_t submission) { return saw(decision, submission); })) {
                status.decision = read_decision(*words_[decision]);
                if (status.decision->verdict == "approved") {
                    status.state = ReportState::approved;
                } else if (status.decision->verdict == "returned") {
                    status.state = ReportState::returned;
                }
            }
        }
    }

    // Back from a submission over each return that it saw to the one returned. Each step goes to what the
    // last had seen, so it ends.
    std::uint32_t dating(std::uint32_t submission) {
        for (std::size_t steps = 0; steps < words_.size(); ++steps) {
            const std::optional<std::uint32_t> returned = returned_before(submission);
            if (!returned) {
                break;
            }
            submission = *returned;
        }
        return submission;
    }

    // Of the submissions that the return answered, the latest that stood then. An approval in between ends
    // a return: what comes after it has its own time.
    std::optional<std::uint32_t> returned_before(std::uint32_t submission) {
        std::vector<std::uint32_t> returned;
        for (const std::uint32_t decision : latest_decisions_seen_by(submission)) {
            for (std::uint32_t other = 0; returns(decision) && other < words_.size(); ++other) {
                if (other != submission && is_submission(other) && saw(decision, other)) {
                    returned.push_back(other);
                }
            }
        }
        const std::vector<std::uint32_t> stood = unseen_among(returned);
        return stood.empty() ? std::nullopt : std::optional(*std::ranges::max_element(stood));
    }

    std::vector<std::uint32_t> latest_decisions_seen_by(std::uint32_t submission) {
        std::vector<std::uint32_t> seen;
        for (std::uint32_t word = 0; word < words_.size(); ++word) {
            if (says(*words_[word], decision_entity, "decision") && saw(submission, word)) {
                seen.push_back(word);
            }
        }
        return unseen_among(seen);
    }

    // Those that none of the others had seen.
    std::vector<std::uint32_t> unseen_among(std::span<const std::uint32_t> words) {
        Frontier seen;
        for (const std::uint32_t word : words) {
            seen.include(sight_.of(word));
        }
        std::vector<std::uint32_t> unseen;
        std::ranges::copy_if(words, std::back_inserter(unseen),
                             [&](std::uint32_t word) { return !seen.holds(words_[word]->place); });
        return unseen;
    }

    const Report& report_;
    std::vector<const Operation*> words_;
    Sight sight_;
};

}  // namespace

std::string_view to_text(ReportState state) {
    switch (state) {
        case ReportState::none:
            return "none";
        case ReportState::draft:
            return "draft";
        case ReportState::submitted:
            return "submitted";
        case ReportState::returned:
            return "returned";
        case ReportState::approved:
            return "approved";
    }
    return "none";
}

ReportStatus status_of(const Report& report, std::span<const Operation> operations,
                       const Ancestry& ancestry) {
    ReportStatus status = Correspondence(report, operations, ancestry).status();
    Frontier judged;
    if (status.graded) {
        judged = judged_frontier(operations, ancestry, status.graded->judged);
    }
    const bool has_news = std::ranges::any_of(operations, [&](const Operation& operation) {
        return operation.body && is_content(operation) && !judged.holds(operation.place) &&
               !std::ranges::binary_search(report.quarantined, operation.id, {}, &Quarantined::id);
    });
    status.changed_since_submission = has_news && status.graded;
    if (has_news && !status.graded) {
        status.state = ReportState::draft;
    }
    return status;
}

}  // namespace phirap
