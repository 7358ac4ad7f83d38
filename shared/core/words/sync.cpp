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

    // An answer that is not obeyed: everything is kept and sent again.
    {"answer_not_signed",
     "ข้อมูลยังอยู่ในเครื่องนี้ครบ มีบางอย่างระหว่างทางตอบแทนเซิร์ฟเวอร์ (เช่น หน้าเข้าสู่ระบบของ Wi-Fi หรือพร็อกซี) โปรแกรมจะลองส่งใหม่เอง",
     "Everything is safe on this computer. Something between here and the server answered in its place (a Wi-Fi "
     "login page or a proxy, perhaps); it will be sent again by itself."},
    {"answer_to_another",
     "ข้อมูลยังอยู่ในเครื่องนี้ครบ คำตอบที่ได้รับเป็นของการส่งครั้งอื่นหรือเครื่องอื่น จึงไม่ใช้ โปรแกรมจะลองส่งใหม่เอง",
     "Everything is safe on this computer. The answer that came belongs to another request or another computer and "
     "was not used; it will be sent again by itself."},
    {"answer_page_changed",
     "ข้อมูลยังอยู่ในเครื่องนี้ครบ ข้อมูลที่ได้รับถูกเปลี่ยนระหว่างทาง จึงไม่ใช้ โปรแกรมจะลองใหม่เอง",
     "Everything is safe on this computer. What came back was changed on the way and was not used; it will be tried "
     "again by itself."},
    {"code_of_another_server",
     "ยังไม่มีอะไรเปลี่ยน รหัสนี้ออกโดยเซิร์ฟเวอร์อื่น ไม่ใช่เซิร์ฟเวอร์ที่เครื่องนี้ลงทะเบียนไว้ กรุณาขอรหัสใหม่จากผู้ดูแลระบบ",
     "Nothing was changed. This code comes from another server than the one this computer belongs to. Ask the "
     "administrator for a new one."},
    {"code_of_another_office",
     "ยังไม่มีอะไรเปลี่ยน รหัสนี้เป็นของสำนักงาน {office} แต่เครื่องนี้เป็นของสำนักงาน {ours} กรุณาขอรหัสของสำนักงาน {ours}",
     "Nothing was changed. This code is for office {office}, but this computer belongs to office {ours}. Ask for a "
     "code for office {ours}."},
};

}  // namespace

std::span<const Sentence> sync() {
    return sentences;
}

}  // namespace phirap::words
