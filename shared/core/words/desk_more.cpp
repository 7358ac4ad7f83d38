#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    // Of several pages.
    {"desk_back_to_month", "‹ กลับไปที่รายงาน", "‹ Back to the report"},
    {"desk_due_left", "ครบกำหนด {day} เหลืออีก {n} วัน", "Due {day}, {n} {n|day|days} left."},
    {"desk_due_today", "วันนี้ ({day}) เป็นวันครบกำหนด", "Due today, {day}."},
    {"desk_due_past", "ครบกำหนดเมื่อ {day} เลยมาแล้ว {n} วัน", "Was due {day}, {n} {n|day|days} ago."},

    {"desk_print", "พิมพ์", "Print"},

    // What was said of a month, and the receipt of a submission.
    {"desk_history", "ประวัติของรายงานนี้", "History of this report"},
    {"desk_history_received", "เซิร์ฟเวอร์ได้รับเมื่อ {time}", "The server received it {time}."},
    {"desk_history_not_received", "เซิร์ฟเวอร์ยังไม่ได้รับ จะส่งไปเองเมื่อมีอินเทอร์เน็ต",
     "The server does not have it yet; it goes by itself when there is a line."},
    {"desk_receipt_title", "ใบรับการส่งรายงาน", "Receipt of a report"},
    {"desk_receipt_about", "ประจำเดือน {month} · {office}", "{month} · {office}"},
    {"desk_receipt_by", "ผู้ส่งรายงาน", "Submitted by"},
    {"desk_receipt_nobody", "ไม่ได้ระบุชื่อ", "no name given"},
    {"desk_receipt_submitted_at", "ส่งที่เครื่องนี้เมื่อ", "Submitted"},
    {"desk_receipt_received_at", "เซิร์ฟเวอร์ได้รับเมื่อ", "Received by the server"},
    {"desk_receipt_not_yet", "รอสัญญาณอินเทอร์เน็ต", "waiting for the line"},
    {"desk_receipt_code", "ลายเซ็นของเซิร์ฟเวอร์ ใช้ยืนยันได้ว่าได้รับรายงานฉบับนี้แล้ว",
     "The server's signature: it proves that this report was received."},
    {"desk_receipt_code_alt", "คิวอาร์โค้ดของใบรับที่เซิร์ฟเวอร์ลงลายเซ็นแล้ว",
     "QR code of the receipt that the server signed"},
    {"desk_receipt_form", "พิมพ์แบบรายงาน", "Print the form"},
    {"desk_receipt_again", "ส่งอีกครั้งพร้อมส่วนที่แก้", "Submit again with what was changed"},
    {"desk_receipt_go", "ไปที่หน้าส่งรายงาน", "Submit it"},

    // The official form, as it is printed.
    {"desk_form_title", "{title} ประจำเดือน {month} อำเภอ{office} {province}",
     "{title}, {month}, {office} district, {province}"},
    {"desk_form_title_province", "{title} ประจำเดือน {month} {province}", "{title}, {month}, {province}"},
    {"desk_form_state", "สถานะ: {state}", "State: {state}"},
    {"desk_form_nothing", "ไม่มีการดำเนินงานในเดือนนี้", "Nothing was done this month."},
    {"desk_form_see", "ภาพที่ {numbers}", "Picture {numbers}"},
    {"desk_form_annex", "ภาคผนวก ภาพประกอบรายงาน", "Annex: pictures"},
    {"desk_form_capture", "ภาพหน้าจอช่องทางประชาสัมพันธ์", "Screen capture of a channel"},
    {"desk_form_absent", "ภาพนี้อยู่ที่เครื่องอื่น ยังมาไม่ถึงเครื่องนี้",
     "This picture is on another computer and has not come here yet."},
    {"desk_form_picture_alt", "ภาพที่ {number} {name}", "Picture {number}, {name}"},

    // Submitting.
    {"desk_submit_title", "ส่งรายงานเดือน{month}", "Submit the report for {month}"},
    {"desk_submit_holds", "รายงานนี้มี {rows} แถว รูปภาพ {pictures} ภาพ",
     "This report has {rows} {rows|row|rows} and {pictures} {pictures|picture|pictures}."},
    {"desk_check", "ตรวจก่อนส่ง", "Check before you submit"},
    {"desk_check_forbids_nothing", "ส่งได้แม้ยังมีรายการเหล่านี้ แต่ควรดูให้แน่ใจก่อน กดที่รายการเพื่อไปแก้ไข",
     "You may submit in spite of these, but look at them first: each leads to its row."},
    {"desk_check_nothing", "ตรวจแล้ว ไม่พบสิ่งที่ขาดหรือน่าสงสัย", "Checked: nothing is missing, nothing looks odd."},
    {"desk_check_missing", "ยังขาดอยู่ {n} รายการ", "Missing: {n}"},
    {"desk_check_odd", "ควรดูอีกครั้ง {n} รายการ", "Worth a second look: {n}"},
    {"desk_submit_who", "ผู้ส่งรายงาน", "Who submits"},
    {"desk_submit_by", "ผู้รายงาน", "Reporter"},
    {"desk_submit_position", "ตำแหน่ง", "Position"},
    {"desk_submit_by_missing", "กรุณากรอกชื่อผู้รายงาน", "Please enter the reporter's name."},
    {"desk_submit_late", "ส่งได้ตามปกติ แต่จะแสดงว่าส่งหลังกำหนด",
     "You can still submit; it will be marked as late."},
    {"desk_submit_what_happens",
     "เมื่อกดส่ง รายงานจะบันทึกเวลาที่ส่งไว้ในเครื่องนี้ทันที แล้วเดินทางไปเองเมื่อมีอินเทอร์เน็ต "
     "หลังส่งแล้วยังแก้ไขและส่งใหม่ได้จนกว่าจะอนุมัติ",
     "Your submission and its time are recorded on this computer at once, and travel by themselves when "
     "there "
     "is a line. You can correct and submit again until the report is approved."},
    {"desk_submit_now", "ส่งรายงาน", "Submit the report"},
    {"desk_submit_going", "กำลังบันทึกการส่งรายงาน", "Recording the submission"},
    {"desk_submit_empty", "เดือนนี้ไม่มีกิจกรรมเลยใช่หรือไม่", "Was nothing done this month?"},
    {"desk_submit_empty_text", "รายงานเดือน{month} ยังไม่มีแถวกิจกรรม ถ้าส่งตอนนี้จะเป็นรายงานว่าไม่มีการดำเนินงาน",
     "The report for {month} has no rows. Submitted now, it says that nothing was done."},
    {"desk_submit_empty_yes", "ใช่ ส่งว่าไม่มีกิจกรรม", "Yes, submit it with no activities"},
    {"desk_submit_empty_no", "ยังไม่ส่ง กลับไปกรอก", "No, not yet"},
    {"desk_submit_approved", "รายงานนี้อนุมัติแล้ว จึงไม่ต้องส่งอีก",
     "This report is approved; there is nothing to submit."},
    {"desk_submit_stands", "ส่งรายงานนี้ไว้แล้ว และไม่มีอะไรเปลี่ยนหลังจากนั้น",
     "This report was submitted, and nothing changed since."},
    {"desk_submit_receipt", "ดูใบรับ", "See the receipt"},
};

}  // namespace

std::span<const Sentence> desk_more() {
    return sentences;
}

}  // namespace phirap::words
