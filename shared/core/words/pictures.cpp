#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

// A picture that cannot be taken never costs the row that it belongs to, and every sentence begins with that.
constexpr Sentence sentences[] = {
    {"picture_not_found", "รายการที่บันทึกไว้ยังอยู่ครบ แต่ไม่ได้แนบภาพ {file} เพราะไม่พบไฟล์ กรุณาตรวจสอบชื่อไฟล์และโฟลเดอร์",
     "What was recorded is safe, but {file} was not attached: there is no such file. Check its name and "
     "folder."},
    {"picture_unreadable",
     "รายการที่บันทึกไว้ยังอยู่ครบ แต่ไม่ได้แนบภาพ {file} เพราะอ่านไฟล์ไม่ได้ กรุณาตรวจสอบว่าเป็นไฟล์ภาพและท่านมีสิทธิ์อ่าน",
     "What was recorded is safe, but {file} was not attached: it cannot be read. Check that it is a file and "
     "that you may read it."},
    {"picture_empty",
     "รายการที่บันทึกไว้ยังอยู่ครบ แต่ไม่ได้แนบภาพ {file} เพราะไฟล์ว่างเปล่า (0 ไบต์) กรุณาคัดลอกภาพจากโทรศัพท์หรือกล้องอีกครั้ง",
     "What was recorded is safe, but {file} was not attached: it is empty (0 bytes). Copy it from the "
     "telephone or camera again."},
    {"picture_too_large",
     "รายการที่บันทึกไว้ยังอยู่ครบ แต่ไม่ได้แนบภาพ {file} เพราะไฟล์ใหญ่เกิน {megabytes} เมกะไบต์ กรุณาย่อภาพหรือบันทึกเป็น JPEG "
     "แล้วแนบอีกครั้ง",
     "What was recorded is safe, but {file} was not attached: it is larger than {megabytes} megabytes. Make "
     "it "
     "smaller or save it as JPEG, and attach it again."},
    {"picture_heic",
     "รายการที่บันทึกไว้ยังอยู่ครบ แต่ไม่ได้แนบภาพ {file} เพราะเป็นภาพ HEIC ของ iPhone ซึ่งโปรแกรมยังเปิดไม่ได้ "
     "กรุณาส่งออกเป็น JPEG แล้วแนบอีกครั้ง (ตั้งค่าใน iPhone ได้ที่ การตั้งค่า > กล้อง > รูปแบบ > เข้ากันได้มากที่สุด)",
     "What was recorded is safe, but {file} was not attached: it is an iPhone's HEIC picture, which this "
     "program cannot open. Save it as JPEG and attach that (on the iPhone: Settings > Camera > Formats > "
     "Most "
     "Compatible)."},
    {"picture_pdf",
     "รายการที่บันทึกไว้ยังอยู่ครบ แต่ไม่ได้แนบ {file} เพราะเป็นเอกสาร PDF ไม่ใช่ภาพ กรุณาบันทึกหน้าที่ต้องการเป็น JPEG หรือ PNG "
     "แล้วแนบอีกครั้ง",
     "What was recorded is safe, but {file} was not attached: it is a PDF document, not a picture. Save the "
     "page you mean as JPEG or PNG and attach that."},
    {"picture_other_kind",
     "รายการที่บันทึกไว้ยังอยู่ครบ แต่ไม่ได้แนบ {file} เพราะเป็นไฟล์ชนิด {kind} โปรแกรมรับภาพ JPEG, PNG และ WebP "
     "กรุณาบันทึกเป็นชนิดดังกล่าวแล้วแนบอีกครั้ง",
     "What was recorded is safe, but {file} was not attached: it is a file of the kind {kind}. Save it as "
     "JPEG, "
     "PNG or WebP and attach that."},
    {"picture_not_a_picture",
     "รายการที่บันทึกไว้ยังอยู่ครบ แต่ไม่ได้แนบ {file} เพราะไม่ใช่ไฟล์ภาพ โปรแกรมรับภาพ JPEG, PNG และ WebP "
     "กรุณาตรวจสอบว่าเลือกไฟล์ถูกต้อง",
     "What was recorded is safe, but {file} was not attached: it is not a picture. JPEG, PNG and WebP are "
     "taken; check that you chose the right file."},
    {"picture_broken",
     "รายการที่บันทึกไว้ยังอยู่ครบ แต่ไม่ได้แนบภาพ {file} เพราะไฟล์เสียหายหรือคัดลอกมาไม่ครบ "
     "กรุณาคัดลอกจากโทรศัพท์หรือกล้องอีกครั้งแล้วแนบใหม่",
     "What was recorded is safe, but {file} was not attached: it is damaged or only part of it was copied. "
     "Copy "
     "it from the telephone or camera again and attach that."},
    {"picture_too_many_pixels",
     "รายการที่บันทึกไว้ยังอยู่ครบ แต่ไม่ได้แนบภาพ {file} เพราะมีขนาดถึง {width} × {height} จุด "
     "กรุณาย่อภาพให้เล็กลงแล้วแนบอีกครั้ง",
     "What was recorded is safe, but {file} was not attached: it measures {width} × {height} pixels. Make it "
     "smaller and attach it again."},
    {"picture_needs_too_much",
     "รายการที่บันทึกไว้ยังอยู่ครบ แต่ไม่ได้แนบภาพ {file} เพราะเปิดภาพนี้ไม่ได้ภายในหน่วยความจำและเวลาที่กำหนด "
     "กรุณาเปิดด้วยโปรแกรมดูภาพ บันทึกเป็น JPEG แล้วแนบอีกครั้ง",
     "What was recorded is safe, but {file} was not attached: it could not be opened within the memory and "
     "time "
     "allowed. Open it in a picture viewer, save it as JPEG and attach that."},
    {"attach_saved", "แนบภาพ {n} ภาพกับแถว {row} ({month}) และบันทึกไว้ในเครื่องนี้แล้ว จะส่งเองเมื่อติดต่อเซิร์ฟเวอร์ได้",
     "{n} {n|picture is|pictures are} attached to row {row} ({month}) and saved on this computer, to be "
     "sent when the server can be reached."},
    {"attach_there_already", "ภาพเหล่านี้แนบไว้กับแถวนี้แล้ว ไม่มีอะไรต้องบันทึกเพิ่ม",
     "These pictures are attached to this row already; there was nothing to save."},
    {"attach_role_unknown", "ไม่มีอะไรถูกแก้ไข ไม่รู้จักชนิดของภาพ {role} ชนิดที่ใช้ได้: {roles}",
     "Nothing was changed. There is no kind of picture {role}; there are: {roles}."},
    {"attach_channel_of_capture", "ไม่มีอะไรถูกแก้ไข --channel ใช้กับภาพหน้าจอเท่านั้น (--role capture)",
     "Nothing was changed. --channel goes with a capture alone (--role capture)."},
    {"import_pictures_attached", "แนบภาพที่ระบุชื่อในไฟล์แล้ว {n} ภาพ",
     "Attached of the pictures that the file names: {n}."},
    {"import_pictures_missing",
     "บันทึกแถวไว้แล้ว แต่ไม่พบไฟล์ภาพ {n} ภาพ (เช่น {example}) จึงมีเพียงชื่อ เมื่อมีไฟล์แล้ว "
     "วางไว้ข้างไฟล์ที่นำเข้าหรือระบุโฟลเดอร์ด้วย --pictures แล้วนำเข้าอีกครั้ง",
     "The rows are saved, but {n} {n|picture is|pictures are} known by name only (such as {example}): no "
     "file "
     "was found. Put the files beside the imported one or name their folder with --pictures, and import "
     "again."},
    {"report_capture", "ภาพหน้าจอ", "Screen capture"},
    {"report_pictures", "ภาพที่แนบ {n} ภาพ", "{n} {n|picture|pictures} attached"},
    {"report_pictures_by_name", "มีเพียงชื่อ {n} ภาพ", "{n} by name only"},
};

}  // namespace

std::span<const Sentence> pictures() {
    return sentences;
}

}  // namespace phirap::words
