#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    // Pages and replies of the desk's door.
    {"desk_title", "พิราบ", "Phirap"},
    {"desk_closed_title", "หน้านี้ยังไม่ได้เปิดจากโปรแกรม", "This page was not opened from the program"},
    {"desk_closed",
     "งานที่บันทึกไว้ยังอยู่ครบ เพื่อไม่ให้ผู้อื่นเปิดดูได้ หน้านี้ต้องเปิดจากโปรแกรมพิราบ กรุณาเปิด “พิราบ” จากเมนูโปรแกรมของเครื่อง "
     "หรือสั่ง phirap-agent desk --open",
     "What was recorded is safe. So that nobody else can look, this page has to be opened from the program: "
     "open “Phirap” from this computer's menu of programs, or run phirap-agent desk --open."},
    {"desk_try_again", "ถ้าเพิ่งเปิดไว้แล้ว กดที่นี่เพื่อลองอีกครั้ง", "If it was open just now, try again here."},
    {"desk_wrong_host", "หน้านี้เปิดได้ที่ http://{address}/ บนเครื่องนี้เท่านั้น ไม่มีอะไรเปลี่ยนแปลง",
     "These pages are at http://{address}/ on this computer alone. Nothing was changed."},
    {"desk_another_page", "คำขอนี้ไม่ได้มาจากหน้าของโปรแกรมพิราบ จึงไม่ได้ทำอะไร ข้อมูลที่บันทึกไว้ยังอยู่ครบ",
     "This request does not come from a page of Phirap, so nothing was done. What was recorded is safe."},
    {"desk_locked", "หน้านี้ล็อกไว้ กรุณาใส่รหัส PIN ข้อมูลที่บันทึกไว้ยังอยู่ครบ",
     "These pages are locked: enter the PIN. What was recorded is safe."},
    {"pin_wrong", "รหัส PIN ไม่ถูกต้อง ข้อมูลที่บันทึกไว้ยังอยู่ครบ กรุณาลองใหม่",
     "That is not the PIN. What was recorded is safe; please try again."},
    {"pin_wait", "ใส่รหัส PIN ผิดหลายครั้ง กรุณารอ {span} แล้วลองใหม่ ข้อมูลที่บันทึกไว้ยังอยู่ครบ",
     "The PIN was wrong several times: wait {span} and try again. What was recorded is safe."},
    {"pin_bad", "รหัส PIN ต้องยาวอย่างน้อย {min} ตัว ไม่มีอะไรเปลี่ยนแปลง",
     "A PIN has at least {min} characters. Nothing was changed."},
    {"desk_sending", "กำลังส่งอยู่แล้ว ข้อมูลที่บันทึกไว้ยังอยู่ครบ กรุณารอให้เสร็จก่อน",
     "It is being sent already. What was recorded is safe; please wait for that to end."},
    {"desk_wait", "โปรแกรมกำลังเริ่มหรือกำลังหยุดทำงาน ข้อมูลที่บันทึกไว้ยังอยู่ครบ กรุณาลองใหม่อีกครั้ง",
     "The program is just starting or ending. What was recorded is safe; please try again."},
    {"desk_not_there", "ไม่พบหน้านี้", "There is no such page."},
    {"desk_failed", "เกิดข้อผิดพลาด ข้อมูลที่บันทึกแล้วยังอยู่ครบ กรุณาลองใหม่อีกครั้ง",
     "Something failed. What was saved is still there; please try again."},
    {"desk_no_pages",
     "โปรแกรมนี้สร้างมาโดยไม่มีหน้าเว็บ คำสั่งในเทอร์มินัลและการส่งข้อมูลทำงานตามปกติ กรุณาขอโปรแกรมฉบับเต็มจากผู้ดูแลระบบ",
     "This program was built without its pages. Its commands and the sending work as usual; ask your "
     "administrator for the full program."},
    {"desk_not_enrolled", "เครื่องนี้ยังไม่ได้ลงทะเบียน กรุณาวางรหัสลงทะเบียนในหน้าเริ่มต้นใช้งานก่อน",
     "This computer is not enrolled yet. First paste the enrolment code into the welcome page."},
    {"desk_request_bad", "โปรแกรมอ่านคำขอนี้ไม่ได้ จึงไม่ได้ทำอะไร ข้อมูลที่บันทึกไว้ยังอยู่ครบ กรุณาโหลดหน้านี้ใหม่",
     "The program cannot read this request, so nothing was done. What was recorded is safe; please load the "
     "page "
     "again."},
    // serve, and the command desk.
    {"serve_desk", "เปิดหน้าบันทึกงานได้ที่ {url}", "The pages are at {url}"},
    {"serve_desk_journal", "หน้าบันทึกงานอยู่ที่ http://{address}/ เปิดด้วยคำสั่ง phirap-agent desk --open",
     "The pages are at http://{address}/; open them with phirap-agent desk --open"},
    {"serve_desk_taken",
     "เปิดหน้าบันทึกงานที่ {address} ไม่ได้: {why} ({hint}) การบันทึกด้วยคำสั่งและการส่งข้อมูลทำงานต่อตามปกติ",
     "The pages cannot be opened at {address}: {why} ({hint}). Recording by commands and sending go on as "
     "usual."},
    {"serve_desk_taken_hint", "เลือกที่อื่นได้ด้วย --desk 127.0.0.1:PORT หรือ desk ใน config.toml",
     "choose another place with --desk 127.0.0.1:PORT, or desk in config.toml"},
    {"serve_no_pages", "โปรแกรมนี้สร้างมาโดยไม่มีหน้าเว็บ จึงไม่มีหน้าบันทึกงาน",
     "This program was built without its pages: there is no desk."},
    {"desk_no_service",
     "ไม่มีอะไรเปลี่ยนแปลง โปรแกรมยังไม่ได้ทำงานอยู่เบื้องหลัง กรุณาสั่ง phirap-agent serve --open (หรือ systemctl --user "
     "start "
     "phirap-agent) แล้วลองใหม่",
     "Nothing was changed. The service is not running: start it with phirap-agent serve --open (or systemctl "
     "--user "
     "start phirap-agent), then try again."},
    {"desk_is_off",
     "ไม่มีอะไรเปลี่ยนแปลง โปรแกรมที่ทำงานอยู่ไม่ได้เปิดหน้าบันทึกงาน เพราะตั้งค่าไว้ว่า off หรือที่อยู่นั้นมีโปรแกรมอื่นใช้อยู่",
     "Nothing was changed. The running service has no pages: they are set to off, or another program has "
     "their address."},
    {"desk_opened", "เปิดหน้าบันทึกงานในเบราว์เซอร์แล้ว", "The pages were opened in the browser."},
    {"desk_no_browser", "เปิดเบราว์เซอร์ไม่ได้ กรุณาเปิดที่อยู่นี้เอง: {url}",
     "No browser could be opened. Open this address yourself: {url}"},
    {"serve_welcome",
     "เครื่องนี้ยังไม่ได้ลงทะเบียน ลงทะเบียนได้ในหน้าที่เปิดไว้ หรือสั่ง phirap-agent enrol · ข้อมูลอยู่ที่ {folder}",
     "This computer is not enrolled yet: enrol in the page, or with phirap-agent enrol. Folder: {folder}"},
};

}  // namespace

std::span<const Sentence> desk_door() {
    return sentences;
}

}  // namespace phirap::words
