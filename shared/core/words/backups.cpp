#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    // How far a long job is.
    {"progress_copy", "คัดลอกฐานข้อมูล {done} จาก {total} MiB", "copying the store: {done} of {total} MiB"},
    {"progress_pictures", "ตรวจภาพ {done} จาก {total} ภาพ", "pictures: {done} of {total}"},
    {"progress_operations", "ตรวจรายการบันทึก {done} จาก {total} รายการ",
     "verifying operations: {done} of {total}"},

    // Backing up.
    {"backup_made",
     "สำรองข้อมูลและตรวจสอบแล้วว่าครบถ้วน: {backup}\nรายการบันทึก {operations} รายการ ภาพ {pictures} ภาพ รวม {mib} "
     "MiB",
     "Backed up and verified: {backup}\n{operations} {operations|operation|operations}, {pictures} "
     "{pictures|picture|pictures}, {mib} MiB in all"},
    {"backup_removed", "ลบชุดสำรองเก่าแล้ว {n} ชุด", "{n} older {n|backup was|backups were} removed"},
    {"backup_of_damaged",
     "คัดลอกไว้ที่ {backup} แล้ว แต่ข้อมูลของเซิร์ฟเวอร์เองเสียหาย {faults} แห่ง จึงไม่นับเป็นชุดสำรองที่ครบถ้วน "
     "และไม่ได้ลบชุดสำรองเก่า ใช้คำสั่ง verify เพื่อดูว่าเสียที่ใดและต้องทำอะไร",
     "A copy is in {backup}, but the server's own data is damaged in {faults} "
     "{faults|place|places}: it does not count as a whole backup, and no older one was removed. The command "
     "verify says where, and what to do."},
    {"backup_pictures_missing",
     "สำรองส่วนอื่นครบแล้ว แต่ภาพ {n} ภาพไม่สมบูรณ์ทั้งในเซิร์ฟเวอร์และในชุดสำรอง เครื่องของอำเภอที่ยังมีภาพจะส่งมาใหม่เอง",
     "All else is backed up, but {n} {n|picture is|pictures are} whole neither at the server nor in a "
     "backup. "
     "Offices that still have {n|it|them} send {n|it|them} again by themselves."},
    {"backup_no_folder",
     "ยังไม่ได้สำรองข้อมูล โปรดระบุโฟลเดอร์ เช่น backup /mnt/backup/phirap หรือตั้ง [backup] folder ในไฟล์ตั้งค่า",
     "Nothing was backed up: name a folder, such as backup /mnt/backup/phirap, or set [backup] folder in the "
     "configuration."},
    {"backup_in_data",
     "ยังไม่ได้สำรองข้อมูล โฟลเดอร์ {folder} อยู่ในโฟลเดอร์ข้อมูลของเซิร์ฟเวอร์เอง จะเสียไปพร้อมกัน โปรดเลือกโฟลเดอร์บนดิสก์อื่น",
     "Nothing was backed up. {folder} lies inside the server's own data folder and would be lost with it; "
     "choose a folder on another disk."},
    {"backup_over_data", "ยังไม่ได้สำรองข้อมูล โฟลเดอร์ข้อมูลของเซิร์ฟเวอร์อยู่ใน {folder} โปรดเลือกโฟลเดอร์อื่น",
     "Nothing was backed up. The server's data folder lies inside {folder}; choose another folder."},
    {"backup_folder_is_server", "ยังไม่ได้สำรองข้อมูล {folder} เป็นโฟลเดอร์ข้อมูลของเซิร์ฟเวอร์ โปรดเลือกโฟลเดอร์อื่น",
     "Nothing was backed up. {folder} holds a server's data; choose another folder."},
    {"backup_stopped", "หยุดการสำรองข้อมูลกลางคัน ชุดสำรองก่อนหน้านี้ยังอยู่ครบ",
     "The backup was stopped. Earlier ones are whole."},
    {"backup_disk_full",
     "สำรองข้อมูลไม่สำเร็จ เพราะพื้นที่ดิสก์ของ {folder} เต็ม ข้อมูลของเซิร์ฟเวอร์และชุดสำรองก่อนหน้านี้ยังอยู่ครบ "
     "โปรดเพิ่มพื้นที่ หรือเก็บชุดสำรองให้น้อยลงด้วย --keep แล้วสั่งอีกครั้ง",
     "The backup was not made: the disk of {folder} is full. The server's data and earlier backups are safe. "
     "Make room, or keep fewer with --keep, then run it again."},
    {"backup_read_only",
     "สำรองข้อมูลไม่สำเร็จ เพราะเขียนใน {folder} ไม่ได้ ข้อมูลของเซิร์ฟเวอร์ยังอยู่ครบ "
     "โปรดตรวจสอบสิทธิ์ของโฟลเดอร์ (บริการของ systemd ต้องมี ReadWritePaths ด้วย) และดูว่าดิสก์ไม่ได้เป็นแบบอ่านอย่างเดียว",
     "The backup was not made: {folder} cannot be written to. The server's data is safe. Check the folder's "
     "permissions (the systemd service needs ReadWritePaths, too) and that the disk is not read-only."},
    {"backup_disk_fails",
     "สำรองข้อมูลไม่สำเร็จ เพราะดิสก์ของ {folder} มีปัญหา ข้อมูลของเซิร์ฟเวอร์ยังอยู่ครบ โปรดตรวจสอบดิสก์นั้น",
     "The backup was not made: the disk of {folder} is in trouble. The server's data is safe. Look after "
     "that "
     "disk, or use another."},
    {"backup_not_faithful",
     "ข้อมูลของเซิร์ฟเวอร์ไม่ถูกแก้ไข แต่สำเนาใน {folder} ไม่ตรงกับเซิร์ฟเวอร์ ({what}) จึงทิ้งไป "
     "โปรดตรวจสอบดิสก์ของชุดสำรองและหน่วยความจำของเครื่อง แล้วสั่งอีกครั้ง",
     "The server's data was not touched, but the copy in {folder} differs from it ({what}) and was thrown "
     "away. Check the disk of the backups and this machine's memory, then run it again."},
    {"backup_not_noted", "ชุดสำรองครบถ้วน แต่บริการที่ทำงานอยู่อ่านไม่ได้ จึงยังไม่นับภาพในชุดนี้ว่าสำรองแล้ว: {why}",
     "The backup is whole, but the running service cannot read it, so its pictures do not count as archived "
     "yet: {why}"},
    {"backup_of_another", "{folder} เป็นชุดสำรองของเซิร์ฟเวอร์อื่น", "{folder} is another server's backup"},
    {"backup_not_whole", "{folder} ไม่ใช่ชุดสำรองที่ครบถ้วน", "{folder} is not a whole backup"},
    {"no_backup", "ไม่มีชุดสำรองที่ครบถ้วนใน {folder} โปรดตรวจสอบชื่อโฟลเดอร์",
     "There is no whole backup in {folder}; check the name of the folder."},
    {"backup_manifest_bad", "ไม่มีอะไรถูกแก้ไข ไฟล์ manifest.json ของชุดสำรองเสียหายที่ {where} โปรดใช้ชุดสำรองอื่น",
     "Nothing was changed. The backup's manifest.json is damaged at {where}; use another backup."},
    {"backup_newer", "ไม่มีอะไรถูกแก้ไข ชุดสำรองนี้ทำด้วยโปรแกรมรุ่นใหม่กว่า ({program}) โปรดติดตั้งรุ่นนั้นก่อน",
     "Nothing was changed. A newer version ({program}) made this backup; install that version first."},
    {"backup_file_other", "ไฟล์ {file} ในชุดสำรองหายไปหรือไม่ใช่ไฟล์เดิม โปรดใช้ชุดสำรองอื่น และอย่าเพิ่งลบชุดนี้",
     "{file} of the backup is missing or is not what was backed up. Use another backup, and do not delete "
     "this one yet."},
    {"backup_office_other", "หน่วยงาน {office}: ชุดสำรองไม่ตรงกับที่ manifest.json บอกไว้",
     "office {office}: the backup differs from what its manifest.json says"},

    // Restoring.
    {"restore_over_server",
     "ไม่มีอะไรถูกแก้ไข {folder} มีข้อมูลเซิร์ฟเวอร์อยู่แล้ว โปรดหยุดบริการแล้วย้ายไปก่อน: mv {folder} {folder}.old "
     "หรือระบุโฟลเดอร์ใหม่ด้วย --data",
     "Nothing was changed. {folder} holds a server already. Stop the service and move it aside first: mv "
     "{folder} {folder}.old; or name a new folder with --data."},
    {"restore_unfinished",
     "การกู้คืนใน {folder} ยังไม่เสร็จ จึงยังไม่มีเซิร์ฟเวอร์ที่นี่ โปรดสั่ง restore อีกครั้ง ชุดสำรองไม่ถูกแก้ไข",
     "A restore into {folder} did not end, so there is no server here yet. Run restore again; the backup is "
     "untouched."},
    {"restore_stopped", "หยุดการกู้คืนกลางคัน ยังไม่มีเซิร์ฟเวอร์ในโฟลเดอร์นี้ โปรดสั่งอีกครั้ง",
     "The restore was stopped. There is no server in the folder yet; run it again."},
    {"restore_done",
     "กู้คืนเซิร์ฟเวอร์ไว้ที่ {folder} แล้ว จากชุดสำรองเมื่อ {made}: รายการบันทึก {operations} รายการ ภาพ {pictures} ภาพ",
     "The server is restored in {folder}, as it was at {made}: {operations} "
     "{operations|operation|operations}, {pictures} {pictures|picture|pictures}."},
    {"restore_pictures_damaged", "ภาพ {n} ภาพในชุดสำรองเสียหาย จึงไม่ได้นำกลับมา เครื่องของอำเภอที่ยังมีภาพจะส่งมาใหม่เอง",
     "{n} {n|picture|pictures} in the backup {n|is|are} damaged and {n|was|were} left out; offices that "
     "still "
     "have {n|it|them} send {n|it|them} again."},
    {"restore_next",
     "ขั้นต่อไป: เปิด serve เครื่องของทุกอำเภอจะส่งสิ่งที่ขาดกลับมาเองเมื่อติดต่อครั้งถัดไป\n"
     "- ยกเลิกรหัสลงทะเบียนที่ยังไม่ได้ใช้แล้ว ({n} รหัส) และรหัสที่ออกหลังการสำรองใช้ไม่ได้ โปรดออกรหัสใหม่ด้วย enrol-code\n"
     "- เครื่องที่เพิกถอนหลังการสำรองอาจกลับมาใช้ได้อีก โปรดตรวจด้วย agents และเพิกถอนซ้ำด้วย agents revoke\n"
     "- อย่าเปิดเซิร์ฟเวอร์เดิมพร้อมกับเครื่องนี้",
     "Next: start serve. At their next contact the offices' machines bring back what is missing.\n"
     "- Open enrolment codes are void ({n}), and so are those made since the backup: make new ones with "
     "enrol-code.\n"
     "- Agents revoked since the backup may be valid again: look at agents, and repeat agents revoke.\n"
     "- Do not run the old server beside this one."},

    // Verifying.
    {"audit_agent", "หน่วยงาน {office}: ทะเบียนเครื่อง {id} ไม่ตรงกับคำรับเข้าในรายการบันทึก",
     "office {office}: the entry of agent {id} is not what the admissions in the log say"},
    {"verify_picture_damaged",
     "หน่วยงาน {office}: ภาพ {file} เสียหาย โปรดย้ายไฟล์นี้ออกแล้วเปิดเซิร์ฟเวอร์ใหม่ เครื่องของอำเภอจะส่งมาอีกครั้ง "
     "หรือนำไฟล์เดียวกันจากชุดสำรองกลับมา",
     "office {office}: the picture {file} is damaged; move the file away and start the server anew, and the "
     "office sends it again, or put the file of that name back from a backup"},
    {"verify_picture_missing",
     "หน่วยงาน {office}: ไม่พบภาพ {file} เมื่อเปิดเซิร์ฟเวอร์ใหม่ เครื่องของอำเภอจะส่งมาอีกครั้ง หรือนำไฟล์จากชุดสำรองกลับมา",
     "office {office}: the picture {file} is missing; once the server is started anew the office sends it "
     "again, or put it back from a backup"},
    {"verify_good",
     "ตรวจแล้วครบถ้วน: รายการบันทึก {operations} รายการ ลายมือชื่อ {seals} รายการ ภาพ {pictures} ภาพ "
     "ผลที่เผยแพร่คิดซ้ำได้เท่าเดิม {same} รายการ (มีการแก้ไขภายหลัง {amended})",
     "All is whole: {operations} operations, {seals} seals, {pictures} pictures; published grades that come "
     "out the same: {same} (amended since: {amended})"},
    {"verify_bad",
     "พบข้อผิดพลาด {faults} แห่ง โปรดสำเนาโฟลเดอร์ข้อมูลไว้ก่อน แล้วกู้คืนชุดสำรองล่าสุดที่ครบถ้วนลงโฟลเดอร์ใหม่ด้วย restore "
     "เครื่องของอำเภอจะส่งส่วนที่ขาดกลับมาเอง",
     "{faults} {faults|fault|faults} found. Keep this folder as it is; restore the last good backup into a "
     "new "
     "one (restore), and the offices' machines bring back the rest. For pictures alone see their lines."},
    {"verify_bad_backup",
     "พบข้อผิดพลาดในชุดสำรอง {faults} แห่ง โปรดสำรองใหม่ด้วย backup ขณะที่เซิร์ฟเวอร์ยังดี และตรวจสอบดิสก์ของชุดสำรอง",
     "{faults} {faults|fault|faults} found in this backup. Make a new one with backup while the server is "
     "well, and check the disk of the backups."},

    // Doctor.
    {"doctor_backup_none", "ยังไม่มีชุดสำรอง หากดิสก์นี้เสีย จะเหลือเพียงสิ่งที่เครื่องของอำเภอยังเก็บไว้ ใช้คำสั่ง backup",
     "There is no backup: if this disk dies, only what the offices' machines still hold is left. Run "
     "backup."},
    {"doctor_backup_good", "ชุดสำรองล่าสุดที่ตรวจแล้ว: {made} ({mib} MiB) ที่ {backup}",
     "Last verified backup: {made} ({mib} MiB), {backup}"},
    {"doctor_backup_old", "ชุดสำรองล่าสุดเก่าเกินสองวัน: {made} ({mib} MiB) ที่ {backup} ดูสาเหตุในบันทึกการทำงาน (log)",
     "The last verified backup is over two days old: {made} ({mib} MiB), {backup}. The log says why."},
    {"doctor_backup_off", "ไม่ได้ตั้งการสำรองประจำวัน โปรดตั้ง [backup] folder ในไฟล์ตั้งค่า",
     "No daily backup is set up: name a folder on another disk, [backup] folder in the configuration."},
};

}  // namespace

std::span<const Sentence> backups() {
    return sentences;
}

}  // namespace phirap::words
