#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    {"date_unreadable", "อ่านวันที่ \"{text}\" ไม่ได้ โปรดพิมพ์เช่น 15/4/2567 หรือ 15 เม.ย. 2567",
     "\"{text}\" cannot be read as a date; write it like 15/4/2567, 15 Apr 2024 or 2024-04-15"},
    {"date_no_such_day", "ไม่มีวันที่ \"{text}\" ในปฏิทิน เดือน{month} ({month_en}) มี {days} วัน",
     "the day \"{text}\" does not exist: {month_en} ({month}) has {days} days"},
    {"date_no_such_month", "ไม่มีเดือนที่ {month} ใน \"{text}\" เดือนมีตั้งแต่ 1 ถึง 12",
     "there is no month {month} in \"{text}\"; months go from 1 to 12"},
    {"date_without_year", "\"{text}\" ไม่มีปี โปรดพิมพ์ปีสี่หลักด้วย เช่น 2567",
     "\"{text}\" has no year; add it in four digits, like 2567"},
    {"year_two_digits",
     "ปี \"{year}\" ใน \"{text}\" มีไม่ครบสี่หลัก จึงไม่ทราบว่าเป็น พ.ศ. หรือ ค.ศ. ใด โปรดพิมพ์เช่น 2567",
     "the year \"{year}\" in \"{text}\" could be more than one; write it in four digits, like 2567"},
    {"year_out_of_range",
     "ปี \"{year}\" ใน \"{text}\" อยู่นอกช่วงที่รับได้ (พ.ศ. 2443 ถึง 2942 หรือ ค.ศ. 1900 ถึง 2399)",
     "the year \"{year}\" in \"{text}\" is outside 1900 to 2399 C.E. (2443 to 2942 B.E.)"},
    {"month_unreadable", "อ่านเดือน \"{text}\" ไม่ได้ โปรดพิมพ์เช่น 4/2567 หรือ เมษายน 2567",
     "\"{text}\" cannot be read as a month; write it like 2024-04, 4/2567 or April 2024"},
    {"number_unreadable", "\"{text}\" ไม่ใช่จำนวนเต็ม โปรดพิมพ์เฉพาะตัวเลข เช่น 1250 หรือ ๑,๒๕๐",
     "\"{text}\" is not a whole number; write digits alone, like 1250 or 1,250"},
    {"number_negative", "\"{text}\" ติดลบไม่ได้ โปรดพิมพ์ 0 หรือมากกว่า",
     "\"{text}\" is below zero; write 0 or more"},
    {"number_too_large", "\"{text}\" มากเกินไป ค่าสูงสุดคือ {max}", "\"{text}\" is too large; the most is {max}"},
};

}  // namespace

std::span<const Sentence> calendar() {
    return sentences;
}

}  // namespace phirap::words
