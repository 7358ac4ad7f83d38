// What may stand in a field of a form, and what is wrong with what does not.
//
// The one gate for everything that people type or bring, whichever way it comes: flags of a command, a
// page, JSON, CSV.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/core/day.h"
#include "shared/core/form_entry.h"
#include "shared/core/result.h"

namespace phirap {

// One thing that is wrong, and where: of a file's `report`-th report the `row`-th row (from 1; 0: not of a
// row, not of a report), there the member, "channels/2/kind".
struct FormFault {
    std::size_t report = 0;
    std::string office;  // as it stands there; "" when it is not known
    std::string month;   // likewise
    std::size_t row = 0;
    std::size_t line = 0;  // of a CSV file; 0 of any other
    std::string member;
    Error what;

    bool operator==(const FormFault&) const = default;
};
// "report 2 (4305, 2024-04), row 3, field participants: a count cannot be negative: -4".
[[nodiscard]] std::string say(Language language, const FormFault& fault);

// Text for any field: UTF-8 without control characters other than tab and line ends, at most `bytes_max`
// bytes, never more than limits::text_bytes_max. Errors: entry_not_utf8, entry_nul, entry_control,
// entry_too_long {bytes} {max} (kind too_large).
[[nodiscard]] Result<void> check_text(std::string_view text, std::size_t bytes_max);

// A field's value from what was typed; the null value from nothing or blanks alone, except of a text field,
// which keeps what was typed, but for nothing at all. Errors: those of check_text and thai_calendar.h, and
// flag_unreadable {text}.
// `report`: as in day_typed.
[[nodiscard]] Result<Value> value_typed(const FormField& field, std::string_view typed,
                                        std::optional<Month> report = {});
// The same for a value that has its type already: value_not_text, value_not_number, value_not_date and
// value_not_flag {found} besides. Text for a date or a number is read as typed.
[[nodiscard]] Result<Value> value_checked(const FormField& field, const Value& value);
[[nodiscard]] Error wrong_type(FieldType type, std::string found);

// Error: date_outside_month {date} {month} in Thai, {date_en} {month_en} in English.
[[nodiscard]] Result<void> check_dated(const Day& day, Month month);

// Blank: never set, cleared, or text of spaces alone.
[[nodiscard]] bool is_blank(const Value* value);

// Whether a row that is new has all that it must have and is dated in its month: required fields, and of
// each channel a kind. Each fault with its member; the rest of its place is for the caller to fill.
[[nodiscard]] std::vector<FormFault> check_new_row(const FormRow& row, std::optional<Month> month,
                                                   const MissionPack& pack);
// Whether what a row brings may stand: values of the form's fields, dated in its month, known kinds and
// roles, texts within bounds. The same faults, but for what is not given at all. Where the month is not
// known, any day will do.
[[nodiscard]] std::vector<FormFault> check_row(const FormRow& row, std::optional<Month> month,
                                               const MissionPack& pack);

// The bounds of a channel's and a picture's own fields, which no pack changes.
inline constexpr std::size_t link_bytes_max = 2048;
inline constexpr std::size_t picture_name_bytes_max = 512;
[[nodiscard]] const FormField& link_field();
[[nodiscard]] const FormField& capture_field();
[[nodiscard]] const FormField& picture_name_field();

// Text quoted in a message: at most 60 bytes, cut between letters, NUL and broken bytes shown as "�".
[[nodiscard]] std::string quote_of(std::string_view text);

}  // namespace phirap
