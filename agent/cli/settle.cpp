#include <algorithm>
#include <charconv>

#include "agent/cli/commands.h"
#include "agent/cli/spans.h"
#include "agent/cli/typed.h"
#include "agent/settling.h"
#include "shared/core/form_entry.h"
#include "shared/core/thai_calendar.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {
namespace {

// The questions that are listed, in the order of their numbers on the screen: 1, 2, 3, ...
Result<std::vector<OpenQuestion>> questions_asked(const std::string& typed_month, const Context& context) {
    if (typed_month.empty()) {
        return open_questions(*context.store);
    }
    const Result<Month> month = month_typed(typed_month);
    if (!month) {
        return tl::unexpected(month.error());
    }
    return open_questions(context.store->report(*month));
}

class Lister {
  public:
    explicit Lister(Context& context) : context_(context), pack_(context.store->pack()) {}

    void list(const std::vector<OpenQuestion>& questions) {
        if (questions.empty()) {
            context_.say_line("conflicts_none_here");
        }
        for (std::size_t i = 0; i < questions.size(); ++i) {
            list_one(questions[i], i + 1);
        }
        if (!questions.empty()) {
            context_.say_line("conflicts_hint");
        }
    }

    [[nodiscard]] std::string as_json(const std::vector<OpenQuestion>& questions) {
        JsonWriter json;
        json.begin_object();
        json.name("conflicts");
        json.begin_array();
        for (std::size_t i = 0; i < questions.size(); ++i) {
            const OpenQuestion& question = questions[i];
            json.begin_object();
            json.member("number", static_cast<std::int64_t>(i + 1));
            json.member("key", question.key);
            json.member("month", to_text(question.month));
            json.name("row");
            const Entity owner = owner_of(question.conflict.entity);
            owner.kind == EntityKind::row ? json.text(to_text(owner.id)) : json.null();
            json.member("about", about(question));
            json.member("field", question.conflict.field);
            json.name("answers");
            json.begin_array();
            const Report report = context_.store->report(question.month);
            for (const phirap::Answer& answer : question.conflict.answers) {
                const Writing& writing = report.writings.at(answer.writing);
                json.begin_object();
                json.member("value", to_text(answer.value));
                json.member("author", writing.author);
                json.member("time", time_for_programs(writing.time.wall_ms));
                json.member("machine", writing.writer.hex().substr(0, 8));
                json.member("ours", writing.writer == context_.store->enrolment().agent);
                json.end();
            }
            json.end();
            json.end();
        }
        json.end();
        json.end();
        return json.take();
    }

  private:
    [[nodiscard]] std::string label(const Conflict& conflict) const {
        const FormField* field = pack_.form.row_field(conflict.field);
        field = field == nullptr ? pack_.form.report_field(conflict.field) : field;
        if (field != nullptr) {
            return field->label.in(context_.language);
        }
        const auto tick = std::ranges::find(pack_.ticks, conflict.field, &Choice::key);
        return tick == pack_.ticks.end() ? conflict.field : tick->title.in(context_.language);
    }

    // "row 3 (อบรม OTOP), participants"
    [[nodiscard]] std::string about(const OpenQuestion& question) const {
        const Entity& entity = question.conflict.entity;
        const Entity owner = owner_of(entity);
        std::string text = shown(context_.language, question.month) + " · ";
        if (owner.kind == EntityKind::row) {
            text += to_text(owner.id).substr(0, 13);
        } else if (entity.kind == EntityKind::service) {
            const Choice* named = pack_.service(to_text(entity.id));
            text += named == nullptr ? to_text(entity.id) : named->title.in(context_.language);
        }
        return question.conflict.field.empty() ? text : text + " · " + label(question.conflict);
    }

    void list_one(const OpenQuestion& question, std::size_t number) {
        const Conflict& conflict = question.conflict;
        context_.print(std::to_string(number) + ".  [" + question.key + "]  " + about(question) + "\n");
        if (conflict.field.empty()) {
            context_.print("    ");
            context_.say_line("conflict_edited_after_delete");
        }
        const Report report = context_.store->report(question.month);
        for (std::size_t i = 0; i < conflict.answers.size(); ++i) {
            const Writing& writing = report.writings.at(conflict.answers[i].writing);
            const bool ours = writing.writer == context_.store->enrolment().agent;
            context_.print("    " + std::to_string(i + 1) + ") " + to_text(conflict.answers[i].value) +
                           "   " +
                           say(context_.language, ours ? "answer_ours" : "answer_theirs",
                               {{"author", writing.author},
                                {"time", shown_time(context_.language, writing.time.wall_ms)}}) +
                           "\n");
        }
    }

    Context& context_;
    MissionPack pack_;
};

int list(const std::string& month, Context& context) {
    const auto questions = questions_asked(month, context);
    if (!questions) {
        return context.report(questions.error());
    }
    Lister lister(context);
    if (context.json) {
        context.print(lister.as_json(*questions));
    } else {
        lister.list(*questions);
    }
    return Exit::done;
}

// By its number in the list, or by its key, which is another one as soon as an answer is added.
const OpenQuestion* question_called(const std::vector<OpenQuestion>& questions, const std::string& text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = error == std::errc() && end == text.data() + text.size() && text.size() < 8;
    if (is_number) {
        return number >= 1 && number <= questions.size() ? &questions[number - 1] : nullptr;
    }
    const auto found = std::ranges::find(questions, text, &OpenQuestion::key);
    return found == questions.end() ? nullptr : &*found;
}

std::optional<Settlement> settlement_in(const SettleAsked& asked) {
    if (asked.answer > 0) {
        return ChooseAnswer{static_cast<std::size_t>(asked.answer)};
    }
    if (asked.value) {
        return GiveValue{*asked.value};
    }
    if (asked.keep) {
        return KeepRow{};
    }
    if (asked.remove) {
        return DeleteRow{};
    }
    return std::nullopt;
}

}  // namespace

int conflicts(const ConflictsAsked& asked, Context& context) {
    return list(asked.month, context);
}

int settle(const SettleAsked& asked, Context& context) {
    const std::optional<Settlement> settlement = settlement_in(asked);
    if (asked.question.empty() && !settlement) {
        return list(asked.month, context);
    }
    const auto questions = questions_asked(asked.month, context);
    if (!questions) {
        return context.report(questions.error());
    }
    const OpenQuestion* question = question_called(*questions, asked.question);
    if (question == nullptr) {
        return context.report(
            Error{ErrorKind::not_found, "question_unknown", {{"question", asked.question}}});
    }
    if (!settlement) {
        return context.report(
            Error{ErrorKind::bad_input,
                  question->conflict.field.empty() ? "settle_needs_keep_or_delete" : "settle_needs_answer",
                  {}});
    }
    const Result<Saved> saved =
        settle(*context.store, question->month, question->key, *settlement, context.author(asked.author));
    if (!saved) {
        return context.report(saved.error());
    }
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("settled", question->key);
        json.member("operation", saved->id.hex());
        json.end();
        context.print(json.take());
    } else {
        context.say_line("settle_saved");
    }
    return Exit::done;
}

}  // namespace phirap::agent
