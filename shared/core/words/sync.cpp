#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    {"operation_too_large",
     "ยังไม่ได้บันทึก การบันทึกครั้งนี้มีขนาด {bytes} ไบต์ เกินที่รับได้ {limit} ไบต์ต่อครั้ง กรุณาแบ่งบันทึกหลายครั้ง",
     "Not saved. This save has {bytes} bytes; at most {limit} go into one. Save in several parts."},
    {"operation_not_writable",
     "ยังไม่ได้บันทึก ข้อมูลเดิมยังอยู่ครบ มีข้อความหรือชื่อช่องที่เขียนลงแฟ้มไม่ได้ กรุณาตรวจข้อความแล้วบันทึกอีกครั้ง",
     "Not saved; what was there is safe. It holds text or the name of a field that cannot be written. Look "
     "through the text and save again."},
    {"frame_damaged", "ไม่มีข้อมูลหาย ข้อมูลที่รับมาชำรุดระหว่างทางจึงไม่ได้ใช้ ระบบจะขอใหม่เอง",
     "Nothing is lost. What arrived was damaged on the way and was not used; it is asked for again by "
     "itself."},
    {"code_no_prefix", "นี่ไม่ใช่รหัสลงทะเบียน รหัสขึ้นต้นด้วย PHIRAP- กรุณาคัดลอกรหัสที่จังหวัดให้มาทั้งหมด",
     "This is no enrolment code: one begins with PHIRAP-. Copy the whole code that the province gave out."},
    {"code_not_whole", "รหัสลงทะเบียนไม่ครบหรือพิมพ์ผิด ยังไม่มีการส่งข้อมูลใด กรุณาตรวจทีละกลุ่มแล้วลองอีกครั้ง",
     "The enrolment code is not whole, or mistyped; nothing was sent. Check it group by group and try "
     "again."},
    {"code_newer", "รหัสลงทะเบียนนี้สำหรับโปรแกรมรุ่นใหม่กว่า กรุณาปรับปรุงโปรแกรมแล้วลองอีกครั้ง",
     "This enrolment code is for a newer program. Update this program and try again."},
};

}  // namespace

std::span<const Sentence> sync() {
    return sentences;
}

}  // namespace phirap::words
