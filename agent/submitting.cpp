#include "agent/submitting.h"

#include <algorithm>
#include <map>

#include "shared/core/facts.h"
#include "shared/core/form_check.h"

namespace phirap::agent {
namespace {

constexpr Entity submission{EntityKind::submission, {}, 0};

// Collects what there is to remark, in the order of the form.
class Check {
  public:
    Check(const MonthFile& month, const MissionPack& pack, Language language)
        : pack_(&pack),
          language_(language),
          month_(*month.scope.month),
          form_(form_of(month.report, Office(), pack)) {
        check_month();
        for (std::size_t i = 0; i < form_.rows.size(); ++i) {
            row_ = i + 1;
            check_row(form_.rows[i]);
        }
        row_ = 0;
        if (const std::size_t open = conflicts(month.report).size(); open > 0) {
            add("submit_conflicts", {{"count", std::to_string(open)}});
        }
    }
    [[nodiscard]] std::vector<Remark> take() { return std::move(remarks_); }

  private:
    void add(std::string key, Arguments arguments = {}) {
        Remark& remark = remarks_.emplace_back();
        if (row_ > 0) {
            arguments.emplace_back("row", std::to_string(row_));
            remark.row = form_.rows[row_ - 1].id;
        }
        remark.what = {ErrorKind::bad_input, std::move(key), std::move(arguments)};
    }

    void check_month() {
        if (form_.rows.empty()) {
            add("submit_no_rows");
        }
        for (const FormField& field : pack_->form.report_fields) {
            if (is_blank(find_field(form_.fields, field.key))) {
                add("submit_field_missing", {{"field", field.label.in(language_)}});
            }
        }
        for (const Choice& service : pack_->services) {
            if (std::ranges::find(form_.services, service.key, &FormService::key) == form_.services.end()) {
                add("submit_service_missing", {{"service", service.title.in(language_)}});
            }
        }
    }

    void check_row(const FormRow& row) {
        for (const FormField& field : pack_->form.row_fields) {
            if (field.required && is_blank(row.value(field.key))) {
                add("submit_row_field_missing", {{"field", field.label.in(language_)}});
            }
        }
        const Value* dated = row.value(pack_->form.dated_by);
        const std::optional<Day> day = dated == nullptr ? std::nullopt : day_from_text(text_in(*dated));
        if (day && month_of(*day) != month_) {
            add("submit_row_outside_month", {{"date", to_text(*day)}});
        }
        for (const FormChannel& channel : row.channels.value_or(std::vector<FormChannel>())) {
            if (is_blank(find_field(channel.fields, "link")) &&
                is_blank(find_field(channel.fields, "capture"))) {
                const Choice* kind = pack_->channel_kind(to_text(channel));
                add("submit_channel_without_proof",
                    {{"channel", kind == nullptr ? to_text(channel) : kind->title.in(language_)}});
            }
        }
        const auto [twin, first] = seen_.try_emplace(likeness(row, pack_->form), row_);
        if (!first) {
            add("submit_rows_alike", {{"other", std::to_string(twin->second)}});
        }
    }

    const MissionPack* pack_;
    Language language_;
    Month month_;
    FormReport form_;
    std::size_t row_ = 0;
    std::map<std::string, std::size_t> seen_;
    std::vector<Remark> remarks_;
};

// What stands at the form's foot where nobody says: the form's texts, in its order.
std::string text_at_foot(const MonthFile& month, const MissionPack& pack, std::size_t place) {
    const EntityState* fields = month.report.find(whole_month);
    for (const FormField& field : pack.form.report_fields) {
        if (field.type == FieldType::text && place-- == 0) {
            return fields == nullptr ? "" : std::string(text_in(fields->shown(field.key)));
        }
    }
    return "";
}

std::string first_filled(std::initializer_list<std::string> texts) {
    const auto* found = std::ranges::find_if(texts, [](const std::string& text) { return !text.empty(); });
    return found == texts.end() ? "" : *found;
}

std::vector<Field> submission_fields(const MonthFile& month, const MissionPack& pack,
                                     const Progress& progress, const SubmitRequest& request) {
    std::vector<Field> fields;
    put_field(fields, "submitted", names_to_bytes(judged_now(month.operations)));
    put_field(fields, "by", first_filled({request.by, text_at_foot(month, pack, 0), request.author}));
    put_field(fields, "position", first_filled({request.position, text_at_foot(month, pack, 1)}));
    if (!progress.acknowledgement.empty()) {
        put_field(fields, "held_acknowledgement", progress.acknowledgement);
    }
    if (progress.clock_offset_ms) {
        put_field(fields, "clock_offset_ms", *progress.clock_offset_ms);
    }
    return fields;
}

}  // namespace

std::vector<Remark> check_before_submit(const MonthFile& month, const MissionPack& pack, Language language) {
    return Check(month, pack, language).take();
}

Result<Submitted> submit(AgentStore& store, Month month, const SubmitRequest& request) {
    store.catch_up();
    const MissionPack pack = store.pack();
    const Progress progress = store.progress();
    const MonthFile file = open_month(store, month);
    Submitted submitted{{},
                        check_before_submit(file, pack, request.language),
                        due_of(pack.due, month, extension_in(file.report))};
    submitted.late = store.clock().wall_ms() + progress.clock_offset_ms.value_or(0) >= submitted.due.end_ms;

    const ReportStatus status = status_of(file.report, file.operations, file.ancestry);
    if (status.state == ReportState::approved) {
        return fail(ErrorKind::refused, "month_approved", {{"month", to_text(month)}});
    }
    if (status.state == ReportState::submitted && !status.changed_since_submission &&
        status.standing.size() == 1) {
        return submitted;
    }
    // What is submitted is what this PC holds: the operation names exactly that, and so it has seen it.
    Result<OperationBody> body =
        body_of(store, file, submission,
                {{ChangeKind::set, submission, submission_fields(file, pack, progress, request)}},
                {request.author, Source::command, screen_of(file.report, submission)});
    if (!body) {
        return tl::unexpected(body.error());
    }
    const Result<Saved> saved = store.save(*std::move(body));
    if (!saved) {
        return tl::unexpected(saved.error());
    }
    submitted.saved = *saved;
    return submitted;
}

}  // namespace phirap::agent
