#include "agent/submit_check.h"

#include <algorithm>
#include <map>

#include "shared/core/form_check.h"
#include "shared/core/grade_words.h"
#include "shared/core/thai_calendar.h"

namespace phirap::agent {
namespace {

// Collects what there is to remark, in the order of the form.
class Check {
  public:
    Check(const MonthSources& month, Language language)
        : pack_(month.pack),
          language_(language),
          month_(*month.file->scope.month),
          form_(form_of(month.file->report, Office(), *month.pack)) {
        check_month();
        for (std::size_t i = 0; i < form_.rows.size(); ++i) {
            row_ = i + 1;
            check_row(form_.rows[i]);
        }
        row_ = 0;
        check_grade(grade_of(month, month.file->report));
        if (const std::size_t open = conflicts(month.file->report).size(); open > 0) {
            add(odd, "submit_conflicts", {{"count", std::to_string(open)}});
        }
    }
    [[nodiscard]] std::vector<Remark> take() { return std::move(remarks_); }

  private:
    static constexpr Remark::Level odd = Remark::Level::odd;
    static constexpr Remark::Level missing = Remark::Level::missing;

    void add(Remark::Level level, std::string key, Arguments arguments = {}) {
        Remark& remark = remarks_.emplace_back();
        remark.level = level;
        if (row_ > 0) {
            arguments.emplace_back("row", std::to_string(row_));
            remark.row = form_.rows[row_ - 1].id;
        }
        remark.what = {ErrorKind::bad_input, std::move(key), std::move(arguments)};
    }

    void check_month() {
        if (form_.rows.empty()) {
            add(missing, "submit_no_rows");
        }
        for (const FormField& field : pack_->form.report_fields) {
            if (is_blank(find_field(form_.fields, field.key))) {
                add(missing, "submit_field_missing", {{"field", field.label.in(language_)}});
            }
        }
        for (const Choice& service : pack_->services) {
            if (std::ranges::find(form_.services, service.key, &FormService::key) == form_.services.end()) {
                add(missing, "submit_service_missing", {{"service", service.title.in(language_)}});
            }
        }
    }

    void check_row(const FormRow& row) {
        for (const FormField& field : pack_->form.row_fields) {
            if (field.required && is_blank(row.value(field.key))) {
                add(missing, "submit_row_field_missing", {{"field", field.label.in(language_)}});
            }
        }
        const Value* dated = row.value(pack_->form.dated_by);
        const std::optional<Day> day = dated == nullptr ? std::nullopt : day_from_text(text_in(*dated));
        if (day && month_of(*day) != month_) {
            add(odd, "submit_row_outside_month", {{"date", shown(language_, *day)}});
        }
        check_figures(row);
        for (const FormChannel& channel : row.channels.value_or(std::vector<FormChannel>())) {
            if (is_blank(find_field(channel.fields, "link")) &&
                is_blank(find_field(channel.fields, "capture"))) {
                const Choice* kind = pack_->channel_kind(to_text(channel));
                add(missing, "submit_channel_without_proof",
                    {{"channel", kind == nullptr ? to_text(channel) : kind->title.in(language_)}});
            }
        }
        const auto [twin, first] = seen_.try_emplace(likeness(row, pack_->form), row_);
        if (!first) {
            add(odd, "submit_rows_alike", {{"other", std::to_string(twin->second)}});
        }
    }

    // Who downloads at an activity takes part in it. A mission whose form has these two fields means that by
    // them; one without them is not asked.
    void check_figures(const FormRow& row) {
        const auto* came = std::get_if<std::int64_t>(value_or_nothing(row, "participants"));
        const auto* downloaded = std::get_if<std::int64_t>(value_or_nothing(row, "downloads"));
        if (came != nullptr && downloaded != nullptr && *came < *downloaded) {
            add(odd, "submit_fewer_participants",
                {{"participants", shown(*came)}, {"downloads", shown(*downloaded)}});
        }
    }

    static const Value* value_or_nothing(const FormRow& row, std::string_view key) {
        static const Value nothing;
        const Value* value = row.value(key);
        return value == nullptr ? &nothing : value;
    }

    // What a reviewer would be shown.
    void check_grade(const Grade& grade) {
        static constexpr std::string_view looked_at[] = {"flag_same_link", "flag_same_capture",
                                                         "flag_same_picture", "flag_like_picture",
                                                         "flag_above_whole"};
        for (const Flag& flag : grade.flags) {
            if (std::ranges::find(looked_at, flag.key) == std::end(looked_at)) {
                continue;
            }
            Remark& remark = remarks_.emplace_back();
            remark.what = worded(language_, *pack_, flag);
            const auto of_month = std::ranges::find(flag.about, month_, &Counted::month);
            if (of_month != flag.about.end() && owner_of(of_month->entity).kind == EntityKind::row) {
                remark.row = of_month->entity.id;
            }
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

}  // namespace

std::vector<Remark> check_before_submit(const MonthSources& month, Language language) {
    return Check(month, language).take();
}

}  // namespace phirap::agent
