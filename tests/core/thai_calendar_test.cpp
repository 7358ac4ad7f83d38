#include "shared/core/thai_calendar.h"

#include <doctest/doctest.h>

#include "shared/core/text.h"

using namespace phirap;

namespace {

// ISO when it can be read; else the key of the refusal.
std::string day(std::string_view typed) {
    const Result<Day> read = day_typed(typed);
    return read ? to_text(*read) : read.error().key;
}
std::string month(std::string_view typed) {
    const Result<Month> read = month_typed(typed);
    return read ? to_text(*read) : read.error().key;
}
std::string number(std::string_view typed) {
    const Result<std::int64_t> read = number_typed(typed, 1'000'000);
    return read ? std::to_string(*read) : read.error().key;
}
std::string refusal(std::string_view typed) {
    return say(Language::english, day_typed(typed).error());
}

}  // namespace

TEST_CASE("calendar: one day, however an office types it") {
    for (const char* typed : {"2024-04-15",          "2567-04-15",          "15/4/2567",
                              "15/04/2567",          "15/4/2024",           "15-04-2567",
                              "15.4.2567",           "2024/4/15",           "15 เม.ย. 2567",
                              "15เม.ย.2567",         "15 เม.ย 2567",        "15 เมย. 2567",
                              "15 เมษายน 2567",      "15 เมษายน 2024",      "๑๕ เมษายน ๒๕๖๗",
                              "๑๕/๔/๒๕๖๗",           "15 เมษายน พ.ศ. 2567", "วันที่ 15 เดือนเมษายน พ.ศ. 2567",
                              "15 เมษายน ค.ศ. 2024", " 15  เมษายน\t2567 ",  "15 April 2024",
                              "15 apr 2024",         "15 Apr. 2567"}) {
        CAPTURE(typed);
        CHECK(day(typed) == "2024-04-15");
    }
}

TEST_CASE("calendar: every month has its Thai names") {
    const char* full[] = {"มกราคม",  "กุมภาพันธ์", "มีนาคม",  "เมษายน", "พฤษภาคม",  "มิถุนายน",
                          "กรกฎาคม", "สิงหาคม",  "กันยายน", "ตุลาคม",  "พฤศจิกายน", "ธันวาคม"};
    for (int m = 1; m <= 12; ++m) {
        CHECK(month(std::string(full[m - 1]) + " 2567") == to_text(Month{2024, m}));
        for (const DateStyle style : {DateStyle::full, DateStyle::brief}) {
            for (const Language language : {Language::thai, Language::english}) {
                const Day shown_day{2024, m, 9};
                CHECK(day(shown(language, shown_day, style)) == to_text(shown_day));
                CHECK(day(with_thai_digits(shown(language, shown_day, style))) == to_text(shown_day));
                CHECK(month(shown(language, Month{2024, m}, style)) == to_text(Month{2024, m}));
            }
        }
    }
}

TEST_CASE("calendar: a day that does not exist is refused by name") {
    CHECK(refusal("31 เม.ย. 2567") == "the day \"31 เม.ย. 2567\" does not exist: April (เมษายน) has 30 days");
    CHECK(refusal("31 เม.ย.") == "the day \"31 เม.ย.\" does not exist: April (เมษายน) has 30 days");
    CHECK(refusal("30/02/2567") == "the day \"30/02/2567\" does not exist: February (กุมภาพันธ์) has 29 days");
    CHECK(day("29/2/2567") == "2024-02-29");
    CHECK(day("29/2/2568") == "date_no_such_day");
    CHECK(day("29/2/1900") == "date_no_such_day");
    CHECK(day("29/2/2000") == "2000-02-29");
    CHECK(day("0/4/2567") == "date_no_such_day");
    CHECK(refusal("1/13/2567") == "there is no month 13 in \"1/13/2567\"; months go from 1 to 12");
}

TEST_CASE("calendar: what could be meant in two ways is refused") {
    CHECK(day("15/4/67") == "year_two_digits");
    CHECK(day("15 เม.ย. 67") == "year_two_digits");
    CHECK(day("๑๕ เม.ย. ๖๗") == "year_two_digits");
    CHECK(month("เม.ย. 67") == "year_two_digits");
    CHECK(day("15 เม.ย.") == "date_without_year");
    CHECK(month("เมษายน") == "date_without_year");
    CHECK(day("15 เมษายน ค.ศ. 2567") == "year_out_of_range");
    CHECK(day("15/4/3567") == "year_out_of_range");
    CHECK(day("15/4/256") == "year_out_of_range");
    CHECK(day("15/4/25670") == "year_out_of_range");
}

TEST_CASE("calendar: a report's month says which year is meant, as offices leave it out") {
    const auto in = [](Month report, std::string_view text) {
        const Result<Day> read = day_typed(text, report);
        return read ? to_text(*read) : read.error().key;
    };
    const Month april{2024, 4};
    for (const char* text : {"20 เม.ย. 67", "๒๐ เม.ย. ๖๗", "20/4/67", "20/4/24", "20-4-67", "20 เมษายน",
                             "20/4", "20 เม.ย. พ.ศ. 67", "20 Apr 24", "20/4/2567"}) {
        CAPTURE(text);
        CHECK(in(april, text) == "2024-04-20");
    }
    CHECK(in({2024, 1}, "31/12") == "2023-12-31");
    CHECK(in({2024, 1}, "31/12/66") == "2023-12-31");
    CHECK(in({2023, 12}, "2 ม.ค.") == "2024-01-02");
    CHECK(in(april, "20/4/60") == "year_two_digits");
    CHECK(in(april, "31 เม.ย. 67") == "date_no_such_day");
    CHECK(in(april, "20/13") == "date_no_such_month");
    CHECK(in(april, "20 เม.ย. ค.ศ. 67") == "year_two_digits");
}

TEST_CASE("calendar: what is no date is refused, whatever it is") {
    for (const char* typed :
         {"", " ", "เมษายน 2567", "15", "15/4", "15/4-2567", "15 สงกรานต์ 2567", "2024-04-15T10:00",
          "1e3/4/2567", "-15/4/2567", "15//4/2567", "\xff\xfe", "99999999999999999999/4/2567"}) {
        CAPTURE(typed);
        CHECK(day(typed) == "date_unreadable");
    }
    CHECK(day(std::string(10'000'000, '1')) == "date_unreadable");
    CHECK(refusal(std::string(10'000'000, '1')).size() < 300);
    CHECK(month(std::string("2024-04\0", 8)) == "month_unreadable");
}

TEST_CASE("calendar: months, typed and shown") {
    for (const char* typed : {"2024-04", "2567-04", "4/2567", "04/2024", "เมษายน 2567", "เม.ย. 2567",
                              "เดือนเมษายน ๒๕๖๗", "ประจำเดือน เมษายน พ.ศ. 2567", "April 2024"}) {
        CAPTURE(typed);
        CHECK(month(typed) == "2024-04");
    }
    CHECK(month("13/2567") == "date_no_such_month");
    CHECK(month("2024-04-01") == "month_unreadable");
    CHECK(shown(Language::thai, Month{2024, 4}) == "เมษายน 2567");
    CHECK(shown(Language::thai, Day{2024, 4, 15}, DateStyle::brief) == "15 เม.ย. 2567");
    CHECK(with_thai_digits(shown(Language::thai, Day{2024, 4, 15})) == "๑๕ เมษายน ๒๕๖๗");
    CHECK(shown(Language::english, Day{2024, 4, 15}) == "15 April 2024");
}

TEST_CASE("calendar: numbers as people type them") {
    CHECK(number("0") == "0");
    CHECK(number("007") == "7");
    CHECK(number("๑๒๕") == "125");
    CHECK(number(" 1,250 ") == "1250");
    CHECK(number("๑,๐๐๐,๐๐๐") == "1000000");
    CHECK(number("1000001") == "number_too_large");
    CHECK(number("99999999999999999999999") == "number_too_large");
    CHECK(number("-5") == "number_negative");
    CHECK(number("−5") == "number_negative");
    for (const char* typed : {"", "5.0", "5.5", "1,25", "12,50", ",250", "1,,250", "1250,", "1,2500", "0x10",
                              "1e3", "+5", "-", "ห้า", "5 คน"}) {
        CAPTURE(typed);
        CHECK(number(typed) == "number_unreadable");
    }
}

TEST_CASE("calendar: what is no text at all is not repeated in a message") {
    for (const Error& error : {day_typed("15/4/25\xe0").error(), month_typed("2567-13-\xff").error(),
                               number_typed("5\xe0\xb9", 10).error()}) {
        CHECK(is_utf8(say(Language::thai, error)));
    }
}

TEST_CASE("calendar: Bangkok is seven hours ahead the whole year round") {
    CHECK(begin_ms({1970, 1, 1}) == -bangkok_offset_ms);
    CHECK(begin_ms({2024, 5, 16}) == 1'715'792'400'000);  // 2024-05-15T17:00Z
    CHECK(to_text(bangkok_time(1'715'792'399'999)) == "2024-05-15T23:59:59+07:00");
    CHECK(to_text(bangkok_time(1'715'792'400'000)) == "2024-05-16T00:00:00+07:00");
    CHECK(shown(Language::thai, bangkok_time(1'715'792'399'999)) == "15 พฤษภาคม 2567 เวลา 23.59 น.");
    for (std::int64_t ms = -62'000'000'000'000; ms < 250'000'000'000'000; ms += 86'399'999'000) {
        const Day read = bangkok_time(ms).day;
        REQUIRE(exists(read));
        REQUIRE(begin_ms(read) <= ms);
        REQUIRE(ms < begin_ms(read) + day_ms);
        REQUIRE(day_from_text(to_text(read)) == read);
    }
    CHECK(exists(bangkok_time(INT64_MAX).day));
    CHECK(exists(bangkok_time(INT64_MIN).day));
}
