#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

// A store's trouble ends the step that was under way, whole: what was said to be saved stays, the rest is
// not there. So every sentence begins with that.
constexpr Sentence sentences[] = {
    {"store_disk_full",
     "รายการที่บันทึกไว้ก่อนหน้านี้ยังอยู่ครบ แต่รายการล่าสุดยังไม่ได้บันทึก เพราะพื้นที่ดิสก์เต็ม ({file}) "
     "กรุณาลบหรือย้ายไฟล์ที่ไม่ใช้แล้วเพื่อเพิ่มพื้นที่ว่าง จากนั้นบันทึกอีกครั้ง",
     "Everything saved before is safe, but the last step was not saved: the disk is full ({file}). Free some "
     "space by moving or deleting files you no longer need, then save again."},
    {"store_read_only",
     "รายการที่บันทึกไว้ก่อนหน้านี้ยังอยู่ครบ แต่รายการล่าสุดยังไม่ได้บันทึก เพราะโปรแกรมไม่มีสิทธิ์เขียนที่ {file} "
     "กรุณาให้ผู้ดูแลเครื่องตรวจสอบสิทธิ์ของโฟลเดอร์และดูว่าดิสก์ไม่ได้ถูกตั้งเป็นอ่านอย่างเดียว แล้วบันทึกอีกครั้ง",
     "Everything saved before is safe, but the last step was not saved: the program may not write to {file}. "
     "Ask "
     "whoever looks after this computer to check the folder's permissions and that the disk is not "
     "read-only, "
     "then save again."},
    {"store_corrupt",
     "รายการล่าสุดยังไม่ได้บันทึก และไฟล์ข้อมูล {file} เสียหาย โปรแกรมไม่ได้เปลี่ยนแปลงไฟล์นี้ "
     "กรุณาอย่าลบไฟล์ หยุดใช้โปรแกรม และติดต่อผู้ดูแลระบบเพื่อกู้คืนจากเซิร์ฟเวอร์หรือจากสำเนาสำรอง",
     "The last step was not saved, and the file {file} is damaged. The program has left it as it is. Do not "
     "delete "
     "it; stop here and ask your administrator to bring the data back from the server or from a backup."},
    {"store_io",
     "รายการที่บันทึกไว้ก่อนหน้านี้ไม่ถูกแก้ไข แต่รายการล่าสุดยังไม่ได้บันทึก เพราะอ่านหรือเขียน {file} ไม่สำเร็จ "
     "กรุณาตรวจสอบว่าดิสก์หรือสายต่อยังใช้งานได้ แล้วลองอีกครั้ง หากยังเป็นอยู่ ให้สำรองข้อมูลและเปลี่ยนดิสก์",
     "What was saved before has not been touched, but the last step was not saved: {file} could not be read "
     "or "
     "written. Check that the disk and its cable work and try again; if it goes on, make a backup and "
     "replace "
     "the disk."},
    {"store_busy",
     "รายการล่าสุดยังไม่ได้บันทึก เพราะมีโปรแกรมอื่นกำลังใช้ {file} อยู่ รายการที่บันทึกไว้ก่อนหน้านี้ยังอยู่ครบ "
     "กรุณารอสักครู่แล้วลองอีกครั้ง",
     "The last step was not saved, because another program is using {file}. Everything saved before is safe. "
     "Wait a "
     "moment and try again."},
    {"store_other",
     "รายการล่าสุดยังไม่ได้บันทึก เพราะเกิดข้อผิดพลาดกับ {file} รายการที่บันทึกไว้ก่อนหน้านี้ยังอยู่ครบ "
     "กรุณาลองอีกครั้ง หากยังเป็นอยู่ ให้ส่งบันทึกการทำงาน (log) ให้ผู้ดูแลระบบ",
     "The last step was not saved, because something went wrong with {file}. Everything saved before is "
     "safe. Try "
     "again; if it goes on, send the log to your administrator."},
    // Where the disk failed when the step was on it already, or all but.
    {"store_perhaps_saved",
     "รายการที่บันทึกไว้ก่อนหน้านี้ยังอยู่ครบ แต่ยังบอกไม่ได้ว่ารายการล่าสุดบันทึกแล้วหรือยัง เพราะดิสก์ขัดข้องระหว่างเขียน {file} "
     "กรุณาอย่าเพิ่งบันทึกซ้ำ ตรวจสอบว่าดิสก์ไม่เต็มและใช้งานได้ แล้วปิดและเปิดโปรแกรมใหม่เพื่อดูว่ามีรายการนั้นหรือไม่ "
     "ถ้าไม่มีจึงบันทึกอีกครั้ง",
     "Everything saved before is safe, but it cannot be said yet whether the last step was saved: the disk "
     "failed while {file} was being written. Do not enter it again yet. See that the disk is not full and "
     "works, then close the program, start it again and look whether the entry is there; only if it is not, "
     "save it again."},
    // Of the program, not of the disk.
    {"out_of_means",
     "รายการที่แจ้งว่าบันทึกแล้วยังอยู่ครบ แต่คำสั่งล่าสุดทำไม่จบ เพราะหน่วยความจำของเครื่องไม่พอหรือโปรแกรมขัดข้อง ({what}) "
     "กรุณาปิดโปรแกรมอื่นที่ไม่ใช้ แล้วดูว่ามีรายการล่าสุดหรือไม่ก่อนทำซ้ำ หากยังเป็นอยู่ ให้แจ้งผู้ดูแลระบบ",
     "All that was said to be saved is safe, but the last command did not come to its end: this computer is "
     "short of memory, or the program failed ({what}). Close programs you do not need, and look whether the "
     "last entry is there before you repeat it; if it goes on, tell your administrator."},
    // The second copy (agent/opening.h).
    {"rebuilt",
     "รายการที่บันทึกไว้ยังอยู่ครบ ไฟล์ข้อมูลของเครื่องนี้เสียหาย โปรแกรมจึงสร้างใหม่จากสำเนาที่สองในเครื่อง ({n} รายการ) "
     "ส่วนที่เหลือจะมาจากเซิร์ฟเวอร์เมื่อติดต่อครั้งถัดไป ไฟล์ที่เสียหายเก็บไว้ที่ {file} ดิสก์อาจกำลังเสีย "
     "กรุณาให้ผู้ดูแลเครื่องตรวจสอบ",
     "What you saved is safe. This computer's data file was damaged, so it was made anew from the second "
     "copy "
     "kept beside it ({n} entries); the rest comes from the server at the next contact. The damaged file is "
     "kept "
     "as {file}. The disk may be failing: have it checked."},
    {"rebuilt_lost",
     "รายการที่บันทึกไว้ยังอยู่ครบ ไฟล์ข้อมูลของเครื่องนี้หายไป โปรแกรมจึงสร้างใหม่จากสำเนาที่สองในเครื่อง ({n} รายการ) "
     "ส่วนที่เหลือจะมาจากเซิร์ฟเวอร์เมื่อติดต่อครั้งถัดไป",
     "What you saved is safe. This computer's data file was missing, so it was made anew from the second "
     "copy "
     "kept beside it ({n} entries); the rest comes from the server at the next contact."},
    {"journal_set_aside",
     "รายการที่บันทึกไว้ยังอยู่ครบ สำเนาที่สองของข้อมูลเสียหาย โปรแกรมจึงสร้างใหม่จากไฟล์ข้อมูล ไฟล์ที่เสียหายเก็บไว้ที่ {file} "
     "ดิสก์อาจกำลังเสีย กรุณาให้ผู้ดูแลเครื่องตรวจสอบ",
     "What you saved is safe. The second copy of it was damaged and has been made anew from the data file. "
     "The "
     "damaged file is kept as {file}. The disk may be failing: have it checked."},
    {"set_aside",
     "รายการที่บันทึกไว้ยังอยู่ครบ แต่ดิสก์ของเครื่องนี้เคยทำให้ไฟล์ข้อมูลเสียหาย ไฟล์นั้นเก็บไว้ที่ {file} "
     "กรุณาให้ผู้ดูแลเครื่องตรวจสอบดิสก์ เมื่อส่งรายการครบแล้วให้ย้ายหรือลบไฟล์นั้น ข้อความนี้จะหายไป",
     "What you saved is safe, but this computer's disk once damaged a data file; it is kept as {file}. Have "
     "the "
     "disk checked. When everything has been sent, move that file away or delete it, and this is no longer "
     "said."},
    {"doctor_second_copy", "สำเนาที่สองของข้อมูลสมบูรณ์", "The second copy of what was saved is sound."},
    {"doctor_second_copy_waits",
     "รายการ {n} รายการมีอยู่ในสำเนาที่สองเท่านั้น เพราะรายการก่อนหน้าเสียหาย จะกลับมาเมื่อได้รายการก่อนหน้าจากเซิร์ฟเวอร์ "
     "กรุณาอย่าลบไฟล์ agent.journal และติดต่อผู้ดูแลระบบ",
     "{n} entries are in the second copy alone, since one before them was damaged. They come back when the "
     "server has brought that one and the program is started again. Do not delete agent.journal; tell your "
     "administrator."},
    {"doctor_mended", "ดิสก์ทำให้ {n} รายการเสียหาย โปรแกรมซ่อมจากสำเนาที่สองแล้ว กรุณาให้ผู้ดูแลเครื่องตรวจสอบดิสก์",
     "The disk had damaged {n} entries; they were mended from the second copy. Have the disk checked."},
    {"doctor_rotten_here",
     "ดิสก์ทำให้ {n} รายการเสียหาย รายการเหล่านี้จะไม่ถูกส่งต่อ และจะกลับมาจากเซิร์ฟเวอร์เมื่อติดต่อครั้งถัดไป "
     "กรุณาให้ผู้ดูแลเครื่องตรวจสอบดิสก์",
     "The disk has damaged {n} entries. They are passed on to nobody, and come back from the server at the "
     "next "
     "contact. Have the disk checked."},
    {"save_too_large",
     "ยังไม่ได้บันทึก เพราะรายการที่บันทึกพร้อมกันครั้งเดียวมีขนาดใหญ่เกินไป รายการที่บันทึกไว้ก่อนหน้านี้ยังอยู่ครบ "
     "กรุณาแบ่งเป็นหลายครั้ง",
     "Nothing of this was saved: it is too much for one step. Everything saved before is safe. Split it into "
     "several parts."},
    {"store_newer",
     "ข้อมูลยังอยู่ครบและไม่ได้ถูกแก้ไข แต่ {file} บันทึกโดยโปรแกรมรุ่นใหม่กว่า (รูปแบบ {found} โปรแกรมนี้รู้จักถึง {known}) "
     "กรุณาติดตั้งโปรแกรมรุ่นล่าสุดแล้วเปิดใหม่",
     "Your data is safe and untouched, but {file} was written by a newer version of this program (format "
     "{found}, "
     "this one knows up to {known}). Install the latest version and start it again."},
    {"store_older",
     "ข้อมูลยังอยู่ครบและไม่ได้ถูกแก้ไข แต่ {file} บันทึกโดยโปรแกรมรุ่นเก่ากว่า (รูปแบบ {found} โปรแกรมนี้ใช้ {known}) "
     "กรุณาเปิดโปรแกรมตามปกติหนึ่งครั้งเพื่อปรับรูปแบบ แล้วลองอีกครั้ง",
     "Your data is safe and untouched, but {file} was written by an older version of this program (format "
     "{found}, "
     "this one uses {known}). Start the program normally once, which brings it up to date, then try again."},
    {"store_foreign",
     "ไม่มีอะไรถูกแก้ไข แต่ {file} ไม่ใช่ไฟล์ข้อมูลของโปรแกรมนี้ (รูปแบบ {found} โปรแกรมนี้รู้จักถึง {known}) "
     "กรุณาตรวจสอบว่าระบุโฟลเดอร์ข้อมูลถูกต้อง",
     "Nothing was changed, but {file} is not a store of this program (format {found}, this one knows up to "
     "{known}). Check that you named the right data folder."},
    {"file_not_found", "ไม่มีอะไรถูกแก้ไข ไม่พบไฟล์ {file} กรุณาตรวจสอบชื่อไฟล์และโฟลเดอร์",
     "Nothing was changed. There is no file {file}: check its name and folder."},
    {"file_unreadable", "ไม่มีอะไรถูกแก้ไข อ่านไฟล์ {file} ไม่ได้ กรุณาตรวจสอบว่าเป็นไฟล์และท่านมีสิทธิ์อ่าน",
     "Nothing was changed. {file} cannot be read: check that it is a file and that you may read it."},
    {"file_too_large", "ไม่มีอะไรถูกแก้ไข ไฟล์ {file} ใหญ่เกิน {bytes_max} ไบต์ กรุณาแบ่งเป็นไฟล์ย่อย",
     "Nothing was changed. {file} is larger than {bytes_max} bytes: split it into smaller files."},
    {"folder_not_found", "ไม่มีอะไรถูกแก้ไข ไม่พบโฟลเดอร์ {folder} กรุณาตรวจสอบชื่อ หรือสร้างโฟลเดอร์ก่อน",
     "Nothing was changed. There is no folder {folder}: check its name, or make it first."},
    {"folder_parent_not_found",
     "ไม่มีอะไรถูกแก้ไข สร้างโฟลเดอร์ {folder} ไม่ได้ เพราะไม่มีโฟลเดอร์ที่อยู่เหนือขึ้นไป กรุณาสร้างก่อน",
     "Nothing was changed. The folder {folder} cannot be made, since the folder above it is missing: make "
     "that "
     "first."},
    {"folder_is_a_file", "ไม่มีอะไรถูกแก้ไข {folder} เป็นไฟล์ ไม่ใช่โฟลเดอร์ กรุณาระบุโฟลเดอร์อื่น",
     "Nothing was changed. {folder} is a file, not a folder: name another one."},
    {"folder_read_only",
     "ไม่มีอะไรถูกแก้ไข โปรแกรมไม่มีสิทธิ์เขียนในโฟลเดอร์ {folder} กรุณาให้ผู้ดูแลเครื่องตรวจสอบสิทธิ์ หรือระบุโฟลเดอร์อื่น",
     "Nothing was changed. The program may not write in the folder {folder}: ask whoever looks after this "
     "computer "
     "to check its permissions, or name another folder."},
    {"folder_busy",
     "ไม่มีอะไรถูกแก้ไข โปรแกรมอื่น ({process}) กำลังใช้โฟลเดอร์ {folder} อยู่ กรุณาปิดโปรแกรมนั้นก่อน หรือรอสักครู่แล้วลองอีกครั้ง",
     "Nothing was changed. Another program ({process}) is using the folder {folder}: close it first, or wait "
     "a "
     "moment and try again."},
    {"key_exists", "ไม่มีอะไรถูกแก้ไข มีไฟล์กุญแจ {file} อยู่แล้ว โปรแกรมไม่เขียนทับกุญแจเดิม",
     "Nothing was changed. There is a key in {file} already, and a key is never overwritten."},
    {"key_damaged", "ข้อมูลไม่ถูกแก้ไข แต่ไฟล์กุญแจ {file} เสียหาย กรุณานำไฟล์นี้กลับมาจากสำเนาสำรองหรือเอกสารกู้คืน",
     "No data was touched, but the key file {file} is damaged: bring it back from a backup or the recovery "
     "sheet."},
    {"key_of_another_user",
     "ข้อมูลไม่ถูกแก้ไข แต่ไฟล์กุญแจ {file} เป็นของผู้ใช้อื่น กรุณาเปิดโปรแกรมด้วยผู้ใช้เดิม หรือให้ผู้ดูแลเครื่องเปลี่ยนเจ้าของไฟล์",
     "No data was touched, but the key file {file} belongs to another user: run the program as that user, or "
     "have "
     "the owner of the file changed."},
    {"key_open_to_others",
     "ข้อมูลไม่ถูกแก้ไข แต่ผู้อื่นอ่านไฟล์กุญแจ {file} ได้ และโปรแกรมแก้สิทธิ์ไม่สำเร็จ กรุณาตั้งสิทธิ์ของไฟล์เป็น 0600",
     "No data was touched, but others can read the key file {file} and its mode could not be changed: set it "
     "to "
     "0600."},
    {"blob_missing",
     "ไม่มีอะไรถูกแก้ไข ไม่พบไฟล์ภาพ {name} ในโฟลเดอร์ {folder} กรุณานำกลับมาจากสำเนาสำรอง หรือแนบภาพเดิมอีกครั้ง",
     "Nothing was changed. The picture {name} is not in the folder {folder}: bring it back from a backup, or "
     "attach the same picture again."},
    {"blob_damaged",
     "รายการที่บันทึกไว้ยังอยู่ครบ แต่ไฟล์ภาพ {name} ในโฟลเดอร์ {folder} เสียหาย กรุณานำกลับมาจากสำเนาสำรอง "
     "หรือแนบภาพเดิมอีกครั้ง",
     "What was recorded is safe, but the picture {name} in the folder {folder} is damaged: bring it back "
     "from "
     "a backup, or attach the same picture again."},
    {"control_absent", "ไม่มีอะไรถูกแก้ไข โฟลเดอร์ {folder} มีโปรแกรมใช้อยู่ แต่ไม่มีบริการที่รับคำสั่ง กรุณารอสักครู่แล้วลองอีกครั้ง",
     "Nothing was changed. The folder {folder} is in use, but no service there takes commands: wait a moment "
     "and "
     "try again."},
    {"control_too_large", "ไม่มีอะไรถูกแก้ไข คำสั่งและไฟล์รวมกันใหญ่เกิน {bytes_max} ไบต์ กรุณาแบ่งเป็นหลายครั้ง",
     "Nothing was changed. The command and its files are larger than {bytes_max} bytes together: split "
     "them."},
    {"control_other_version",
     "ไม่มีอะไรถูกแก้ไข บริการที่กำลังทำงานใน {folder} เป็นโปรแกรมคนละรุ่นกับคำสั่งนี้ กรุณาปิดบริการแล้วเปิดใหม่",
     "Nothing was changed. The service running in {folder} is of another version than this command: stop it "
     "and "
     "start it again."},
    {"control_no_answer",
     "ยังไม่ทราบผลของคำสั่ง เพราะบริการใน {folder} หยุดหรือไม่ตอบก่อนทำเสร็จ รายการที่แจ้งว่าบันทึกแล้วยังอยู่ครบ "
     "กรุณาตรวจสอบด้วยคำสั่ง status หรือ report ก่อนสั่งซ้ำ",
     "What became of the command is not known: the service in {folder} stopped or did not answer in time. "
     "What it "
     "said was saved is safe. Look with the command status or report before you repeat it."},

    // How full the disk is (shared/host/disk_room.h): `status`, `doctor`, the log.
    {"disk_filling",
     "ดิสก์ของเครื่องนี้ใช้ไปแล้ว {percent}% เหลือ {mb} MB กรุณาย้ายหรือลบไฟล์ที่ไม่ใช้แล้ว เมื่อถึง 90% จะเพิ่มภาพใหม่ไม่ได้",
     "This computer's disk is {percent}% full, {mb} MB are left. Move or delete files you no longer need: at "
     "90% no new pictures are taken."},
    {"disk_no_pictures",
     "บันทึกและส่งรายการได้ตามปกติ แต่ไม่รับภาพใหม่ เพราะดิสก์ของเครื่องนี้ใช้ไปแล้ว {percent}% เหลือ {mb} MB "
     "กรุณาย้ายหรือลบไฟล์ที่ไม่ใช้แล้ว",
     "Entries are saved and sent as ever, but no new pictures are taken: this computer's disk is {percent}% "
     "full, {mb} MB are left. Move or delete files you no longer need."},
    {"disk_full",
     "ดิสก์ของเครื่องนี้เกือบเต็ม ({percent}% เหลือ {mb} MB) สิ่งที่บันทึกไว้ยังอยู่ครบ และยังบันทึกและส่งรายการได้อีกเล็กน้อย"
     "ด้วยพื้นที่ที่กันไว้ กรุณาย้ายหรือลบไฟล์ที่ไม่ใช้แล้วโดยเร็ว",
     "This computer's disk is almost full ({percent}%, {mb} MB are left). All that was saved is safe, and "
     "for "
     "a "
     "little while entries can still be saved and sent in the room kept for that. Move or delete files you "
     "no "
     "longer need, soon."},
    {"picture_no_room",
     "ยังไม่ได้เพิ่มภาพ เพราะดิสก์ของเครื่องนี้ใช้ไปแล้ว {percent}% เหลือ {mb} MB รายการอื่นบันทึกได้ตามปกติ "
     "กรุณาย้ายหรือลบไฟล์ที่ไม่ใช้แล้ว จากนั้นเพิ่มภาพอีกครั้ง",
     "The picture was not added: this computer's disk is {percent}% full, {mb} MB are left. Everything else "
     "is saved as ever. Move or delete files you no longer need, then add it again."},
};

}  // namespace

std::span<const Sentence> store() {
    return sentences;
}

}  // namespace phirap::words
