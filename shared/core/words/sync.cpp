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

    // Enrolment codes.
    {"code_no_prefix", "ยังไม่ได้ลงทะเบียน ข้อความนี้ไม่ใช่รหัสลงทะเบียน รหัสขึ้นต้นด้วย PHIRAP- กรุณาคัดลอกรหัสทั้งหมดอีกครั้ง",
     "Not enrolled: this is not an enrolment code. A code begins with PHIRAP-; copy the whole of it again."},
    {"code_not_whole", "ยังไม่ได้ลงทะเบียน รหัสนี้ไม่ครบหรือพิมพ์ผิด กรุณาตรวจสอบทีละกลุ่ม หรือคัดลอกรหัสทั้งหมดอีกครั้ง",
     "Not enrolled: the code is incomplete or has a typing error. Check it group by group, or copy the whole "
     "of it again."},
    {"code_newer", "ยังไม่ได้ลงทะเบียน รหัสนี้ออกโดยเซิร์ฟเวอร์รุ่นใหม่กว่า กรุณาติดตั้งโปรแกรมรุ่นล่าสุดแล้วลองอีกครั้ง",
     "Not enrolled: the code is of a newer server. Install the latest version of this program and try "
     "again."},
    {"code_of_another_server",
     "ไม่มีอะไรถูกแก้ไข โฟลเดอร์นี้ลงทะเบียนกับเซิร์ฟเวอร์อื่นไว้แล้ว หากต้องการใช้รหัสนี้ ให้ระบุโฟลเดอร์ใหม่ด้วย --data",
     "Nothing was changed. This folder is enrolled with another server; to use this code, name another "
     "folder "
     "with --data."},
    {"code_of_another_office",
     "ไม่มีอะไรถูกแก้ไข รหัสนี้เป็นของสำนักงาน {office} แต่โฟลเดอร์นี้เป็นของสำนักงาน {ours} หากต้องการใช้รหัสนี้ "
     "ให้ระบุโฟลเดอร์ใหม่ด้วย --data",
     "Nothing was changed. The code is for office {office}, but this folder is of office {ours}; to use this "
     "code, name another folder with --data."},

    // The line. `why` and `detail` are for the log.
    {"line_url_unreadable", "ไม่มีอะไรถูกแก้ไข ที่อยู่ของเซิร์ฟเวอร์ {url} อ่านไม่ได้ กรุณาตรวจสอบกับผู้ดูแลระบบ",
     "Nothing was changed. The server's address {url} cannot be read; check it with your administrator."},
    {"line_url_not_https",
     "ไม่มีอะไรถูกแก้ไข ที่อยู่ของเซิร์ฟเวอร์ {url} ไม่เข้ารหัส โปรแกรมนี้ใช้ http ได้เฉพาะกับเครื่องนี้เอง "
     "กรุณาขอที่อยู่ที่ขึ้นต้นด้วย https จากผู้ดูแลระบบ",
     "Nothing was changed. The server's address {url} is not encrypted; plain http goes to this computer "
     "itself alone. Ask your administrator for an address that begins with https."},
    {"line_unreachable", "ติดต่อเซิร์ฟเวอร์ไม่ได้: {why}", "unreachable: {why}"},
    {"line_another_answers", "ผู้ที่ตอบไม่ใช่เซิร์ฟเวอร์: {why}", "whoever answers is not the server: {why}"},
    {"answer_not_signed", "คำตอบที่ได้รับไม่มีลายเซ็นของเซิร์ฟเวอร์", "the answer is not signed by the server"},
    {"answer_to_another", "คำตอบที่ได้รับเป็นของคำขออื่น", "the answer is to another request, or to another agent"},
    {"answer_page_changed", "คำตอบที่ได้รับถูกแก้ไขระหว่างทาง", "the answer was changed on the way"},
    {"answer_without_paper", "คำตอบที่ได้รับไม่มีใบอนุญาตของเครื่องนี้", "the answer lacks this agent's admission"},

    // The server's signed no.
    {"refused_unadmitted",
     "เซิร์ฟเวอร์ไม่รู้จักเครื่องนี้ กรุณาขอรหัสลงทะเบียนใหม่จากผู้ดูแลระบบ แล้วสั่ง enrol อีกครั้งในโฟลเดอร์เดิม",
     "The server does not know this computer. Ask your administrator for a new enrolment code and give it to "
     "enrol, in the same folder."},
    {"refused_other_office", "เซิร์ฟเวอร์แจ้งว่าเครื่องนี้เป็นของสำนักงานอื่น กรุณาติดต่อผู้ดูแลระบบ",
     "The server says that this computer belongs to another office. Speak to your administrator."},
    {"refused_code_refused",
     "เซิร์ฟเวอร์ไม่รับรหัสลงทะเบียน รหัสอาจหมดอายุหรือถูกใช้ไปแล้ว กรุณาขอรหัสใหม่จากผู้ดูแลระบบ แล้วสั่ง enrol อีกครั้งในโฟลเดอร์เดิม",
     "The server does not take the enrolment code: it has expired, or it was used before. Ask your "
     "administrator for a new code and give it to enrol, in the same folder."},
    {"refused_revoked", "ผู้ดูแลระบบถอนสิทธิ์ของเครื่องนี้แล้ว กรุณาติดต่อผู้ดูแลระบบ",
     "This computer's right was withdrawn by an administrator. Speak to them."},

    // What `sync --once` came to.
    {"bundle_made",
     "เขียน {n} รายการลงใน {file} แล้ว นำไปให้ส่วนกลาง (phirap-server bundle import) "
     "แล้วนำไฟล์คำตอบกลับมาอ่านด้วยคำสั่ง bundle "
     "import ข้อมูลในเครื่องนี้ยังอยู่ครบ และยังนับว่ารอส่งจนกว่าจะได้คำตอบ",
     "{n} {n|entry is|entries are} in {file}. Take it to the centre (phirap-server bundle import) and read "
     "the "
     "answer that comes back with bundle import. Everything stays on this computer, and counts as waiting "
     "until the answer is here."},
    {"bundle_made_pictures", "ในไฟล์มีภาพ {n} ไฟล์ (ภาพตัวอย่างและภาพหลักฐาน)",
     "It holds {n} picture {n|file|files} (previews and evidence)."},
    {"bundle_answer_pictures", "ส่วนกลางมีภาพที่นำไปแล้ว {n} ไฟล์",
     "The centre has {n} picture {n|file|files} of those you took."},
    {"bundle_made_partly", "ไฟล์นี้ยังไม่ครบทุกรายการ รายการที่เหลือจะอยู่ในไฟล์ถัดไป หลังอ่านคำตอบของไฟล์นี้แล้ว",
     "It does not hold everything: the rest goes in the next, when this one's answer has been read."},
    {"bundle_answer_read",
     "อ่านคำตอบของส่วนกลางแล้ว ส่วนกลางยืนยันเพิ่ม {confirmed} รายการ ได้รับจากส่วนกลาง {fetched} รายการ ยังรอส่ง {n} "
     "รายการ",
     "The centre's answer: {confirmed} more confirmed, {fetched} came down, {n} still {n|waits|wait}."},
    {"bundle_answer_again",
     "คำตอบนี้เคยอ่านแล้ว หรือเก่าเกินไป ไม่มีอะไรเปลี่ยนแปลง ถ้ายังมีรายการรอส่ง ให้ทำไฟล์ใหม่ด้วย bundle export",
     "This answer was read before, or is too old. Nothing changed; if anything still waits, make a new file "
     "with bundle export."},
    {"bundle_answer_refused", "ส่วนกลางตอบปฏิเสธ: {why}", "The centre refuses: {why}"},
    {"bundle_taken",
     "รับข้อมูลของหน่วยงาน {office} (เครื่อง {agent}) แล้ว รายการใหม่ {n} รายการ ให้นำไฟล์คำตอบ {file} กลับไปที่สำนักงาน",
     "Taken in from office {office} (agent {agent}): {n} new {n|entry|entries}. Take the answer, {file}, "
     "back to "
     "the office."},
    {"bundle_taken_pictures", "รับภาพใหม่ {n} ไฟล์", "{n} new picture {n|file|files}."},
    {"bundle_not_one", "ไฟล์นี้ไม่ใช่ไฟล์จากคำสั่ง bundle ของ Phirap ไม่มีอะไรเปลี่ยนแปลง โปรดตรวจว่าเลือกไฟล์ถูก",
     "This is no file that Phirap's bundle made. Nothing changed; please check that it is the right file."},
    {"bundle_newer", "ไฟล์นี้มาจากโปรแกรมรุ่นใหม่กว่า ไม่มีอะไรเปลี่ยนแปลง โปรดติดตั้งโปรแกรมรุ่นล่าสุดในเครื่องนี้",
     "This file is of a newer version. Nothing changed; please install the latest version here."},
    {"bundle_for_another", "ไฟล์นี้ทำไว้ให้ผู้รับอื่น เครื่องนี้เปิดไม่ได้ ไม่มีอะไรเปลี่ยนแปลง",
     "This file was made for somebody else and cannot be opened here. Nothing changed."},
    {"bundle_damaged", "ไฟล์นี้เสียหายหรือคัดลอกมาไม่ครบ ไม่มีอะไรเปลี่ยนแปลง โปรดคัดลอกใหม่ หรือทำไฟล์ใหม่ด้วย bundle export",
     "This file is damaged or was not copied whole. Nothing changed; copy it again, or make a new one with "
     "bundle export."},
    {"bundle_answer_to_another", "ไฟล์นี้ไม่มีคำตอบของส่วนกลางถึงเครื่องนี้ ไม่มีอะไรเปลี่ยนแปลง",
     "There is no word of the centre to this computer in this file. Nothing changed."},
    {"bundle_from_unknown",
     "เครื่องที่ทำไฟล์นี้ยังไม่ได้ลงทะเบียนกับเซิร์ฟเวอร์นี้ และรหัสที่แนบมาใช้ไม่ได้แล้ว ไม่ได้รับข้อมูล ให้ออกรหัสใหม่ด้วย enrol-code "
     "ให้สำนักงานลงทะเบียนอีกครั้ง แล้วทำไฟล์ใหม่ ข้อมูลในเครื่องของสำนักงานยังอยู่ครบ",
     "The computer that made this file is not enrolled at this server, and the code it brought is not valid "
     "any "
     "more. Nothing was taken in. Give the office a new code (enrol-code), let it enrol again and make a new "
     "file; its entries are safe on its computer."},
    {"made_file_exists", "มีไฟล์ {file} อยู่แล้ว จึงไม่เขียนทับ ไม่มีอะไรเปลี่ยนแปลง โปรดใช้ชื่ออื่น",
     "There is a file {file} already, and it is not overwritten. Nothing changed; please give another name."},
    {"sync_in_quiet_hours", "ขณะนี้อยู่ในช่วงงดส่งเอง ({hours}) ติดต่อเพราะคุณสั่ง",
     "These are quiet hours ({hours}); the contact was made because you asked for it."},
    {"sync_done", "ส่งครบแล้ว เซิร์ฟเวอร์รับรายการทั้งหมดของเครื่องนี้แล้ว (ส่ง {sent} รับ {fetched} รายการ)",
     "Everything is sent; the server holds all that this computer has ({sent} {sent|entry|entries} up, "
     "{fetched} down)."},
    {"sync_pictures", "ส่งแฟ้มภาพแล้ว {n} แฟ้ม", "{n} picture {n|file|files} sent."},
    {"sync_pictures_left",
     "รายงานส่งครบแล้ว แต่ภาพยังส่งไม่หมด ภาพที่เหลือเก็บไว้ในเครื่องนี้และจะส่งต่อจากที่ค้างไว้ในครั้งถัดไป "
     "ดูรายละเอียดด้วยคำสั่ง phirap-agent status",
     "The reports are in; not all pictures are yet. The rest is safe on this computer and goes on from where "
     "it "
     "stopped. phirap-agent status says where each is."},
    {"sync_partly",
     "ติดต่อเซิร์ฟเวอร์ได้ แต่ยังมี {n} รายการรอส่ง รายการเหล่านี้เก็บไว้ในเครื่องนี้อย่างปลอดภัย กรุณาสั่ง sync --once อีกครั้ง",
     "The server was reached, but {n} {n|entry still waits|entries still wait}. They are safe on this "
     "computer; run sync --once "
     "again."},
    {"sync_unreachable",
     "บันทึกไว้ในเครื่องนี้แล้ว ยังไม่ได้ส่ง ติดต่อเซิร์ฟเวอร์ไม่ได้ มี {n} รายการรอส่ง ทำงานต่อหรือปิดเครื่องได้ "
     "เมื่ออินเทอร์เน็ตกลับมาให้ส่งอีกครั้ง",
     "Saved on this computer, not sent yet. The server cannot be reached; {n} {n|entry waits|entries wait}. "
     "You can keep "
     "working or switch off; send again when the line is back."},
    {"sync_not_the_server",
     "บันทึกไว้ในเครื่องนี้แล้ว ยังไม่ได้ส่ง มีระบบอื่นระหว่างทางตอบแทนเซิร์ฟเวอร์ เช่น หน้าเข้าสู่ระบบของ Wi-Fi หรือพร็อกซี มี {n} "
     "รายการรอส่ง "
     "กรุณาเปิดเบราว์เซอร์เพื่อเข้าสู่ระบบอินเทอร์เน็ตก่อน หรือแจ้งผู้ดูแลเครือข่าย",
     "Saved on this computer, not sent yet. Something between answers in the server's place, such as a Wi-Fi "
     "login page or a proxy; {n} {n|entry waits|entries wait}. Open a browser and sign in to the network "
     "first, or tell "
     "whoever looks after it."},
    {"sync_refused", "บันทึกไว้ในเครื่องนี้แล้ว ยังไม่ได้ส่ง มี {n} รายการรอส่ง {why}",
     "Saved on this computer, not sent; {n} {n|entry waits|entries wait}. {why}"},
    {"sync_revoked",
     "ส่งแล้ว แต่ผู้ดูแลระบบถอนสิทธิ์ของเครื่องนี้ รายการที่ส่งหลังจากนั้นเก็บไว้ที่เซิร์ฟเวอร์แต่ยังไม่นับ (รอส่ง {n} รายการ) {why}",
     "Sent, but this computer's right was withdrawn: what came after that is kept at the server and does not "
     "count yet ({n} {n|entry waits|entries wait}). {why}"},
    {"sync_come_back",
     "บันทึกไว้ในเครื่องนี้แล้ว ยังไม่ได้ส่ง เซิร์ฟเวอร์ขอให้ส่งภายหลังเพราะกำลังทำงานหนักหรือขัดข้อง มี {n} รายการรอส่ง "
     "กรุณาส่งอีกครั้งในภายหลัง",
     "Saved on this computer, not sent yet. The server is busy or in trouble and asks to come back later; "
     "{n} "
     "{n|entry waits|entries wait}. Send again later."},
    {"sync_store_trouble",
     "รายการที่บันทึกไว้แล้วยังอยู่ครบ แต่ส่งไม่สำเร็จเพราะดิสก์ของเครื่องนี้ขัดข้อง มี {n} รายการรอส่ง กรุณาสั่ง doctor เพื่อตรวจสอบ",
     "What was saved is safe, but sending failed on this computer's disk; {n} {n|entry waits|entries wait}. "
     "Run doctor to "
     "see "
     "what is wrong."},
    {"sync_own_trouble",
     "รายการที่บันทึกไว้แล้วยังอยู่ครบ แต่ส่งไม่จบเพราะหน่วยความจำของเครื่องนี้ไม่พอหรือโปรแกรมขัดข้อง มี {n} รายการรอส่ง "
     "โปรแกรมจะลองส่งใหม่เอง กรุณาปิดโปรแกรมอื่นที่ไม่ใช้",
     "What was saved is safe, but sending did not come to its end: this computer is short of memory, or the "
     "program failed. {n} {n|entry waits|entries wait} and will be tried again; close programs you do not "
     "need."},
    {"sync_unsupported",
     "บันทึกไว้ในเครื่องนี้แล้ว ยังไม่ได้ส่ง โปรแกรมนี้กับเซิร์ฟเวอร์เป็นคนละรุ่นจนคุยกันไม่ได้ มี {n} รายการรอส่ง "
     "กรุณาติดตั้งโปรแกรมรุ่นล่าสุด",
     "Saved on this computer, not sent yet. This program and the server are of versions that do not "
     "understand each other; {n} {n|entry waits|entries wait}. Install the latest version."},
    {"sync_new_lineage",
     "พบว่าข้อมูลของเครื่องนี้เคยถูกคัดลอกหรือกู้คืน รายการของทั้งสองฝั่งยังอยู่ครบ และเครื่องนี้เริ่มบันทึกต่อเป็นชุดใหม่แล้ว",
     "This computer's data had been copied or put back from a backup. Everything from both sides is kept, "
     "and "
     "this computer goes on as a new series."},

};

}  // namespace

std::span<const Sentence> sync() {
    return sentences;
}

}  // namespace phirap::words
