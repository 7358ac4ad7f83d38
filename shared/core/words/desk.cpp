#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    // What goes wrong between a page and the program.
    {"desk_path_unknown", "ไม่มีหน้านี้ ({path}) สิ่งที่บันทึกไว้ยังอยู่ครบ กรุณากลับไปที่หน้าแรก",
     "There is no such page ({path}). What you saved is safe; go back to the first page."},
    {"desk_request_unreadable",
     "ยังไม่ได้บันทึก สิ่งที่บันทึกไว้ก่อนหน้านี้ยังอยู่ครบ โปรแกรมอ่านสิ่งที่หน้านี้ส่งมาไม่ได้ กรุณาโหลดหน้าใหม่แล้วลองอีกครั้ง ({what})",
     "Not saved; what you saved before is safe. The program could not read what this page sent. Reload the "
     "page and try again. ({what})"},
    {"desk_no_memory",
     "ยังไม่ได้บันทึก สิ่งที่บันทึกไว้ก่อนหน้านี้ยังอยู่ครบ หน่วยความจำของเครื่องนี้ไม่พอ กรุณาปิดโปรแกรมอื่นแล้วลองอีกครั้ง",
     "Not saved; what you saved before is safe. This computer is short of memory. Close other programs and "
     "try again."},
    {"expect_id", "รหัสของแถว เช่น 018f2c3e-7b4a-7cc2-9d11-3f6f0c2a9b01",
     "the id of a row, such as 018f2c3e-7b4a-7cc2-9d11-3f6f0c2a9b01"},
    {"expect_settlement", "choose, value, keep หรือ remove", "choose, value, keep or remove"},

    // The grade coach.
    {"desk_grade_headline", "ตอนนี้ได้ระดับ {level} ({points} คะแนน)", "Now: level {level}, {points} points"},

    // Rows.
    {"desk_row_without_words", "แถวที่ยังไม่ได้กรอกข้อความ", "A row without words yet"},
    {"desk_link_odd", "บันทึกไว้แล้ว แต่ดูไม่เหมือนลิงก์ ลิงก์ขึ้นต้นด้วย http:// หรือ https://",
     "Saved, but this does not look like a link: a link begins with http:// or https://."},

    {"desk_check_unreadable", "“{field}” พิมพ์ไว้ว่า “{typed}” ซึ่งอ่านไม่ได้ จึงยังไม่ถูกนับ",
     "“{field}”: “{typed}” was typed, which cannot be read, so it counts for nothing."},

    // Pictures.
    {"desk_picture_unknown", "ไม่มีภาพนี้ในรายงานของสำนักงาน", "No report of this office names this picture."},
    {"desk_picture_not_here", "ภาพนี้อยู่ที่เครื่องอื่นของสำนักงาน เครื่องนี้ยังไม่มี",
     "Another computer of the office has this picture; it is not on this one."},

    // Receipts.
    {"desk_receipt_none", "ยังไม่ได้แจ้งว่ารายงานเดือนนี้เสร็จ", "This month has not been submitted yet."},
    {"desk_receipt_waits", "แจ้งว่าเสร็จที่เครื่องนี้เมื่อ {time} รออินเทอร์เน็ตเพื่อส่งไปที่เซิร์ฟเวอร์ จะส่งเอง ไม่ต้องทำอะไรเพิ่ม",
     "Finished here, {time}; waiting for the line. It goes by itself, there is nothing more to do."},
    {"desk_receipt_received", "เซิร์ฟเวอร์ได้รับรายงานแล้วเมื่อ {time}", "The server received the report, {time}."},
    {"desk_receipt_no_code", "เซิร์ฟเวอร์ได้รับรายงานแล้ว แต่ยังไม่มีลายเซ็นของเซิร์ฟเวอร์ที่สั้นพอสำหรับ QR",
     "The server has the report; there is no signature of the server's that is short enough for a QR code "
     "yet."},
    {"desk_receipt_changed", "มีการแก้ไขหลังจากส่ง ใบรับนี้เป็นของรายงานฉบับที่ส่ง ส่งอีกครั้งเพื่อรวมส่วนที่แก้",
     "Something was changed since. This receipt is for what was submitted; submit again to include the "
     "changes."},

    // What office and centre said of a month.
    {"desk_history_submitted", "{by} ส่งรายงานเมื่อ {time}", "Submitted by {by}, {time}"},
    {"desk_history_returned", "ตีกลับให้แก้ไขเมื่อ {time}", "Returned, {time}"},
    {"desk_history_approved", "อนุมัติเมื่อ {time}", "Approved, {time}"},

    // Conflicts.
    {"desk_question_deleted", "แถวที่เครื่องหนึ่งลบ แต่อีกเครื่องหนึ่งแก้ไข",
     "A row that one computer deleted and another changed"},
    {"desk_part_kind", "ชนิดของช่องทาง", "Kind of channel"},
    {"desk_part_link", "ลิงก์ของช่องทาง", "Link of a channel"},
    {"desk_part_capture", "ภาพหน้าจอของช่องทาง", "Screen capture of a channel"},
    {"desk_part_name", "ชื่อของภาพ", "Name of a picture"},
    {"desk_part_role", "ประเภทของภาพ", "Role of a picture"},
    {"desk_part_sha256", "ไฟล์ของภาพ", "File of a picture"},
    {"desk_part_preview", "ภาพย่อ", "Preview of a picture"},
    {"desk_part_original", "ต้นฉบับของภาพ", "Original of a picture"},
    {"desk_part_taken", "เวลาที่ถ่ายภาพ", "When a picture was taken"},
    {"desk_part_likeness", "ลายภาพ", "Likeness of a picture"},
    {"desk_this_machine", "เครื่องนี้", "this computer"},
    {"desk_other_machine", "อีกเครื่องหนึ่ง ({machine})", "another computer ({machine})"},

    {"desk_demo_sends_nothing", "สำนักงานตัวอย่างไม่ส่งอะไร สิ่งที่ลองกรอกไว้ยังอยู่",
     "A demo office sends nothing; what you tried is still here."},
    {"desk_bundle_unreadable", "ไม่ได้เปลี่ยนแปลงอะไร สิ่งที่บันทึกไว้ยังอยู่ครบ อ่านแฟ้มนี้ไม่ได้: {why}",
     "Nothing was changed; what you saved is safe. This file cannot be taken: {why}"},
    {"desk_demo_where", "สำนักงานตัวอย่าง ลองใช้ได้ทุกอย่าง ไม่มีอะไรส่งไปที่ใด",
     "A demo office: try everything, nothing is sent anywhere."},
};

}  // namespace

std::span<const Sentence> desk() {
    return sentences;
}

}  // namespace phirap::words
