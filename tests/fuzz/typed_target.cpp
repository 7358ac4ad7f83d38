#include "agent/line_policy.h"
#include "shared/core/digest.h"
#include "shared/core/form_check.h"
#include "shared/core/ids.h"
#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/core/thai_calendar.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"

namespace phirap::fuzz {
namespace {

constexpr Language languages[] = {Language::thai, Language::english};

template <typename Read>
void check_said(const Result<Read>& read) {
    for (const Language language : languages) {
        const std::string sentence = read ? "" : say(language, read.error());
        promise(read || (!sentence.empty() && is_utf8(sentence)), "what is refused can be said");
    }
}

void check_times(std::string_view text) {
    const Result<Day> day = day_typed(text);
    const Result<Month> month = month_typed(text);
    check_said(day);
    check_said(month);
    for (const Language language : languages) {
        for (const DateStyle style : {DateStyle::full, DateStyle::brief}) {
            promise(!day || day_typed(shown(language, *day, style)) == day, "a day is read as it is shown");
            promise(!month || month_typed(shown(language, *month, style)) == month,
                    "a month is read as it is shown");
        }
    }
    promise(!day || (exists(*day) && day_from_text(to_text(*day)) == *day), "a day is one of the calendar");
    const std::optional<Day> iso = day_from_text(text);
    promise(!iso || to_text(*iso) == text, "a day has one spelling in ISO 8601");
    const std::optional<Month> iso_month = month_from_text(text);
    promise(!iso_month || to_text(*iso_month) == text, "a month has one spelling in ISO 8601");
}

void check_fields(std::string_view text) {
    for (const FieldType type : {FieldType::text, FieldType::integer, FieldType::date, FieldType::flag}) {
        const FormField field{"key", "key", type, {}, false, 0};
        const Result<Value> value = value_typed(field, text);
        check_said(value);
        promise(!value || value_checked(field, *value) == value, "what was taken is right as it is");
    }
    check_said(check_text(text, limits::text_bytes_max));
    const std::string quote = quote_of(text);
    promise(is_utf8(quote) && quote.size() <= 70, "a quotation is short and whole");
}

void check_names(std::string_view text) {
    const std::optional<EntityId> id = entity_from_text(text);
    promise(!id || entity_from_text(to_text(*id)) == id, "an id is read as it is written");
    const std::optional<Sha256> digest = sha256_from_text(text);
    promise(!digest || sha256_from_text(digest->hex()) == digest, "a hash is read as it is written");
    (void)agent::quiet_hours_from(text);
}

}  // namespace

void typed(BytesView bytes) {
    const std::string_view text = text_of(bytes);
    check_times(text);
    check_said(number_typed(text, limits::number_max));
    check_fields(text);
    check_names(text);
    promise(is_utf8(with_ascii_digits(text)) == is_utf8(text), "digits are letters as others");
    promise(with_ascii_digits(with_thai_digits(text)) == with_ascii_digits(text), "digits go both ways");
}

}  // namespace phirap::fuzz
