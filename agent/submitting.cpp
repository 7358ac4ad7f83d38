#include "agent/submitting.h"

#include <algorithm>

namespace phirap::agent {
namespace {

constexpr Entity submission{EntityKind::submission, {}, 0};

std::string first_filled(std::initializer_list<std::string> texts) {
    const auto* found = std::ranges::find_if(texts, [](const std::string& text) { return !text.empty(); });
    return found == texts.end() ? "" : *found;
}

std::vector<Field> submission_fields(const MonthFile& month, const MissionPack& pack,
                                     const Progress& progress, const SubmitRequest& request) {
    std::vector<Field> fields;
    put_field(fields, "submitted", names_to_bytes(judged_now(month.operations)));
    const FormFoot foot = foot_of(month.report, pack, request.author);
    put_field(fields, "by", first_filled({request.by, foot.by}));
    put_field(fields, "position", first_filled({request.position, foot.position}));
    if (!progress.acknowledgement.empty()) {
        put_field(fields, "held_acknowledgement", progress.acknowledgement);
    }
    if (progress.clock_offset_ms) {
        put_field(fields, "clock_offset_ms", *progress.clock_offset_ms);
    }
    return fields;
}

}  // namespace

FormFoot foot_of(const Report& month, const MissionPack& pack, const std::string& author) {
    const EntityState* own = month.find(whole_month);
    std::vector<std::string> texts;
    for (const FormField& field : pack.form.report_fields) {
        if (field.type == FieldType::text) {
            texts.emplace_back(own == nullptr ? "" : text_in(own->shown(field.key)));
        }
    }
    texts.resize(std::max<std::size_t>(texts.size(), 2));
    return {first_filled({texts[0], author}), texts[1]};
}

Result<Submitted> submit(AgentStore& store, Month month, const SubmitRequest& request) {
    store.catch_up();
    const Progress progress = store.progress();
    const FoldedMonth folded = fold_month(store, month);
    const MissionPack& pack = folded.pack;
    const MonthFile& file = folded.file;
    Submitted submitted{{},
                        check_before_submit(folded.sources(), request.language),
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
