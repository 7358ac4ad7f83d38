#include "shared/core/thai_calendar.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "shared/core/text.h"

namespace phirap {
namespace {

struct MonthNames {
    std::string_view thai, thai_brief, english, english_brief;
};
constexpr std::array<MonthNames, 12> month_names = {{
    {"มกราคม", "ม.ค.", "January", "Jan"},
    {"กุมภาพันธ์", "ก.พ.", "February", "Feb"},
    {"มีนาคม", "มี.ค.", "March", "Mar"},
    {"เมษายน", "เม.ย.", "April", "Apr"},
    {"พฤษภาคม", "พ.ค.", "May", "May"},
    {"มิถุนายน", "มิ.ย.", "June", "Jun"},
    {"กรกฎาคม", "ก.ค.", "July", "Jul"},
    {"สิงหาคม", "ส.ค.", "August", "Aug"},
    {"กันยายน", "ก.ย.", "September", "Sep"},
    {"ตุลาคม", "ต.ค.", "October", "Oct"},
    {"พฤศจิกายน", "พ.ย.", "November", "Nov"},
    {"ธันวาคม", "ธ.ค.", "December", "Dec"},
}};
const MonthNames& names_of(int month) {
    return month_names[static_cast<std::size_t>(month - 1)];
}

// Thai digits are E0 B9 90 to E0 B9 99.
constexpr std::string_view thai_zero = "๐";
constexpr std::string_view no_break_space = "\xc2\xa0";
// Longer than any date that anybody writes; a message quotes no more of what was typed.
constexpr std::size_t typed_bytes_max = 100;

std::string quoted(std::string_view text) {
    if (!is_utf8(text)) {
        return "�";
    }
    if (text.size() <= typed_bytes_max) {
        return std::string(text);
    }
    std::size_t end = typed_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) {
        --end;
    }
    return std::string(text.substr(0, end)) + "…";
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// What was typed, cut into numbers, words and the separators / - . between numbers.
struct Token {
    enum class Kind { number, word, separator } kind;
    std::string text;
};

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == ' ' || c == '\t' || c == ',') {
            ++i;
        } else if (text.substr(i).starts_with(no_break_space)) {
            i += no_break_space.size();
        } else if (is_digit(c)) {
            const std::size_t begin = i;
            while (i < text.size() && is_digit(text[i])) {
                ++i;
            }
            tokens.push_back({Token::Kind::number, std::string(text.substr(begin, i - begin))});
        } else if (c == '/' || c == '-' || (c == '.' && i > 0 && is_digit(text[i - 1]))) {
            tokens.push_back({Token::Kind::separator, std::string(1, c)});
            ++i;
        } else {
            std::string word;
            while (i < text.size() && !is_digit(text[i]) && text[i] != ' ' && text[i] != '\t' &&
                   text[i] != ',' && text[i] != '/' && text[i] != '-' &&
                   !text.substr(i).starts_with(no_break_space)) {
                if (text[i] != '.') {
                    word += text[i];
                }
                ++i;
            }
            tokens.push_back({Token::Kind::word, word});
        }
    }
    return tokens;
}

std::string without_dots(std::string_view text) {
    std::string plain(text);
    std::erase(plain, '.');
    return plain;
}

bool same_letters(std::string_view one, std::string_view other) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(one, other, {}, lower, lower);
}

// 1 to 12, or 0 for a word that is no month.
int month_called(std::string_view word) {
    for (const std::string_view before : {"ประจำเดือน", "เดือน"}) {
        if (word.starts_with(before)) {
            word.remove_prefix(before.size());
        }
    }
    for (int month = 1; month <= 12; ++month) {
        const MonthNames& names = names_of(month);
        if (word == names.thai || word == without_dots(names.thai_brief) ||
            same_letters(word, names.english) || same_letters(word, names.english_brief)) {
            return month;
        }
    }
    return 0;
}

enum class Era { unsaid, buddhist, common };

// Numbers in the places of a date, before anybody asked whether it exists.
struct Typed {
    std::string day, month, year;
    Era era = Era::unsaid;
};

// Words that may stand around a date and say nothing but the era.
void drop_era(std::vector<Token>& tokens, Typed& typed) {
    for (auto at = tokens.begin(); at != tokens.end();) {
        const bool buddhist = at->text == "พศ" || same_letters(at->text, "BE");
        const bool common = at->text == "คศ" || same_letters(at->text, "CE") || same_letters(at->text, "AD");
        if (at->kind == Token::Kind::word && (buddhist || common)) {
            typed.era = buddhist ? Era::buddhist : Era::common;
            at = tokens.erase(at);
        } else if (at->kind == Token::Kind::word &&
                   (at->text == "วันที่" || at->text == "เดือน" || at->text == "ประจำเดือน" || at->text == "ปี")) {
            at = tokens.erase(at);
        } else {
            ++at;
        }
    }
}

std::string shape_of(const std::vector<Token>& tokens) {
    std::string shape;
    for (const Token& token : tokens) {
        shape += token.kind == Token::Kind::number ? 'n' : token.kind == Token::Kind::word ? 'w' : 's';
    }
    return shape;
}

Result<int> year_read(const Typed& typed, std::string_view text) {
    if (typed.year.size() <= 2) {
        return fail(ErrorKind::bad_input, "year_two_digits", {{"text", quoted(text)}, {"year", typed.year}});
    }
    int year = typed.year.size() <= 4 ? std::stoi(typed.year) : 0;
    if (typed.era == Era::buddhist || (typed.era == Era::unsaid && year >= buddhist_from)) {
        year -= buddhist_offset;
    }
    if (year < 1900 || year > 2399) {
        return fail(ErrorKind::bad_input, "year_out_of_range",
                    {{"text", quoted(text)}, {"year", quoted(typed.year)}});
    }
    return year;
}

Result<Month> month_read(const Typed& typed, std::string_view text) {
    const int month = typed.month.size() <= 2 ? std::stoi(typed.month) : 0;
    if (month < 1 || month > 12) {
        return fail(ErrorKind::bad_input, "date_no_such_month",
                    {{"text", quoted(text)}, {"month", quoted(typed.month)}});
    }
    const Result<int> year = year_read(typed, text);
    return year ? Result<Month>(Month{*year, month}) : tl::unexpected(year.error());
}

// The year of the report, or one beside it, that is written so; what was typed where none is.
std::string year_meant(const Typed& typed, Month report) {
    for (const int year : {report.year, report.year - 1, report.year + 1}) {
        const bool buddhist =
            typed.era != Era::common && (year + buddhist_offset) % 100 == std::stoi(typed.year);
        const bool common = typed.era != Era::buddhist && year % 100 == std::stoi(typed.year);
        if (buddhist || common) {
            return std::to_string(typed.era == Era::buddhist ? year + buddhist_offset : year);
        }
    }
    return typed.year;
}

// Of a day and month without a year: what brings it nearest to the report's month.
std::string nearest_year(const Typed& typed, Month report) {
    const int month = typed.month.size() <= 2 ? std::stoi(typed.month) : report.month;
    const int apart = month - report.month;
    const int year = report.year + (apart > 6 ? -1 : apart < -6 ? 1 : 0);
    return std::to_string(typed.era == Era::buddhist ? year + buddhist_offset : year);
}

tl::unexpected<Error> no_such_day(std::string_view text, int month, int days) {
    return fail(ErrorKind::bad_input, "date_no_such_day",
                {{"text", quoted(text)},
                 {"month", std::string(names_of(month).thai)},
                 {"month_en", std::string(names_of(month).english)},
                 {"days", std::to_string(days)}});
}

std::string trimmed(std::string_view text) {
    std::string digits = with_ascii_digits(text);
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!digits.empty() && blank(digits.back())) {
        digits.pop_back();
    }
    digits.erase(digits.begin(), std::ranges::find_if_not(digits, blank));
    return digits;
}

}  // namespace

std::string with_ascii_digits(std::string_view text) {
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        if (rest.size() >= 3 && rest.starts_with(thai_zero.substr(0, 2)) && rest[2] >= thai_zero[2] &&
            rest[2] <= thai_zero[2] + 9) {
            digits += static_cast<char>('0' + (rest[2] - thai_zero[2]));
            i += 2;
        } else {
            digits += text[i];
        }
    }
    return digits;
}

std::string with_thai_digits(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (is_digit(c)) {
            digits += thai_zero.substr(0, 2);
            digits += static_cast<char>(thai_zero[2] + (c - '0'));
        } else {
            digits += c;
        }
    }
    return digits;
}

Result<Day> day_typed(std::string_view text, std::optional<Month> report) {
    const tl::unexpected<Error> unreadable =
        fail(ErrorKind::bad_input, "date_unreadable", {{"text", quoted(text)}});
    if (text.size() > typed_bytes_max) {
        return unreadable;
    }
    std::vector<Token> tokens = tokens_of(trimmed(text));
    Typed typed;
    drop_era(tokens, typed);
    const std::string shape = shape_of(tokens);
    if (shape == "nsnsn" && tokens[1].text == tokens[3].text) {
        const bool year_first = tokens[0].text.size() == 4;
        typed.year = tokens[year_first ? 0 : 4].text;
        typed.month = tokens[2].text;
        typed.day = tokens[year_first ? 4 : 0].text;
    } else if ((shape == "nwn" || shape == "nw") && month_called(tokens[1].text) != 0) {
        typed.day = tokens[0].text;
        typed.month = std::to_string(month_called(tokens[1].text));
        typed.year = shape == "nwn" ? tokens[2].text : "";
    } else if (shape == "nsn" && report) {
        typed.day = tokens[0].text;
        typed.month = tokens[2].text;
    } else {
        return unreadable;
    }
    if (typed.day.size() > 2) {
        return unreadable;
    }
    if (report && typed.year.size() <= 2) {
        typed.year = typed.year.empty() ? nearest_year(typed, *report) : year_meant(typed, *report);
    }
    const int day = std::stoi(typed.day);
    if (typed.year.empty()) {
        const int month = std::stoi(typed.month);
        const int days = days_in({2024, month});
        return day < 1 || day > days
                   ? no_such_day(text, month, days)
                   : fail(ErrorKind::bad_input, "date_without_year", {{"text", quoted(text)}});
    }
    const Result<Month> month = month_read(typed, text);
    if (!month) {
        return tl::unexpected(month.error());
    }
    const Day read{month->year, month->month, day};
    return exists(read) ? Result<Day>(read) : no_such_day(text, month->month, days_in(*month));
}

Result<Month> month_typed(std::string_view text) {
    const tl::unexpected<Error> unreadable =
        fail(ErrorKind::bad_input, "month_unreadable", {{"text", quoted(text)}});
    if (text.size() > typed_bytes_max) {
        return unreadable;
    }
    std::vector<Token> tokens = tokens_of(trimmed(text));
    Typed typed;
    drop_era(tokens, typed);
    const std::string shape = shape_of(tokens);
    if (shape == "nsn") {
        const bool year_first = tokens[0].text.size() == 4;
        typed.year = tokens[year_first ? 0 : 2].text;
        typed.month = tokens[year_first ? 2 : 0].text;
    } else if (shape == "wn" && month_called(tokens[0].text) != 0) {
        typed.month = std::to_string(month_called(tokens[0].text));
        typed.year = tokens[1].text;
    } else if (shape == "w" && month_called(tokens[0].text) != 0) {
        return fail(ErrorKind::bad_input, "date_without_year", {{"text", quoted(text)}});
    } else {
        return unreadable;
    }
    return month_read(typed, text);
}

Result<std::int64_t> number_typed(std::string_view text, std::int64_t max) {
    const std::string typed = trimmed(text);
    const auto refused = [&](std::string key) {
        return fail(ErrorKind::bad_input, std::move(key), {{"text", quoted(text)}, {"max", shown(max)}});
    };
    const bool minus = typed.starts_with('-') || typed.starts_with("−") || typed.starts_with("–");
    if (minus && typed.size() > 1 && is_digit(typed.back())) {
        return refused("number_negative");
    }
    std::string digits;
    const std::size_t first_comma = typed.find(',');
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const std::size_t since = i - first_comma;
        const bool comma_due = first_comma != typed.npos && i >= first_comma && since % 4 == 0;
        if (comma_due ? typed[i] != ',' : !is_digit(typed[i])) {
            return refused("number_unreadable");
        }
        if (!comma_due) {
            digits += typed[i];
        }
    }
    const bool grouped = first_comma == typed.npos ||
                         (first_comma >= 1 && first_comma <= 3 && (typed.size() - first_comma) % 4 == 0);
    if (digits.empty() || !grouped) {
        return refused("number_unreadable");
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    if (digits.size() > 18 || std::stoll(digits) > max) {
        return refused("number_too_large");
    }
    return std::stoll(digits);
}

std::string shown(Language language, const Day& day, DateStyle style) {
    return std::to_string(day.day) + " " + shown(language, month_of(day), style);
}

std::string shown(Language language, Month month, DateStyle style) {
    const MonthNames& names = names_of(month.month);
    const bool full = style == DateStyle::full;
    if (language == Language::thai) {
        return std::string(full ? names.thai : names.thai_brief) + " " +
               std::to_string(month.year + buddhist_offset);
    }
    return std::string(full ? names.english : names.english_brief) + " " + std::to_string(month.year);
}

std::string shown(Language language, const LocalTime& time, DateStyle style) {
    const std::string hour = (time.hour < 10 ? "0" : "") + std::to_string(time.hour);
    const std::string minute = (time.minute < 10 ? "0" : "") + std::to_string(time.minute);
    const std::string day = shown(language, time.day, style);
    return language == Language::thai ? day + " เวลา " + hour + "." + minute + " น."
                                      : day + ", " + hour + ":" + minute;
}

std::string shown(std::int64_t number) {
    std::string digits = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

}  // namespace phirap
