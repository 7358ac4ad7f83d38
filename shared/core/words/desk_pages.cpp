#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    // The shell of every page.
    {"desk_nav", "เมนูหลัก", "Main menu"},
    {"desk_nav_month", "รายงานเดือนนี้", "This month"},
    {"desk_nav_months", "ทุกเดือน", "All months"},
    {"desk_nav_conflicts", "คำตอบที่ไม่ตรงกัน", "Different answers"},
    {"desk_nav_standing", "การส่งข้อมูล", "Sending"},
    {"desk_nav_settings", "ตั้งค่า", "Settings"},
    {"desk_skip", "ข้ามไปยังเนื้อหา", "Skip to the content"},
    {"desk_where", "สถานะการส่งข้อมูล", "Where everything stands"},
    {"desk_where_more", "ดูรายละเอียด", "More"},
    {"desk_load_again", "โหลดหน้านี้ใหม่", "Load this page again"},
    {"desk_away",
     "โปรแกรมพิราบในเครื่องนี้หยุดทำงานอยู่ สิ่งที่พิมพ์ไว้ยังอยู่ในหน้านี้ และจะบันทึกเองเมื่อโปรแกรมกลับมา กรุณาเปิดโปรแกรมพิราบอีกครั้ง",
     "Phirap is not running on this computer. What you typed is kept in this page and is saved by itself "
     "when "
     "the program is back: please open Phirap again."},
};

}  // namespace

std::span<const Sentence> desk_pages() {
    return sentences;
}

}  // namespace phirap::words
