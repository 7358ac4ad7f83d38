// `grade`: the board A to D, with reasons.
#include "server/cli/asking.h"
#include "server/cli/commands.h"
#include "server/cli/text_table.h"
#include "server/grading.h"
#include "shared/core/grade_words.h"
#include "shared/wire/grade_json.h"

namespace phirap::server {
namespace {

// The province has no report of its own: it stands where its districts stand.
std::string province_state(const Board& board) {
    const bool all_approved = std::ranges::all_of(
        board.offices, [](const MonthGrade& office) { return office.status.state == ReportState::approved; });
    const bool all_reported = std::ranges::all_of(board.offices, &MonthGrade::reported);
    return !board.province.reported ? "not_reported"
           : all_approved           ? "approved"
           : all_reported           ? "submitted"
                                    : "partly_reported";
}

std::string province_notes(const Board& board, const Context& context) {
    const auto reported = std::ranges::count_if(board.offices, &MonthGrade::reported);
    return say(context.language, "note_offices_reported",
               {{"n", std::to_string(reported)}, {"of", std::to_string(board.offices.size())}});
}

GradeEntry entry_of(const MonthGrade& month, std::string state) {
    GradeEntry entry;
    entry.office = month.office;
    entry.month = month.month;
    entry.state = std::move(state);
    entry.grade = month.grade ? &*month.grade : nullptr;
    entry.due = month.due;
    entry.timeliness = month.timeliness;
    if (month.reported) {
        entry.published = month.published.has_value();
        entry.amended_since = month.amended_since;
    }
    return entry;
}

std::string notes_of(const MonthGrade& month, const Context& context) {
    std::string notes;
    const auto add = [&](std::string_view key) { notes += (notes.empty() ? "" : ", ") + context.word(key); };
    if (month.timeliness) {
        add(to_text(*month.timeliness));
    }
    if (month.status.changed_since_submission) {
        add("note_changed_since");
    }
    if (month.amended_since) {
        add("note_amended_since");
    }
    if (month.conflicts > 0) {
        add("note_conflicts");
    }
    return notes;
}

class Printed {
  public:
    Printed(const MissionPack& pack, Context& context) : pack_(pack), context_(context) {}

    void add(const MonthGrade& month, const std::string& state, const std::string& notes) {
        const bool graded = state != "not_reported" && month.grade;
        table_.row({month.office, office_name(pack_, month.office, context_.language),
                    graded ? month.grade->level : "-", graded ? std::to_string(month.grade->points()) : "-",
                    context_.word("state_" + state), notes});
        if (graded) {
            explain(month);
        }
    }
    [[nodiscard]] std::string text() const { return table_.text() + reasons_; }

  private:
    void explain(const MonthGrade& month) {
        reasons_ += "\n" + office_name(pack_, month.office, context_.language) + " (" + month.office + ")\n";
        for (const std::string& reason : say_reasons(context_.language, pack_, *month.grade)) {
            reasons_ += "  " + reason + "\n";
        }
        if (month.grade->next) {
            reasons_ += "  → " + say_next_step(context_.language, pack_, *month.grade) + "\n";
        }
        for (const Flag& flag : month.grade->flags) {
            reasons_ += "  ! " + say_flag(context_.language, pack_, flag) + "\n";
        }
    }

    const MissionPack& pack_;
    Context& context_;
    TextTable table_{{context_.word("column_office"), context_.word("column_name"),
                      context_.word("column_level"), context_.word("column_points"),
                      context_.word("column_state"), context_.word("column_notes")}};
    std::string reasons_;
};

}  // namespace

int grade(const Invocation& asked, Context& context) {
    const Snapshot snapshot = context.centre->snapshot();
    const ServerStore& store = snapshot.store();
    const MissionPack pack = standing_pack(store);
    const Result<Month> month = month_asked(asked.month, pack);
    if (!month) {
        return context.report(month.error());
    }
    if (!asked.office.empty()) {
        if (const Result<Office> office = office_asked(asked.office, store, pack); !office) {
            return context.report(office.error());
        }
    }
    const Board board = judge_all(store, pack, *month);
    std::vector<GradeEntry> entries;
    Printed printed(pack, context);
    const auto add = [&](const MonthGrade& each, const std::string& state, const std::string& notes) {
        if (asked.office.empty() || asked.office == each.office) {
            entries.push_back(entry_of(each, state));
            printed.add(each, state, notes);
        }
    };
    for (const MonthGrade& office : board.offices) {
        add(office, state_shown(office), notes_of(office, context));
    }
    add(board.province, province_state(board), province_notes(board, context));
    if (context.json) {
        context.out += grades_to_json(entries, pack, context.language) + "\n";
        return Exit::done;
    }
    context.say_line("board_title", {{"title", pack.title.in(context.language)},
                                     {"month", shown(context.language, *month)}});
    context.out += printed.text();
    return Exit::done;
}

}  // namespace phirap::server
