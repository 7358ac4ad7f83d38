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

    // The month: its head and what the centre said.
    {"desk_of_month", "ประจำเดือน{month}", "for {month}"},
    {"desk_of_office", "อำเภอ{office}", "District: {office}"},
    {"desk_officials", "หัวหน้าส่วนราชการที่ดาวน์โหลดแล้ว", "Heads of agencies who downloaded so far:"},
    {"desk_officials_of", "{n} จาก {of} คน", "{n} of {of}"},
    {"desk_officials_no_roster", "{n} คน (ส่วนกลางยังไม่ได้กำหนดบัญชีรายชื่อ)",
     "{n} (the centre has not set the roster)"},
    {"desk_returned", "รายงานนี้ถูกตีกลับให้แก้ไข", "This report was returned for correction"},
    {"desk_returned_next", "แก้ไขในหน้านี้ได้เลย แล้วกด “ตรวจและส่งรายงาน” อีกครั้ง",
     "Correct it right here, then check and submit it again."},
    {"desk_approved_closed", "รายงานเดือนนี้ได้รับอนุมัติแล้ว จึงแก้ไขไม่ได้ หากพบข้อผิดพลาด กรุณาแจ้งผู้ตรวจรายงาน",
     "This month's report is approved, so it is closed to changes. If something is wrong, tell the "
     "reviewer."},
    {"desk_changed_since", "มีการแก้ไขหลังส่งรายงาน ผู้ตรวจจะยังเห็นฉบับที่ส่งไว้ จนกว่าจะส่งอีกครั้ง",
     "Changed since it was submitted: the reviewer sees the submitted version until you submit again."},
    {"desk_restored", "นำสิ่งที่พิมพ์ค้างไว้กลับมาแล้ว กำลังบันทึก", "What you had typed is back and is being saved."},

    // A field, and what became of it.
    {"desk_required", "ต้องกรอก", "required"},
    {"desk_to_fill", "ยังไม่ได้กรอก", "not filled in"},
    {"desk_example_date", "เช่น 15/4/2567", "such as 15/4/2024"},
    {"desk_saved_at", "บันทึกแล้ว {time}", "Saved {time}"},
    {"desk_status_typing", "กำลังพิมพ์ จะบันทึกเมื่อออกจากช่อง", "Typing: saved when you leave the field"},
    {"desk_status_saving", "กำลังบันทึก…", "Saving…"},
    {"desk_status_waiting", "ยังไม่ได้บันทึก จะบันทึกเองเมื่อโปรแกรมกลับมา",
     "Not saved yet: it is saved by itself when the program is back"},
    {"desk_status_refused", "มีช่องที่ยังไม่ได้บันทึก กรุณาดูข้อความใต้ช่อง",
     "Something is not saved: see below the field"},
    {"desk_stands_now", "ที่บันทึกไว้ตอนนี้: {value}", "Saved now: {value}"},
    {"desk_use_mine", "ใช้ที่พิมพ์ไว้", "Use what I typed"},
    {"desk_use_theirs", "ใช้ที่บันทึกไว้", "Use what is saved"},
    {"desk_in_conflict", "มีคำตอบที่ไม่ตรงกัน กดเพื่อเลือก", "There are different answers: choose one"},

    // Rows.
    {"desk_rows", "กิจกรรมที่ดำเนินการ", "Activities"},
    {"desk_no_rows", "ยังไม่มีแถวในเดือนนี้ กด “เพิ่มแถว” เพื่อเริ่มบันทึก",
     "No rows in this month yet. Add one to begin."},
    {"desk_no_rows_closed", "เดือนนี้ไม่มีกิจกรรม", "Nothing was done in this month."},
    {"desk_row_add", "+ เพิ่มแถว", "+ Add a row"},
    {"desk_row_n", "แถวที่ {n}", "Row {n}"},
    {"desk_row_edit", "แก้ไข", "Edit"},
    {"desk_row_edit_n", "แก้ไขแถวที่ {n}", "Edit row {n}"},
    {"desk_row_done", "เสร็จแล้ว", "Done"},
    {"desk_row_next", "เพิ่มแถวถัดไป", "Add the next row"},
    {"desk_row_delete", "ลบแถวนี้", "Delete this row"},
    {"desk_row_deleted", "ลบแถวที่ {n} แล้ว", "Row {n} is deleted"},
    {"desk_row_deleted_elsewhere",
     "แถวนี้ถูกลบจากหน้าต่างอื่น สิ่งที่พิมพ์ไว้ยังอยู่ที่นี่ กด “นำกลับมา” เพื่อเก็บแถวนี้และบันทึกสิ่งที่พิมพ์ไว้",
     "Another window deleted this row. What you typed is still here: bring the row back to keep it and save "
     "that."},
    {"desk_not_saved_row_deleted", "ยังไม่ได้บันทึก เพราะแถวนี้ถูกลบไปแล้ว", "Not saved: this row was deleted."},
    {"desk_reviewer_says", "ผู้ตรวจ:", "Reviewer:"},
    {"desk_edited_after_delete", "เครื่องหนึ่งลบแถวนี้ แต่อีกเครื่องหนึ่งแก้ไข กดเพื่อเลือก",
     "One computer deleted this row and another changed it: choose"},
    {"desk_undo", "เลิกทำ", "Undo"},
    {"desk_undo_offers", "สิ่งที่เลิกทำได้", "What can be undone"},
    {"desk_dismiss", "ปิดข้อความ", "Dismiss"},
    {"desk_deleted_rows", "แถวที่ลบแล้ว ({n})", "Deleted rows ({n})"},
    {"desk_deleted_when", "ลบเมื่อ {time} โดย {by}", "deleted {time} by {by}"},
    {"desk_bring_back", "นำกลับมา", "Bring back"},
    {"desk_brought_back", "นำกลับมาแล้ว", "It is back"},

    {"desk_copy_from", "เริ่มจากแถวของเดือน{month}", "Start from a row of {month}"},
    {"desk_copy", "ใช้เป็นต้นแบบ", "Use as a start"},
    {"desk_copy_row", "ใช้เป็นต้นแบบ: แถวที่ {n}", "Use as a start: row {n}"},

    // Channels.
    {"desk_choose_kind", "เลือกช่องทาง", "Choose a channel"},
    {"desk_add_channel", "+ เพิ่มช่องทาง", "+ Add channel"},
    {"desk_channel_n", "ช่องทางที่ {n}", "Channel {n}"},
    {"desk_kind", "ชนิดของช่องทาง", "kind"},
    {"desk_link", "ลิงก์", "link"},
    {"desk_remove_channel", "เอาออก: ช่องทางที่ {n}", "Remove channel {n}"},
    {"desk_has_capture", "มีภาพหน้าจอ", "with a capture"},
    {"desk_no_proof", "ยังไม่มีลิงก์หรือภาพ", "no link or capture yet"},

    // Pictures.
    {"desk_choose_pictures", "เลือกภาพ", "Choose pictures"},
    {"desk_choose_capture", "แนบภาพหน้าจอ", "Attach a capture"},
    {"desk_drop_or_paste", "หรือลากภาพมาวาง หรือกด Ctrl+V", "or drop them here, or paste (Ctrl+V)"},
    {"desk_enlarge", "ดูภาพ {name} ขนาดใหญ่", "Look at {name}"},
    {"desk_remove", "เอาออก", "Remove"},
    {"desk_remove_picture", "เอาออก: ภาพ {name}", "Remove the picture {name}"},
    {"desk_picture_removed", "เอาภาพ {name} ออกแล้ว", "The picture {name} is removed"},
    {"desk_picture_added", "เพิ่มภาพ {name} แล้ว", "The picture {name} is added"},
    {"desk_picture_going", "กำลังเพิ่มภาพ {name}", "Adding the picture {name}"},
    {"desk_pictures_going", "กำลังเพิ่ม {n} ภาพ", "Adding {n} {n|picture|pictures}"},
    {"desk_picture_sent", "ส่งแล้ว", "Sent"},
    {"desk_picture_unsent", "รอส่ง", "Waiting"},
    {"desk_picture_elsewhere", "ภาพอยู่ที่เครื่องอื่น", "On another computer"},
    {"desk_and_more", "และอีก {n}", "and {n} more"},
    {"desk_close", "ปิด", "Close"},

    // Services.
    {"desk_services", "ข้อมูลบริการในแพลตฟอร์ม", "Services of the platform"},
    {"desk_service", "บริการ", "Service"},
    {"desk_tick_all", "ทำเครื่องหมายทั้งหมด", "Tick all"},
    {"desk_service_whole", "✓ ครบทุกข้อ", "✓ all in order"},
    {"desk_services_whole", "ครบทุกข้อแล้ว {n} จาก {of} บริการ", "{n} of {of} in order"},

    // The coach, and the end of the form.
    {"desk_coach", "ผลประเมินตอนนี้", "The grade so far"},
    {"desk_days_left", "เหลือเวลาส่งอีก {n} วัน", "{n} {n|day|days} left"},
    {"desk_due_today", "ครบกำหนดส่งวันนี้", "Due today"},
    {"desk_days_over", "เลยกำหนดส่งมาแล้ว {n} วัน", "{n} {n|day|days} over"},
    {"desk_due_on", "กำหนดส่ง {day}", "due {day}"},
    {"desk_next_step", "ขั้นต่อไปที่ง่ายที่สุด:", "Cheapest next step:"},
    {"desk_met", "ผ่านเกณฑ์ระดับสูงสุด", "Meets the best level's bar"},
    {"desk_unmet", "ยังไม่ถึงเกณฑ์ระดับสูงสุด", "Below the best level's bar"},
    {"desk_bar", "เกณฑ์:", "Bar:"},
    {"desk_counted_rows", "นับจากแถวที่", "From rows"},
    {"desk_go_to_row", "ไปที่แถวที่ {n}", "Go to row {n}"},
    {"desk_flags", "ข้อที่ควรตรวจดู ({n})", "Please check ({n})"},
    {"desk_to_submit", "ตรวจและส่งรายงาน", "Check and submit"},
    {"desk_to_print", "พิมพ์แบบรายงาน", "Print the form"},
    {"desk_to_receipt", "ดูใบรับ", "See the receipt"},
};

}  // namespace

std::span<const Sentence> desk_pages() {
    return sentences;
}

}  // namespace phirap::words
