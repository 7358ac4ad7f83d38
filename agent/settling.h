// Settling: one person who has read all the answers says which one holds (sync-rules.md, rule 10).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "agent/month_file.h"

namespace phirap::agent {

// One conflict, as a person is asked about it.
struct OpenQuestion {
    Month month;
    std::size_t number = 0;  // of the month, from 1, in the order of conflicts()
    std::string key;         // key_of(): another one as soon as an answer is added
    Conflict conflict;
};
[[nodiscard]] std::vector<OpenQuestion> open_questions(const Report& report);
// Of every month.
[[nodiscard]] std::vector<OpenQuestion> open_questions(const AgentStore& store);

struct ChooseAnswer {
    std::size_t number = 0;  // from 1, as listed
};
struct GiveValue {
    std::string typed;  // read as the field's form reads it; "" clears
};
struct KeepRow {};    // it stays, whoever deleted it
struct DeleteRow {};  // it goes, whoever edited it
using Settlement = std::variant<ChooseAnswer, GiveValue, KeepRow, DeleteRow>;

// Answers the question that `question` names: its number, or its key, which makes sure that the answers are
// still the ones that were read. The operation names every answer. Errors: question_unknown {question}
// (not_found), answer_unknown {answer} {count}, settle_needs_answer, settle_needs_keep_or_delete,
// month_approved, those of value_typed.
[[nodiscard]] Result<Saved> settle(AgentStore& store, Month month, std::string_view question,
                                   const Settlement& settlement, const std::string& author);

}  // namespace phirap::agent
