#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    {"fault_in_report", "รายงานที่ {report} ({of})", "report {report} ({of})"},
    {"fault_in_unnamed_report", "รายงานที่ {report}", "report {report}"},
    {"fault_in_line", "บรรทัดที่ {line}", "line {line}"},
    {"fault_in_row", "แถวที่ {row}", "row {row}"},
    {"fault_in_member", "ช่อง {member}", "field {member}"},

    {"entry_not_utf8", "ข้อความมีอักขระที่อ่านไม่ได้ (ไม่ใช่ UTF-8): {text}",
     "the text holds bytes that cannot be read (not UTF-8): {text}"},
    {"entry_nul", "ข้อความมีอักขระ NUL ซึ่งใช้ไม่ได้: {text}", "the text holds a NUL byte: {text}"},
    {"entry_control", "ข้อความมีอักขระควบคุมซึ่งใช้ไม่ได้: {text}", "the text holds a control character: {text}"},
    {"entry_too_long",
     "ข้อความยาว {bytes} ไบต์ ยาวเกินกำหนด {max} ไบต์ (ประมาณหนึ่งในสามเป็นตัวอักษรไทย) ข้อความที่ยาวกว่านี้ให้แนบเป็นไฟล์: "
     "{text}",
     "the text is {bytes} bytes long, more than the {max} that fit (a Thai letter takes 3); attach longer "
     "text as "
     "a file: {text}"},
    {"flag_unreadable", "ต้องตอบว่าใช่หรือไม่ใช่ (true หรือ false) แต่พบ {text}",
     "expected yes or no (true or false), found {text}"},
    {"value_not_text", "ต้องเป็นข้อความ แต่พบ {found}", "expected text, found {found}"},
    {"value_not_number", "ต้องเป็นจำนวนเต็มตั้งแต่ 0 ขึ้นไป แต่พบ {found}",
     "expected a whole number of 0 or more, found {found}"},
    {"value_not_date", "ต้องเป็นวันที่ เช่น 2024-04-15 หรือ 15 เม.ย. 2567 แต่พบ {found}",
     "expected a date such as 2024-04-15 or 15 Apr 2567, found {found}"},
    {"value_not_flag", "ต้องเป็น true หรือ false แต่พบ {found}", "expected true or false, found {found}"},
    {"value_not_month", "ต้องเป็นเดือน เช่น 2024-04 หรือ เม.ย. 2567 แต่พบ {found}",
     "expected a month such as 2024-04 or Apr 2567, found {found}"},
    {"value_missing", "ต้องกรอกช่องนี้ แต่ไม่มีค่า", "this has to be filled in, found nothing"},
    {"date_outside_month", "วันที่ {date} ไม่อยู่ในเดือนของรายงาน ({month}) ให้แก้วันที่ หรือย้ายแถวนี้ไปรายงานของเดือนที่ถูกต้อง",
     "the date {date_en} is not in the report's month ({month_en}); correct the date, or put the row into "
     "that "
     "month's "
     "report"},
    {"channel_unknown", "ไม่รู้จักช่องทางประชาสัมพันธ์ {kind} ช่องทางที่ใช้ได้คือ {kinds}",
     "unknown publicity channel {kind}; the channels are {kinds}"},
    {"role_unknown", "แบบรายงานไม่มีภาพประเภท {role}", "the form has no pictures of the kind {role}"},
    {"field_unknown", "แบบรายงานไม่มีช่อง {field}", "the form has no field {field}"},
    {"member_unknown", "ไม่รู้จักสมาชิกนี้ ที่ใช้ได้คือ {members}", "unknown member; expected one of {members}"},
    {"member_twice", "สมาชิกนี้ปรากฏสองครั้ง", "this member stands here twice"},
    {"office_missing", "ไม่ได้ระบุรหัสหน่วยงาน", "the office's code is missing"},
    {"office_unknown", "ไม่รู้จักหน่วยงาน {office} หน่วยงานที่มีคือ {offices}",
     "unknown office {office}; the offices are {offices}"},
    {"office_unknown_here", "ไม่รู้จักหน่วยงาน {office}", "unknown office {office}"},
    {"service_unknown", "ไม่รู้จักบริการ {service} บริการที่มีคือ {services}",
     "unknown service {service}; the services are {services}"},
    {"month_missing", "ไม่ได้ระบุเดือนของรายงาน", "the report's month is missing"},
    {"report_twice", "หน่วยงานและเดือนนี้มีอยู่แล้วในรายงานที่ {report} ของไฟล์เดียวกัน ให้รวมเป็นรายงานเดียว",
     "this office and month stand in report {report} of the file already; make one report of them"},
    {"row_twice", "รหัสแถวนี้ (id) ใช้แล้วในแถวที่ {row}", "this id stands at row {row} already"},
    {"id_unreadable", "รหัสแถว (id) ต้องเป็น UUID แต่พบ {found}", "expected a UUID, found {found}"},
    {"sha256_unreadable", "sha256 ต้องเป็นเลขฐานสิบหก 64 ตัว แต่พบ {found}",
     "expected 64 hexadecimal digits, found {found}"},
    {"not_an_object", "ต้องเป็นออบเจ็กต์ แต่พบ {found}", "expected an object, found {found}"},
    {"not_a_list", "ต้องเป็นรายการ แต่พบ {found}", "expected a list, found {found}"},
    {"too_many_rows", "มี {found} แถว มากเกินกำหนด {max} แถว",
     "{found} rows, more than the {max} that one file may hold"},
    {"import_too_large", "ไฟล์ใหญ่ {found} ไบต์ เกินกำหนด {max} ไบต์",
     "the file has {found} bytes, more than the {max} that it may have"},
    {"import_too_deep", "ไฟล์ JSON ซ้อนกัน {found} ชั้น เกินกำหนด {max} ชั้น",
     "the JSON is nested {found} deep, more than the {max} that it may be"},
    {"import_not_json", "ไฟล์ไม่ใช่ JSON ที่ถูกรูปแบบ: {found}", "the file is no well-formed JSON: {found}"},
    {"import_without_reports", "ไม่พบรายงานในไฟล์ (สมาชิก reports)", "the file has no reports (member reports)"},

    // CSV.
    {"csv_without_lines", "ไฟล์ว่างเปล่า", "the file is empty"},
    {"csv_without_headings",
     "บรรทัดแรกต้องเป็นหัวตาราง ตามแบบรายงานหรือตามชื่อช่อง แต่ไม่รู้จักหัวตารางใดเลย (ไฟล์ต้องเป็น CSV คั่นด้วยจุลภาค และบันทึกเป็น "
     "UTF-8)",
     "the first line has to hold the form's headings or the fields' keys, and none of it is known (the file "
     "has "
     "to be CSV with commas, saved as UTF-8)"},
    {"csv_column_unknown", "ไม่รู้จักหัวตารางนี้", "this column is unknown"},
    {"csv_column_twice", "หัวตารางของ {column} ปรากฏสองครั้ง", "there are two columns for {column}"},
    {"csv_quotes_broken", "เครื่องหมายคำพูด (\") เปิดไว้แต่ไม่ปิด หรือมีข้อความต่อท้ายเครื่องหมายปิด",
     "a quotation mark (\") is not closed, or something follows the closing one"},
    {"csv_too_many_cells", "บรรทัดนี้มี {found} ช่อง มากกว่าหัวตารางที่มี {max} ช่อง",
     "the line has {found} cells, more than the {max} headings"},
    {"csv_report_differs", "ค่านี้ต้องเหมือนกันทุกบรรทัดของเดือนเดียวกัน บรรทัดก่อนเป็น {before} แต่พบ {found}",
     "this has to be the same on every line of the month; an earlier line says {before}, found {found}"},

    {"month_approved",
     "ไม่ได้บันทึก ข้อมูลเดิมยังอยู่ครบ รายงานเดือน {month} ได้รับการอนุมัติแล้วจึงแก้ไขไม่ได้ หากต้องแก้ไขให้ติดต่อจังหวัดเพื่อตีกลับรายงาน",
     "Not saved; what was there is safe. The report for {month} has been approved and is closed. To change "
     "it, ask the "
     "province to return it."},
    {"row_unknown", "ไม่พบแถว {row} ในรายงานเดือนนี้ ดูหมายเลขแถวได้จากคำสั่ง report",
     "There is no row {row} in this month; see the rows with the command report."},
    {"row_deleted", "แถว {row} ถูกลบไปแล้ว จึงไม่ได้บันทึก หากต้องการใช้แถวนี้ต่อให้สั่งเก็บไว้ (keep) ก่อน",
     "Row {row} was deleted, so nothing was saved. To go on with it, keep it first."},
    {"row_ambiguous", "มีมากกว่าหนึ่งแถวที่รหัสขึ้นต้นด้วย {row} กรุณาพิมพ์รหัสให้ยาวขึ้น",
     "More than one row has an id that begins with {row}; type more of it."},
    {"question_unknown",
     "ไม่พบคำถาม {question} อาจตอบไปแล้ว หรือมีคำตอบใหม่เข้ามาหลังจากที่แสดง กรุณาดูรายการอีกครั้ง ยังไม่มีอะไรเปลี่ยนแปลง",
     "There is no open question {question}: it was settled, or another answer came since it was listed. List "
     "them again; nothing was changed."},
    {"answer_unknown", "ไม่มีคำตอบที่ {answer} คำถามนี้มี {count} คำตอบ ยังไม่มีอะไรเปลี่ยนแปลง",
     "There is no answer {answer}; this question has {count}. Nothing was changed."},
    {"settle_needs_answer", "คำถามนี้ต้องเลือกคำตอบข้อใดข้อหนึ่ง หรือระบุค่าใหม่ ยังไม่มีอะไรเปลี่ยนแปลง",
     "This question needs one of its answers, or a value. Nothing was changed."},
    {"settle_needs_keep_or_delete",
     "รายการนี้ถูกลบที่เครื่องหนึ่งและแก้ไขที่อีกเครื่องหนึ่ง ต้องเลือกเก็บไว้หรือลบ ยังไม่มีอะไรเปลี่ยนแปลง",
     "This entry was deleted on one computer and edited on another: say whether to keep or to delete it. "
     "Nothing was changed."},

    // Advice before a month is submitted.
    {"submit_no_rows", "เดือนนี้ยังไม่มีกิจกรรมในรายงาน ส่งได้หากไม่มีการดำเนินการจริง",
     "No activity is entered for this month; submit it so only when nothing was done."},
    {"submit_field_missing", "ยังไม่ได้กรอก “{field}”", "“{field}” is not filled in."},
    {"submit_service_missing", "ยังไม่ได้ตรวจบริการ “{service}”", "The service “{service}” has not been ticked."},
    {"submit_row_field_missing", "แถวที่ {row}: ยังไม่ได้กรอก “{field}”",
     "Row {row}: “{field}” is not filled in."},
    {"submit_row_outside_month", "แถวที่ {row}: วันที่ {date} ไม่อยู่ในเดือนนี้ แถวนี้จะไม่ถูกนับ",
     "Row {row}: the date {date} is not in this month; the row counts for nothing."},
    {"submit_channel_without_proof", "แถวที่ {row}: ช่องทาง “{channel}” ไม่มีลิงก์หรือภาพประกอบ จึงไม่ถูกนับ",
     "Row {row}: the channel “{channel}” has no link and no capture, so it does not count."},
    {"submit_fewer_participants",
     "แถวที่ {row}: ผู้เข้าร่วม {participants} น้อยกว่ายอดดาวน์โหลด {downloads} กรุณาตรวจตัวเลข",
     "Row {row}: {participants} participants, but {downloads} downloads. Check the figures."},
    {"submit_rows_alike", "แถวที่ {row}: ซ้ำกับแถวที่ {other} หรือไม่", "Row {row} looks like row {other}."},
    {"submit_conflicts", "มี {count} คำถามที่แต่ละเครื่องตอบไม่ตรงกัน ควรเลือกคำตอบก่อนส่ง",
     "{count} questions have more than one answer; settle them first."},
};

}  // namespace

std::span<const Sentence> forms() {
    return sentences;
}

}  // namespace phirap::words
