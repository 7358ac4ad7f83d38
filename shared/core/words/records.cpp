#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    // Why an operation counts for nothing. It is kept, and the rest of the report goes on without it.
    {"quarantine_unreadable",
     "รายการนี้เก็บไว้แล้ว แต่ยังอ่านไม่ได้ อาจบันทึกด้วยโปรแกรมรุ่นใหม่กว่า เมื่อปรับปรุงโปรแกรมแล้วจะนับให้เอง",
     "This entry is kept but cannot be read yet; it was probably written by a newer program. It will count "
     "once this program is updated."},
    {"quarantine_unknown_change",
     "รายการนี้เก็บไว้แล้ว แต่มีการแก้ไขแบบที่โปรแกรมรุ่นนี้ยังไม่รู้จัก เมื่อปรับปรุงโปรแกรมแล้วจะนับให้เอง",
     "This entry is kept but holds a kind of change that this program does not know. It will count once this "
     "program is updated."},
    {"quarantine_unknown_kind", "รายการนี้เก็บไว้แล้ว แต่เป็นข้อมูลชนิดที่โปรแกรมรุ่นนี้ยังไม่รู้จัก เมื่อปรับปรุงโปรแกรมแล้วจะนับให้เอง",
     "This entry is kept but is of a kind that this program does not know. It will count once this program "
     "is updated."},
    {"quarantine_authority",
     "รายการนี้เก็บไว้แล้ว แต่ไม่นับ เพราะแก้ไขส่วนที่จังหวัดเท่านั้นเป็นผู้กำหนด เช่น ผลการตรวจหรือเป้าหมาย",
     "This entry is kept but does not count: it changes what only the province sets, such as a decision or a "
     "target."},
    {"quarantine_scope", "รายการนี้เก็บไว้แล้ว แต่ไม่นับ เพราะข้อมูลไม่ตรงกับประเภทของรายงานที่ระบุไว้",
     "This entry is kept but does not count: what it changes does not belong to the kind of report it "
     "names."},
    {"quarantine_held", "รายการนี้เก็บไว้แล้ว แต่ผู้ดูแลระบบพักไว้ก่อน จึงยังไม่นับจนกว่าจะปล่อย",
     "This entry is kept, but an administrator holds it back; it does not count until it is released."},
    {"quarantine_revoked", "รายการนี้เก็บไว้แล้ว แต่บันทึกหลังจากที่เครื่องนี้ถูกถอนสิทธิ์ จึงยังไม่นับจนกว่าผู้ดูแลระบบจะปล่อย",
     "This entry is kept, but it was written after its computer's right was withdrawn; it does not count "
     "until an administrator releases it."},

    // A form that no longer shows what stands.
    {"stale_field",
     "ยังไม่ได้บันทึก ข้อมูลเดิมยังอยู่ครบ ช่อง “{field}” ถูกแก้ไขจากหน้าต่างอื่นหลังจากที่เปิดหน้านี้ กรุณาตรวจค่าล่าสุดแล้วบันทึกอีกครั้ง",
     "Not saved yet; what was there is safe. The field “{field}” was changed in another window after this "
     "page was opened. Look at the latest value and save again."},
    {"stale_entity",
     "ยังไม่ได้บันทึก ข้อมูลเดิมยังอยู่ครบ รายการนี้ถูกแก้ไขหรือลบจากหน้าต่างอื่นหลังจากที่เปิดหน้านี้ กรุณาตรวจรายการล่าสุดแล้วบันทึกอีกครั้ง",
     "Not saved yet; what was there is safe. This entry was changed or deleted in another window after this "
     "page was opened. Look at it as it is now and save again."},

    // What may be typed into a form.
    {"text_not_utf8", "ยังไม่ได้บันทึก ช่อง “{field}” มีตัวอักษรที่อ่านไม่ได้ (ไม่ใช่ UTF-8) กรุณาพิมพ์หรือบันทึกแฟ้มใหม่เป็น UTF-8",
     "Not saved. The field “{field}” holds characters that cannot be read (not UTF-8). Type it again, or "
     "save the file as UTF-8."},
    {"text_control_character",
     "ยังไม่ได้บันทึก ช่อง “{field}” มีอักขระควบคุม {code} ซึ่งแสดงบนแบบรายงานไม่ได้ กรุณาลบออกแล้วบันทึกอีกครั้ง",
     "Not saved. The field “{field}” holds the control character {code}, which no form can show. Remove it "
     "and save again."},
    {"text_too_long",
     "ยังไม่ได้บันทึก ข้อความในช่อง “{field}” ยาว {bytes} ไบต์ เกินที่รับได้ {limit} ไบต์ กรุณาย่อข้อความ หรือแนบเป็นแฟ้มแทน",
     "Not saved. The text of the field “{field}” has {bytes} bytes; at most {limit} are taken. Shorten it, "
     "or attach it as a file."},
    {"number_negative_field", "ยังไม่ได้บันทึก ช่อง “{field}” เป็นจำนวนติดลบ ({number}) กรุณาใส่จำนวนตั้งแต่ 0 ขึ้นไป",
     "Not saved. The field “{field}” is below zero ({number}). Enter 0 or more."},
    {"number_too_large_field", "ยังไม่ได้บันทึก ช่อง “{field}” เป็น {number} เกินที่รับได้ {limit} กรุณาตรวจตัวเลขอีกครั้ง",
     "Not saved. The field “{field}” is {number}; at most {limit} is taken. Check the figure."},
    {"bytes_too_long", "ยังไม่ได้บันทึก ข้อมูลในช่อง “{field}” มี {bytes} ไบต์ เกินที่รับได้ {limit} ไบต์",
     "Not saved. The field “{field}” holds {bytes} bytes; at most {limit} are taken."},
    {"field_key_bad", "ยังไม่ได้บันทึก ชื่อช่อง “{field}” ใช้ไม่ได้ ต้องเป็น a-z 0-9 หรือ _ ยาว 1 ถึง 64 ตัว",
     "Not saved. “{field}” is no name for a field: 1 to 64 of a-z, 0-9 and _ ."},
    {"too_many_changes",
     "ยังไม่ได้บันทึก การบันทึกครั้งนี้แก้ไข {count} รายการ เกินที่รับได้ {limit} รายการต่อครั้ง กรุณาแบ่งบันทึกหลายครั้ง",
     "Not saved. This save changes {count} things; at most {limit} go into one. Save in several parts."},
    {"too_many_fields", "ยังไม่ได้บันทึก รายการหนึ่งมี {count} ช่อง เกินที่รับได้ {limit} ช่อง",
     "Not saved. One entry has {count} fields; at most {limit} are taken."},
    {"too_much_seen", "ยังไม่ได้บันทึก การบันทึกครั้งนี้ตอบคำตอบที่ค้างอยู่ {count} คำตอบ เกินที่รับได้ {limit} กรุณาเลือกทีละรายการ",
     "Not saved. This save answers {count} standing answers; at most {limit} go into one. Settle fewer at a "
     "time."},
    {"author_too_long", "ยังไม่ได้บันทึก ชื่อผู้บันทึกยาว {bytes} ไบต์ เกินที่รับได้ {limit} ไบต์ กรุณาย่อชื่อ",
     "Not saved. The name of who saves has {bytes} bytes; at most {limit} are taken. Shorten it."},
    {"author_not_utf8", "ยังไม่ได้บันทึก ชื่อผู้บันทึกมีตัวอักษรที่อ่านไม่ได้ กรุณาพิมพ์ใหม่",
     "Not saved. The name of who saves holds characters that cannot be read. Type it again."},

    // Where a month stands.
    {"state_none", "ยังไม่มีข้อมูล", "nothing entered"},
    {"state_draft", "กำลังจัดทำ ยังไม่ส่งรายงาน", "draft, not submitted"},
    {"state_submitted", "ส่งรายงานแล้ว รอตรวจ", "submitted, waits for review"},
    {"state_returned", "ตีกลับให้แก้ไข", "returned"},
    {"state_approved", "อนุมัติแล้ว", "approved"},
    {"changed_since_submission", "มีการแก้ไขหลังส่งรายงาน", "changed since submission"},
    {"decisions_conflict", "ผู้ตรวจสองคนตัดสินไม่ตรงกัน รอผู้ดูแลระบบชี้ขาด",
     "two reviewers decided differently; an administrator has to settle it"},
    {"conflict_field", "ช่อง “{field}” มีคำตอบไม่ตรงกัน {count} คำตอบ กรุณาเลือกคำตอบที่ถูกต้อง",
     "The field “{field}” has {count} different answers. Choose the right one."},
    {"conflict_edited_after_delete", "รายการนี้ถูกแก้ไขหลังจากที่เครื่องอื่นลบไปแล้ว กรุณาเลือกว่าจะเก็บไว้หรือลบ",
     "This entry was edited after it was deleted elsewhere. Choose whether to keep it or to delete it."},
};

}  // namespace

std::span<const Sentence> records() {
    return sentences;
}

}  // namespace phirap::words
