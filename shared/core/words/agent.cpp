#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    // Where the agent stands: `status`.
    {"status_office", "สำนักงาน {office} · เครื่อง {machine}", "Office {office} · computer {machine}"},
    {"status_sent", "ส่งครบแล้ว เซิร์ฟเวอร์รับรายการทั้งหมดของเครื่องนี้แล้ว",
     "Everything is sent; the server holds all that this computer has."},
    {"status_waiting", "บันทึกไว้ในเครื่องนี้แล้ว มี {n} รายการรอส่งในการติดต่อครั้งถัดไป",
     "Saved on this computer. {n} {n|entry goes|entries go} with the next contact."},
    {"status_unreachable",
     "บันทึกไว้ในเครื่องนี้แล้ว ยังไม่ได้ส่ง ติดต่อเซิร์ฟเวอร์ไม่ได้ตั้งแต่ {since} มี {n} รายการรอส่ง ทำงานต่อหรือปิดเครื่องได้",
     "Saved on this computer, not sent yet. The server cannot be reached since {since}; {n} {n|entry "
     "waits|entries wait}. "
     "You "
     "can keep working or switch off."},
    {"status_not_the_server",
     "บันทึกไว้ในเครื่องนี้แล้ว ยังไม่ได้ส่ง มีระบบอื่นระหว่างทางตอบแทนเซิร์ฟเวอร์ เช่น หน้าเข้าสู่ระบบของ Wi-Fi หรือพร็อกซี มี {n} "
     "รายการรอส่ง "
     "กรุณาเปิดเบราว์เซอร์เพื่อเข้าสู่ระบบอินเทอร์เน็ตก่อน หรือแจ้งผู้ดูแลเครือข่าย",
     "Saved on this computer, not sent yet. Something between answers in the server's place, such as a Wi-Fi "
     "login page or a proxy; {n} {n|entry waits|entries wait}. Open a browser and sign in to the network "
     "first, or tell "
     "whoever looks after it."},
    {"status_refused", "บันทึกไว้ในเครื่องนี้แล้ว ยังไม่ได้ส่ง มี {n} รายการรอส่ง {why}",
     "Saved on this computer, not sent; {n} {n|entry waits|entries wait}. {why}"},
    {"status_revoked",
     "ผู้ดูแลระบบถอนสิทธิ์ของเครื่องนี้ รายการที่บันทึกหลังจากนั้นเก็บไว้แต่ยังไม่นับ (รอส่ง {n} รายการ) กรุณาติดต่อผู้ดูแลระบบ",
     "This computer's right was withdrawn: what was recorded after that is kept and does not count yet ({n} "
     "{n|entry waits|entries wait}). Speak to your administrator."},
    {"status_told_to_wait",
     "บันทึกไว้ในเครื่องนี้แล้ว ยังไม่ได้ส่ง เซิร์ฟเวอร์ขอให้ส่งภายหลังเพราะกำลังทำงานหนักหรือขัดข้อง มี {n} รายการรอส่ง",
     "Saved on this computer, not sent yet. The server is busy or in trouble and asks to come back later; "
     "{n} "
     "{n|entry waits|entries wait}."},
    {"status_store_trouble",
     "รายการที่บันทึกไว้แล้วยังอยู่ครบ แต่ส่งไม่สำเร็จเพราะดิสก์ของเครื่องนี้ขัดข้อง มี {n} รายการรอส่ง กรุณาสั่ง doctor เพื่อตรวจสอบ",
     "What was saved is safe, but sending failed on this computer's disk; {n} {n|entry waits|entries wait}. "
     "Run doctor to "
     "see "
     "what is wrong."},
    {"status_unsupported",
     "บันทึกไว้ในเครื่องนี้แล้ว ยังไม่ได้ส่ง โปรแกรมนี้กับเซิร์ฟเวอร์เป็นคนละรุ่นจนคุยกันไม่ได้ มี {n} รายการรอส่ง "
     "กรุณาติดตั้งโปรแกรมรุ่นล่าสุด",
     "Saved on this computer, not sent yet. This program and the server are of versions that do not "
     "understand each other; {n} {n|entry waits|entries wait}. Install the latest version."},
    {"status_since_enrolment", "ลงทะเบียน", "enrolment"},
    {"status_contact", "ติดต่อเซิร์ฟเวอร์ครั้งล่าสุด {time}", "Last contact with the server: {time}"},
    {"status_no_contact", "ยังไม่เคยติดต่อเซิร์ฟเวอร์", "There has been no contact with the server yet."},
    {"status_fetching", "ยังรับข้อมูลจากเซิร์ฟเวอร์ไม่ครบ รายการจากเครื่องอื่นอาจยังไม่แสดง บันทึกงานต่อได้ตามปกติ",
     "Still fetching from the server: entries of other computers may not show yet. Recording meanwhile is "
     "safe."},
    {"status_clock_behind", "นาฬิกาของเครื่องนี้ช้ากว่าเซิร์ฟเวอร์ {span} กรุณาตั้งวันที่และเวลาให้ถูกต้อง",
     "This computer's clock is {span} behind the server's. Please set its date and time."},
    {"status_clock_ahead", "นาฬิกาของเครื่องนี้เร็วกว่าเซิร์ฟเวอร์ {span} กรุณาตั้งวันที่และเวลาให้ถูกต้อง",
     "This computer's clock is {span} ahead of the server's. Please set its date and time."},
    {"status_next", "จะติดต่อเซิร์ฟเวอร์ครั้งถัดไป {time}", "Next contact: {time}"},
    {"status_no_service",
     "ไม่มีบริการส่งอัตโนมัติทำงานอยู่ ส่งเองได้ด้วย phirap-agent sync --once หรือเปิดบริการด้วย phirap-agent serve",
     "No service sends by itself now. Send with phirap-agent sync --once, or start phirap-agent serve."},
    {"status_held_back",
     "มี {n} รายการที่เก็บไว้แต่ยังไม่นับ:", "{n} {n|entry is kept but does|entries are kept but do} not count:"},
    {"span_seconds", "{n} วินาที", "{n} s"},
    {"span_minutes", "{n} นาที", "{n} min"},
    {"span_hours", "{n} ชั่วโมง", "{n} h"},
    {"span_days", "{n} วัน", "{n} days"},

    // Enrolment, opening, settings.
    {"enrolled",
     "ลงทะเบียนเครื่องนี้ให้สำนักงาน {office} แล้ว เริ่มบันทึกได้ทันทีแม้ไม่มีอินเทอร์เน็ต ข้อมูลอยู่ที่ {folder} "
     "และจะส่งไปที่ {url} เมื่อติดต่อได้",
     "This computer is enrolled for office {office}. You can record at once, line or no line. The data is in "
     "{folder} and goes to {url} when that can be reached."},
    {"enrol_no_code", "ยังไม่ได้ลงทะเบียน กรุณาใส่รหัสลงทะเบียน เช่น phirap-agent enrol PHIRAP-… หรือ --file FILE",
     "Not enrolled: an enrolment code is needed, such as phirap-agent enrol PHIRAP-… or --file FILE."},
    {"machine_name_bad", "ยังไม่ได้ลงทะเบียน ชื่อเครื่องต้องเป็นข้อความ UTF-8 ไม่เกิน {limit} ไบต์",
     "Not enrolled: the computer's name must be UTF-8 text of at most {limit} bytes."},
    {"not_enrolled",
     "ไม่มีอะไรถูกแก้ไข โฟลเดอร์ {folder} ยังไม่ได้ลงทะเบียน กรุณาตรวจสอบ --data หรือลงทะเบียนด้วย phirap-agent enrol "
     "PHIRAP-…",
     "Nothing was changed. The folder {folder} is not enrolled: check --data, or enrol with phirap-agent "
     "enrol PHIRAP-…"},
    {"key_of_another_store",
     "ไม่มีอะไรถูกแก้ไข กุญแจ {file} ไม่ใช่ของข้อมูลในโฟลเดอร์นี้ กรุณานำกุญแจเดิมกลับมาจากสำเนาสำรอง",
     "Nothing was changed. The key {file} does not belong to the data in this folder: bring the right one "
     "back from a backup."},
    {"settings_unreadable", "ไม่มีอะไรถูกแก้ไข อ่านไฟล์ตั้งค่า {file} บรรทัด {line} ไม่ได้: {what}",
     "Nothing was changed. The settings {file} cannot be read at line {line}: {what}"},
    {"settings_unknown", "ไม่มีอะไรถูกแก้ไข ไฟล์ตั้งค่า {file} มีชื่อที่ไม่รู้จัก: {key} กรุณาตรวจสอบตัวสะกด",
     "Nothing was changed. The settings {file} have an unknown name: {key}. Check its spelling."},
    {"settings_wrong", "ไม่มีอะไรถูกแก้ไข ไฟล์ตั้งค่า {file} มีค่า {key} ที่ใช้ไม่ได้ ต้องเป็น {expected}",
     "Nothing was changed. In the settings {file} the value of {key} cannot be used; expected: {expected}"},

    // The service.
    {"already_serving", "ไม่มีอะไรเปลี่ยนแปลง บริการทำงานอยู่ในโฟลเดอร์นี้แล้ว",
     "Nothing was changed. The service is running in this folder already."},
    {"serve_ready", "พร้อมทำงาน: สำนักงาน {office} โฟลเดอร์ {folder} ส่งไปที่ {url} กด Ctrl-C เพื่อหยุด",
     "Ready: office {office}, folder {folder}, sends to {url}. Ctrl-C stops it."},

    {"status_quiet", "อยู่ในช่วงงดส่งเอง ({hours}) จะส่งเมื่อพ้นช่วงนี้ สั่ง sync --once เพื่อส่งทันที",
     "These are quiet hours ({hours}): what waits goes when they are over. sync --once sends it now."},
    {"status_metered", "ตั้งค่าไว้ว่าอินเทอร์เน็ตคิดเงินตามปริมาณ รายงานส่งเองตามปกติ ส่วนภาพจะส่งเมื่อสั่ง sync --once",
     "The line is set as metered: reports go by themselves, pictures go when you ask with sync --once."},
    {"status_reports", "รายงานในเครื่องนี้:", "The reports on this computer:"},
    {"status_report_server", "  {month}: ถึงเซิร์ฟเวอร์ครบแล้ว", "  {month}: all of it is at the server"},
    {"status_report_waits", "  {month}: รอส่ง {n} จาก {all} รายการ ({bytes} ไบต์) {why}",
     "  {month}: {n} of {all} {all|entry waits|entries wait} to be sent ({bytes} bytes). {why}"},
    {"status_office_itself", "ข้อมูลของสำนักงาน", "The office's own data"},
    {"status_time_needed", "ตามความเร็วของอินเทอร์เน็ตล่าสุด ({speed} ไบต์ต่อวินาที) จะใช้เวลาส่งประมาณ {span}",
     "At the line's speed of late ({speed} bytes a second) all of it takes about {span}."},
    {"why_waiting", "จะไปกับการติดต่อครั้งถัดไป", "It goes with the next contact."},
    {"why_quiet", "รอให้พ้นช่วงงดส่ง", "It waits for the quiet hours to end."},
    {"why_unreachable", "ติดต่อเซิร์ฟเวอร์ไม่ได้ จะลองใหม่เอง",
     "The server cannot be reached; it is tried again by itself."},
    {"why_not_the_server", "มีระบบอื่นตอบแทนเซิร์ฟเวอร์ กรุณาเข้าสู่ระบบอินเทอร์เน็ต",
     "Something else answers for the server: sign in to the network."},
    {"why_refused", "เซิร์ฟเวอร์ปฏิเสธ กรุณาติดต่อผู้ดูแลระบบ", "The server refuses it: speak to your administrator."},
    {"why_revoked", "สิทธิ์ของเครื่องนี้ถูกถอน กรุณาติดต่อผู้ดูแลระบบ",
     "This computer's right was withdrawn: speak to your administrator."},
    {"why_told_to_wait", "เซิร์ฟเวอร์ขอให้ส่งภายหลัง", "The server asked to come back later."},
    {"why_store_trouble", "ดิสก์ของเครื่องนี้ขัดข้อง กรุณาสั่ง doctor",
     "This computer's disk is in trouble: run doctor."},
    {"why_unsupported", "กรุณาติดตั้งโปรแกรมรุ่นล่าสุด", "Install the latest version of the program."},
    {"why_sent", "ถึงเซิร์ฟเวอร์แล้ว", "It is at the server."},

    // One line for the service manager (systemctl status).
    {"notice_standing", "สำนักงาน {office}: รอส่ง {n} รายการ จะติดต่อเซิร์ฟเวอร์ครั้งถัดไป {time}",
     "Office {office}: {n} {n|entry waits|entries wait}; next contact {time}"},
    {"notice_on_the_line", "สำนักงาน {office}: รอส่ง {n} รายการ กำลังติดต่อเซิร์ฟเวอร์",
     "Office {office}: {n} {n|entry waits|entries wait}; on the line now"},
    {"notice_stopping", "กำลังหยุดทำงาน", "Stopping"},

    // This PC: `doctor`.
    {"doctor_folder", "โฟลเดอร์ {folder} เขียนได้", "The folder {folder} can be written to."},
    {"doctor_folder_open", "ผู้ใช้อื่นในเครื่องนี้เปิดดูโฟลเดอร์ {folder} ได้ กรุณาตั้งสิทธิ์เป็น 0700",
     "Other users of this computer can look into the folder {folder}: set its mode to 0700."},
    {"doctor_key", "กุญแจของเครื่องนี้อ่านได้เฉพาะเจ้าของ", "This computer's key can be read by its owner alone."},
    {"doctor_key_open",
     "ไฟล์กุญแจ {file} เคยเปิดให้ผู้อื่นอ่านได้ โปรแกรมปิดสิทธิ์ให้แล้ว หากสงสัยว่ามีผู้คัดลอกไป กรุณาแจ้งผู้ดูแลระบบ",
     "Others could read the key file {file} until now; that is closed. If somebody may have copied it, tell "
     "your administrator."},
    {"doctor_disk", "พื้นที่ดิสก์ว่าง {mb} MB", "{mb} MB of the disk are free."},
    {"doctor_disk_low", "พื้นที่ดิสก์เหลือเพียง {mb} MB กรุณาลบหรือย้ายไฟล์ที่ไม่ใช้แล้วให้ว่างอย่างน้อย 500 MB",
     "Only {mb} MB of the disk are free: move or delete files you no longer need until 500 MB are."},
    {"doctor_database", "ไฟล์ข้อมูลสมบูรณ์", "The data file is sound."},
    {"doctor_database_damaged",
     "ไฟล์ข้อมูล {file} เสียหาย ({what}) กรุณาอย่าลบไฟล์ หยุดใช้โปรแกรม และติดต่อผู้ดูแลระบบเพื่อกู้คืนจากเซิร์ฟเวอร์หรือสำเนาสำรอง",
     "The data file {file} is damaged ({what}). Do not delete it; stop here and ask your administrator to "
     "bring the data back from the server or a backup."},
    {"doctor_line", "ติดต่อเซิร์ฟเวอร์ {url} ได้", "The server {url} can be reached."},
    {"doctor_line_untried", "ยังไม่ได้ลองติดต่อเซิร์ฟเวอร์ {url}", "The server {url} was not tried yet."},
    {"doctor_line_unreachable", "ติดต่อเซิร์ฟเวอร์ {url} ไม่ได้ กรุณาตรวจสอบสายและอินเทอร์เน็ตของสำนักงาน ({detail})",
     "The server {url} cannot be reached: look at the cable and the office's line. ({detail})"},
    {"doctor_line_not_the_server",
     "มีระบบอื่นตอบแทนเซิร์ฟเวอร์ {url} กรุณาเปิดเบราว์เซอร์เพื่อเข้าสู่ระบบอินเทอร์เน็ต หรือแจ้งผู้ดูแลเครือข่าย ({detail})",
     "Something between answers in the place of {url}: open a browser and sign in to the network, or tell "
     "whoever looks after it. ({detail})"},
    {"doctor_line_refused", "เซิร์ฟเวอร์ {url} ปฏิเสธเครื่องนี้ กรุณาดูรายละเอียดด้วยคำสั่ง status ({detail})",
     "The server {url} refuses this computer: see the command status. ({detail})"},
    {"doctor_line_waits", "เซิร์ฟเวอร์ {url} ยังไม่รับข้อมูลในขณะนี้ กรุณาดูรายละเอียดด้วยคำสั่ง status ({detail})",
     "The server {url} does not take anything just now: see the command status. ({detail})"},
    {"doctor_clock", "นาฬิกาของเครื่องนี้ตรงกับเซิร์ฟเวอร์ (ต่างกัน {span})",
     "This computer's clock agrees with the server's (within {span})."},
    {"doctor_clock_unknown", "ยังไม่ทราบว่านาฬิกาของเครื่องนี้ตรงหรือไม่ เพราะยังไม่เคยติดต่อเซิร์ฟเวอร์",
     "Whether this computer's clock is right is not known: there has been no contact with the server."},
    {"doctor_well", "เครื่องนี้พร้อมใช้งาน", "This computer is in order."},
    {"doctor_unwell", "รายการที่ขึ้นต้นด้วย [!!] ต้องแก้ไข รายการที่บันทึกไว้แล้วไม่ถูกแก้ไข",
     "What begins with [!!] needs to be put right. Nothing that was saved was touched."},

    // What a person asked for.
    {"month_missing_flag", "ไม่มีอะไรถูกแก้ไข กรุณาระบุเดือนของรายงาน เช่น --month 5/2567",
     "Nothing was changed. Say which month: --month 2024-05"},
    {"faults_more", "และอีก {n} ข้อ", "and {n} more"},
    {"faults_more_at_least", "และอีกอย่างน้อย {n} ข้อ", "and at least {n} more"},
    {"tick_unknown", "ไม่รู้จักผลการตรวจ {tick} ที่ใช้ได้คือ {ticks}", "unknown tick {tick}; the ticks are {ticks}"},
    {"record_refused", "ยังไม่ได้บันทึก ข้อมูลเดิมยังอยู่ครบ กรุณาแก้ {n} ข้อต่อไปนี้แล้วบันทึกอีกครั้ง:",
     "Not saved; what was there is safe. Correct these {n} and save again:"},
    {"record_partly", "บันทึกส่วนที่ถูกต้องแล้ว ส่วนที่เหลือยังไม่ได้บันทึกเพราะ {n} ข้อต่อไปนี้:",
     "The good part is saved; the rest is not, because of these {n}:"},
    {"record_nothing_changed", "ข้อมูลตรงกับที่บันทึกไว้แล้ว ไม่มีอะไรต้องบันทึกเพิ่ม",
     "All of it stood so already; there was nothing to save."},
    {"record_saved", "บันทึกไว้ในเครื่องนี้แล้ว {n} รายการ ({month}) จะส่งเองเมื่อติดต่อเซิร์ฟเวอร์ได้",
     "Saved on this computer: {n} {n|entry|entries} ({month}). They go when the server can be reached."},
    {"record_row", "แถว {row}", "row {row}"},
    {"record_deleted", "ลบแถว {row} ในเครื่องนี้แล้ว", "Row {row} is deleted on this computer."},
    {"record_kept", "เก็บแถว {row} ไว้แล้ว", "Row {row} is kept."},
    {"record_which_row", "ไม่มีอะไรถูกแก้ไข กรุณาระบุแถวด้วย --row (ดูรหัสแถวจากคำสั่ง report)",
     "Nothing was changed. Say which row with --row (see the command report)."},
    {"record_nothing_given",
     "ไม่มีอะไรถูกบันทึก กรุณาระบุสิ่งที่จะบันทึก เช่น --date --activity หรือ --json FILE (ดู record --help)",
     "Nothing was saved: say what to record, such as --date --activity or --json FILE (see record --help)."},
    {"import_report", "{month}: {rows} แถว เพิ่มใหม่ {added} แถว",
     "{month}: {rows} {rows|row|rows}, {added} of them new"},
    {"import_differs", "  - {of}{member}: ในเครื่องนี้คือ {stands} ในไฟล์คือ {brought} (ไม่ได้แก้)",
     "  - {of}{member}: here {stands}, in the file {brought} (left as it is)"},
    {"import_replaced", "  - {of}{member}: เปลี่ยนจาก {stands} เป็น {brought}",
     "  - {of}{member}: {stands} replaced by {brought}"},
    {"import_deleted_here", "  - {of}: สำนักงานลบแถวนี้ไปแล้ว จึงไม่นำกลับมา",
     "  - {of}: the office deleted this row; it is not brought back"},
    {"import_differs_hint", "มี {n} ช่องที่ต่างจากไฟล์และไม่ได้แก้ หากต้องการใช้ค่าจากไฟล์ ให้สั่ง import อีกครั้งด้วย --replace",
     "{n} values differ from the file and were left as they are; import again with --replace to take the "
     "file's."},
    {"import_left", "ข้ามรายงานของสำนักงานอื่น: {office} {month}",
     "Left out, being another office's: {office} {month}"},
    {"import_left_others", "ข้ามรายงานของสำนักงานอื่น {n} ฉบับ", "Left out, being other offices': {n}."},
    {"import_done", "นำเข้าและบันทึกไว้ในเครื่องนี้แล้ว {n} รายการ ยังไม่ได้แจ้งว่าเดือนใดเสร็จ (ใช้คำสั่ง submit)",
     "Imported and saved on this computer: {n} {n|entry|entries}. No month was submitted (see submit)."},
    {"import_nothing_new", "ข้อมูลในไฟล์มีอยู่ในเครื่องนี้แล้ว ไม่มีอะไรต้องบันทึกเพิ่ม",
     "All of the file is here already; there was nothing to save."},
    {"import_refused", "ไม่ได้นำเข้า ข้อมูลเดิมยังอยู่ครบ กรุณาแก้ {n} ข้อต่อไปนี้ในไฟล์แล้วนำเข้าอีกครั้ง:",
     "Nothing was imported; what was there is safe. Correct these {n} in the file and import again:"},
    {"import_partly", "นำเข้าส่วนที่ถูกต้องแล้ว ที่ไม่ได้นำเข้าคือ {n} ข้อต่อไปนี้ แก้ไฟล์แล้วนำเข้าซ้ำได้โดยไม่เกิดรายการซ้ำ:",
     "The good part is imported; these {n} were not. Correct the file and import it again, nothing comes "
     "twice:"},
    {"submit_saved", "แจ้งว่ารายงาน {month} เสร็จแล้ว บันทึกไว้ในเครื่องนี้ และจะส่งเองเมื่อติดต่อเซิร์ฟเวอร์ได้ (กำหนด {due})",
     "The report for {month} is declared finished: saved on this computer, and it goes when the server can "
     "be reached (due {due})."},
    {"submit_again", "รายงาน {month} แจ้งว่าเสร็จไว้แล้ว และไม่มีอะไรเปลี่ยนหลังจากนั้น",
     "The report for {month} was submitted before, and nothing changed since."},
    {"submit_late", "ตามนาฬิกาของเครื่องนี้ เลยกำหนด {due} แล้ว",
     "By this computer's clock the due day {due} has passed."},
    {"report_of", "สำนักงาน {office} · {month} · {state} · กำหนดส่ง {due}",
     "Office {office} · {month} · {state} · due {due}"},
    {"report_decision_comment", "ความเห็นจากจังหวัด: {comment}", "The province's comment: {comment}"},
    {"report_channel", "ช่องทาง", "Channel"},
    {"report_yes", "ใช่", "yes"},
    {"report_no", "ไม่ใช่", "no"},
    {"report_preview", "ผลประเมินเบื้องต้น (ตามข้อมูลในเครื่องนี้)",
     "Preview of the grade (by what is on this computer)"},
    {"report_conflicts", "มี {n} ช่องที่มีสองคำตอบ ดูด้วยคำสั่ง conflicts และเลือกด้วย settle",
     "{n} fields have two answers: see conflicts, and choose with settle"},
    {"report_none", "ยังไม่มีรายงานในเครื่องนี้ เริ่มด้วยคำสั่ง record หรือ import",
     "There is no report here yet; begin with record or import."},
    {"report_month_line", "{month} · {state} · {rows} แถว · ขัดกัน {conflicts} ช่อง",
     "{month} · {state} · {rows} {rows|row|rows} · {conflicts} {conflicts|conflict|conflicts}"},
    {"conflicts_none_here", "ไม่มีช่องที่ขัดกัน", "There are no conflicts."},
    {"conflicts_hint",
     "เลือกด้วย phirap-agent settle หมายเลข --answer หมายเลขคำตอบ (หรือ --value ค่า, --keep, --delete)",
     "Choose with phirap-agent settle NUMBER --answer NUMBER (or --value VALUE, --keep, --delete)"},
    {"answer_ours", "(เครื่องนี้ {author} {time})", "(this computer, {author}, {time})"},
    {"answer_theirs", "({author} {time})", "({author}, {time})"},
    {"settle_saved", "บันทึกคำตอบไว้ในเครื่องนี้แล้ว จะส่งถึงเครื่องอื่นเมื่อติดต่อเซิร์ฟเวอร์ได้",
     "The answer is saved on this computer and reaches the others when the server can be reached."},
};

}  // namespace

std::span<const Sentence> agent() {
    return sentences;
}

}  // namespace phirap::words
