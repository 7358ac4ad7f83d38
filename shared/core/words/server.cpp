#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    // Making and running a server.
    {"server_made", "ติดตั้งเซิร์ฟเวอร์ไว้ที่ {folder} เรียบร้อยแล้ว ภารกิจ: {mission}",
     "A new server was made in {folder} for: {mission}"},
    {"server_made_before",
     "เซิร์ฟเวอร์ใน {folder} (ภารกิจ: {mission}) ติดตั้งไว้แล้วและยังไม่เคยเปิดใช้งาน ครั้งนี้ไม่ได้เปลี่ยนแปลงสิ่งใด "
     "เพียงแสดงใบกู้คืนอีกครั้ง",
     "The server in {folder} ({mission}) was made before and has never served. Nothing was changed; its "
     "recovery sheet is shown again."},
    {"server_recovery_sheet",
     "\n  ใบกู้คืนเซิร์ฟเวอร์ (พิมพ์หรือจดเก็บไว้ในตู้นิรภัย แยกจากเครื่องนี้)\n"
     "  รหัสเซิร์ฟเวอร์   {id}\n  กุญแจลงนาม     {key}\n"
     "  ผู้ที่มีกุญแจนี้สั่งการแทนเซิร์ฟเวอร์ได้ หากดิสก์เสียทั้งหมด ให้ใช้คำสั่ง init --recovery-key\n"
     "  แล้วเครื่องของทุกอำเภอจะส่งข้อมูลกลับมาเองโดยไม่ต้องลงทะเบียนใหม่\n",
     "\n  Recovery sheet (print it or write it down, and keep it in a safe, away from this machine)\n"
     "  server id     {id}\n  signing key   {key}\n"
     "  Whoever has this key can speak for the server. If every disk is lost, run init --recovery-key:\n"
     "  the offices' machines then bring back what they hold, and nobody has to enrol again.\n"},
    {"server_made_next", "ขั้นต่อไป: office import ไฟล์ข้อมูลอำเภอ แล้วจึง serve",
     "Next: office import FILE, then serve"},
    {"server_listening", "เซิร์ฟเวอร์พร้อมรับการเชื่อมต่อที่ {url}", "The server is listening on {url}"},
    {"already_a_server", "{folder} มีข้อมูลเซิร์ฟเวอร์อยู่แล้ว จึงไม่ได้เปลี่ยนแปลงสิ่งใด โปรดเลือกโฟลเดอร์ใหม่",
     "{folder} holds a server already, and nothing was changed; choose another folder"},
    {"not_a_server", "ไม่มีเซิร์ฟเวอร์ใน {folder} โปรดใช้คำสั่ง init ก่อน หรือระบุ --data ให้ถูกต้อง",
     "there is no server in {folder}; run init first, or name its folder with --data"},
    {"recovery_key_bad", "กุญแจจากใบกู้คืนไม่ถูกต้อง อาจพิมพ์ผิดบางตัว โปรดตรวจกับใบกู้คืนอีกครั้ง",
     "this is not a key from a recovery sheet; compare it with the sheet, a character may be wrong"},
    {"recovery_key_of_another", "กุญแจจากใบกู้คืนนี้เป็นของเซิร์ฟเวอร์อื่น ไม่ใช่ของข้อมูลใน {folder} จึงไม่ได้เปลี่ยนแปลงสิ่งใด",
     "this sheet is another server's, not that of the data in {folder}; nothing was changed"},
    {"key_lost",
     "ข้อมูลยังอยู่ครบ แต่ไม่พบกุญแจลงนาม {file} โปรดนำกลับมาจากชุดสำรอง หรือใช้ init --recovery-key กับกุญแจในใบกู้คืน",
     "The data is all there, but the signing key {file} is gone: bring it back from a backup, or run init "
     "--recovery-key with the key on the recovery sheet."},
    {"certificate_damaged", "อ่านใบรับรอง tls.crt หรือ tls.key ในโฟลเดอร์ข้อมูลไม่ได้ โปรดนำไฟล์จากชุดสำรองกลับมา",
     "the certificate (tls.crt, tls.key in the data folder) cannot be read; put it back from a backup"},
    {"listen_failed", "รับการเชื่อมต่อที่ {address} ไม่ได้: {why} โปรดเลือกที่อยู่หรือพอร์ตอื่นด้วย --listen",
     "cannot listen on {address}: {why}; choose another address or port with --listen"},
    {"plain_only_on_loopback",
     "เปิดแบบไม่เข้ารหัส (--plain) ได้เฉพาะที่อยู่ภายในเครื่อง เช่น 127.0.0.1 ไม่ใช่ {address} เพราะผู้อื่นจะอ่านรายงานได้",
     "--plain is for loopback alone (127.0.0.1), not {address}: everybody between could read the reports"},
    {"server_config_unreadable", "อ่านไฟล์ตั้งค่าไม่ได้ที่บรรทัด {line}: {why}",
     "the configuration cannot be read, line {line}: {why}"},
    {"server_config_unknown",
     "ไฟล์ตั้งค่ามีชื่อที่ไม่รู้จัก: {name} (ที่ใช้ได้: public_url, public_authority, listen, spread_seconds, waiting_max, "
     "slot_ms, language, [backup] folder, at, keep)",
     "the configuration sets something unknown: {name} (known: public_url, public_authority, listen, "
     "spread_seconds, "
     "waiting_max, slot_ms, language, [backup] folder, at, keep)"},
    {"config_bad_value", "ค่าของ {name} ในไฟล์ตั้งค่าใช้ไม่ได้ ต้องเป็น {expected}",
     "the value of {name} in the configuration cannot be used; expected {expected}"},
    {"url_bad", "ที่อยู่ \"{url}\" ใช้ไม่ได้ โปรดเขียนเช่น https://sync.example.org:8443 (ไม่มีอะไรต่อท้าย)",
     "\"{url}\" cannot be used; write it like https://sync.example.org:8443, with nothing after it"},
    {"address_bad", "ที่อยู่ \"{address}\" ใช้ไม่ได้ โปรดเขียนเช่น 127.0.0.1:8443 หรือ [::1]:8443",
     "\"{address}\" is not an address; write it like 127.0.0.1:8443 or [::1]:8443"},
    {"duration_bad", "ระยะเวลา \"{text}\" ใช้ไม่ได้ โปรดเขียนเช่น 14d (วัน) 12h (ชั่วโมง) 30m (นาที)",
     "\"{text}\" is not a length of time; write it like 14d, 12h or 30m"},
    {"faults_more_perhaps", "แสดงเพียง {n} ข้อแรก อาจมีมากกว่านี้ โปรดแก้แล้วลองอีกครั้ง",
     "these are the first {n}; there may be more. Correct them and try again"},
    {"option_missing", "ยังไม่ได้ระบุ {option}", "{option} is missing"},

    // Agents.
    {"no_public_url",
     "ยังไม่ทราบว่าเครื่องของอำเภอจะติดต่อเซิร์ฟเวอร์ที่ใด โปรดระบุ --url https://… หรือตั้ง public_url ในไฟล์ตั้งค่า "
     "หรือเปิด serve ก่อน",
     "it is not known where agents reach this server: give --url https://…, set public_url in the "
     "configuration, "
     "or start serve first"},
    {"code_made", "รหัสลงทะเบียนของหน่วยงาน {office} ใช้ได้ครั้งเดียว ภายใน {expires} โปรดส่งให้ถึงมือผู้รับ: {code}",
     "Enrolment code for office {office}, good once, until {expires}. Hand it over in person: {code}"},
    {"agents_none", "ยังไม่มีเครื่องใดลงทะเบียน ใช้คำสั่ง enrol-code --office เพื่อสร้างรหัสลงทะเบียน",
     "No agent has enrolled yet. Make a code with enrol-code --office."},
    {"agent_unknown", "ไม่พบเครื่องที่มีรหัส \"{id}\" ดูรายชื่อได้ด้วยคำสั่ง agents",
     "no agent's id begins with \"{id}\"; the command agents lists them"},
    {"agent_ambiguous", "มีมากกว่าหนึ่งเครื่องที่รหัสขึ้นต้นด้วย \"{id}\" โปรดพิมพ์ให้ยาวขึ้น",
     "more than one agent's id begins with \"{id}\"; type more of it"},
    {"agent_now_revoked",
     "เพิกถอนเครื่อง {id} ของหน่วยงาน {office} แล้ว สิ่งที่ส่งมาก่อนหน้านี้ยังนับ สิ่งที่ส่งมาหลังจากนี้จะถูกเก็บแยกไว้รอตรวจ",
     "Agent {id} of office {office} is revoked. What it had sent still counts; what it sends from now on is "
     "kept "
     "in quarantine."},
    {"agent_now_admitted", "คืนสิทธิ์ให้เครื่อง {id} ของหน่วยงาน {office} แล้ว",
     "Agent {id} of office {office} is admitted again."},
    {"agent_revoked", "ถูกเพิกถอน", "revoked"},
    {"agent_admitted", "ใช้งานได้", "admitted"},
    {"never", "ยังไม่เคย", "never"},
    {"nothing_changed", "เป็นเช่นนี้อยู่แล้ว จึงไม่มีอะไรเปลี่ยนแปลง", "It stood so already; nothing was changed."},

    // Offices and packs.
    {"server_office_unknown", "ไม่รู้จักหน่วยงาน \"{office}\" รหัสที่มี: {known}",
     "there is no office \"{office}\"; known are: {known}"},
    {"month_before_first", "เดือน {month} อยู่ก่อนเดือนแรกของภารกิจ ({first})",
     "the month {month} is before the mission's first ({first})"},
    {"offices_imported", "อ่านข้อมูลหน่วยงาน {count} แห่ง มีการเปลี่ยนแปลง {changed} แห่ง",
     "{count} offices read, {changed} changed."},
    {"figures_set", "กำหนดค่าให้หน่วยงาน {office} ตั้งแต่เดือน{from}แล้ว", "Office {office}: set from {from} on."},
    {"downloaded_of_district",
     "ไม่มีอะไรเปลี่ยนแปลง ยอดดาวน์โหลดของหัวหน้าส่วนราชการระดับอำเภอนับจากรายงานของอำเภอ {office} เอง (ช่องที่ 9) "
     "กำหนดด้วยคำสั่งนี้ได้เฉพาะของจังหวัด",
     "Nothing was changed. What the officials of office {office} downloaded is counted from its own reports "
     "(column 9); only the province's own is set here."},
    {"not_set", "ยังไม่ได้กำหนด", "not set"},
    {"pack_good", "ชุดภารกิจถูกต้อง: {title} ({mission}) ฉบับที่ {version} หน่วยงาน {offices} แห่ง",
     "The pack is good: {title} ({mission}), version {version}, {offices} offices."},
    {"pack_published",
     "เผยแพร่ชุดภารกิจแล้ว: {title} ({mission}) ฉบับที่ {version} แจ้งหน่วยงาน {told} แห่ง "
     "เครื่องของอำเภอจะได้รับในการติดต่อครั้งถัดไป",
     "Published: {title} ({mission}), version {version}; {told} offices are told at their next contact."},
    {"pack_other_mission", "ไฟล์นี้เป็นภารกิจ {mission} แต่เซิร์ฟเวอร์นี้ทำภารกิจ {expected}",
     "this pack is of the mission {mission}; this server's is {expected}"},
    {"pack_not_newer", "ชุดภารกิจฉบับที่ {version} ไม่ใหม่กว่าฉบับที่ใช้อยู่ ({standing}) โปรดเพิ่มเลข version ในไฟล์",
     "version {version} is not above the one that stands ({standing}); raise the pack's version"},

    // The board.
    {"board_title", "{title}\nผลการประเมิน เดือน{month}\n", "{title}\nGrades for {month}\n"},
    {"column_office", "รหัส", "office"},
    {"column_name", "หน่วยงาน", "name"},
    {"column_target", "เป้าหมาย", "target"},
    {"column_officials", "หัวหน้าส่วนราชการ", "officials"},
    {"column_services", "บริการ", "services"},
    {"column_agents", "เครื่อง", "agents"},
    {"column_agent", "รหัสเครื่อง", "agent"},
    {"column_machine", "ชื่อเครื่อง", "machine"},
    {"column_contact", "ติดต่อล่าสุด", "last contact"},
    {"column_queue", "รอส่ง", "queue"},
    {"column_clock", "นาฬิกาคลาดเคลื่อน", "clock error"},
    {"column_version", "รุ่น", "version"},
    {"column_state", "สถานะ", "state"},
    {"column_level", "ระดับ", "level"},
    {"column_points", "คะแนน", "points"},
    {"column_notes", "หมายเหตุ", "notes"},
    {"state_partly_reported", "รายงานแล้วบางหน่วยงาน", "partly reported"},
    {"state_not_reported", "ยังไม่ส่งรายงาน", "not reported"},
    {"note_changed_since", "แก้ไขหลังส่ง", "changed since submission"},
    {"note_amended_since", "แก้ไขหลังเผยแพร่ผล", "amended since publication"},
    {"column_operation", "รายการบันทึก", "operation"},
    {"column_report", "รายงาน", "report"},
    {"column_author", "ผู้บันทึก", "author"},
    {"column_reason", "เหตุผล", "reason"},
    {"column_conflict", "ข้อขัดแย้ง", "conflict"},
    {"column_about", "เรื่อง", "about"},
    {"column_answers", "คำตอบ", "answers"},
    {"report_title", "{title}\n{office} เดือน{month}: {state} มี {rows} แถว",
     "{title}\n{office}, {month}: {state}, {rows} {rows|row|rows}"},
    {"report_not_submitted", "หน่วยงานยังไม่ได้ส่งรายงานเดือนนี้ จึงยังไม่มีผลประเมิน",
     "The office has not submitted this month, so there is no grade yet."},
    {"server_report_pictures", "ภาพถึงแล้ว {in} จาก {n} ภาพ", "{in} of {n} {n|picture|pictures} in"},
    {"server_report_comment", "ความเห็นของผู้ตรวจ: {comment}", "The reviewer's comment: {comment}"},
    {"note_offices_reported", "รายงานแล้ว {n} จาก {of} หน่วยงาน", "{n} of {of} offices reported"},
    {"note_conflicts", "มีคำตอบขัดแย้ง", "open conflicts"},

    // Review.
    {"review_approved", "เห็นชอบรายงานของหน่วยงาน {office} เดือน{month}แล้ว เผยแพร่ผลระดับ {level}",
     "The report of office {office} for {month} is approved; its grade {level} is published."},
    {"review_returned", "ตีกลับรายงานของหน่วยงาน {office} เดือน{month}พร้อมความเห็นแล้ว",
     "The report of office {office} for {month} is returned with your comment."},
    {"review_struck", "จะไม่นับแถวนี้ในเกณฑ์ที่ระบุ หน่วยงาน {office} เดือน{month} ขณะนี้ระดับ {level}",
     "The row does not count for that criterion. Office {office}, {month}: now {level}."},
    {"review_strike_lifted", "กลับมานับแถวนี้แล้ว หน่วยงาน {office} เดือน{month} ขณะนี้ระดับ {level}",
     "The row counts again. Office {office}, {month}: now {level}."},
    {"review_extended", "ขยายเวลาให้หน่วยงาน {office} เดือน{month} ส่งได้ถึง {due}",
     "Office {office} may submit {month} until {due}."},
    {"review_not_submitted", "หน่วยงาน {office} ยังไม่ได้ส่งรายงานเดือน {month} จึงยังตรวจไม่ได้ โปรดรอให้ส่งก่อน",
     "office {office} has not submitted {month}; there is nothing to decide on yet"},
    {"review_needs_comment", "การตีกลับรายงานของหน่วยงาน {office} เดือน {month} ต้องมีความเห็น โปรดระบุ --comment",
     "returning {month} to office {office} needs a comment: say with --comment what to change"},
    {"review_conflicts",
     "รายงานของหน่วยงาน {office} เดือน {month} มีคำตอบขัดแย้ง {count} จุด โปรดให้หน่วยงานเลือกก่อน หรือใช้ "
     "--despite-conflicts",
     "{count} answers of office {office} for {month} conflict; let the office settle them, or publish with "
     "--despite-conflicts"},
    {"criterion_unknown", "ไม่มีเกณฑ์ชื่อ \"{criterion}\" ที่ใช้ได้คือ {known}",
     "there is no criterion \"{criterion}\"; there are {known}"},
    {"strike_other", "แถวนี้ถูกงดนับในเกณฑ์ {criterion} อยู่แล้ว โปรดยกเลิกด้วย --lift ก่อน",
     "the row is struck for {criterion} already; lift that first (--lift)"},
    {"extension_not_later", "วันที่ {until} ไม่ได้ช้ากว่ากำหนดเดิม ({due})",
     "{until} is not later than the due day ({due})"},

    // What is in the way.
    {"server_conflicts_none", "ไม่มีคำตอบที่ขัดแย้งกัน", "No answers conflict."},
    {"conflict_unknown", "ไม่พบข้อขัดแย้ง {key} อาจมีคำตอบใหม่เข้ามา โปรดดูจากคำสั่ง conflicts อีกครั้ง",
     "there is no conflict {key} now; an answer may have come in: look at conflicts again"},
    {"conflict_of_the_office",
     "ข้อขัดแย้ง {key} เป็นคำตอบของหน่วยงาน ให้เจ้าหน้าที่ของหน่วยงานเป็นผู้เลือก หรือใช้ review return",
     "the conflict {key} is between the office's own answers: its officers settle it (or: review return)"},
    {"conflict_settled", "เลือกคำตอบของข้อขัดแย้ง {key} ของหน่วยงาน {office} แล้ว",
     "The conflict {key} of office {office} is settled."},
    {"quarantine_empty", "ไม่มีรายการใดถูกเก็บแยกไว้", "Nothing is in quarantine."},
    {"operation_unknown", "ไม่พบรายการบันทึกที่รหัสขึ้นต้นด้วย \"{id}\" หรือมีมากกว่าหนึ่งรายการ",
     "no operation's id begins with \"{id}\", or more than one does"},
    {"operation_held", "เก็บแยกรายการ {id} ของหน่วยงาน {office} แล้ว จะไม่นับจนกว่าจะปล่อย",
     "Operation {id} of office {office} is held; it does not count until it is released."},
    {"operation_released", "ปล่อยรายการ {id} ของหน่วยงาน {office} ให้นับแล้ว",
     "Operation {id} of office {office} is released and counts."},
    {"audit_good",
     "ตรวจรายการบันทึก {operations} รายการ และลายมือชื่อ {seals} รายการ ครบถ้วนถูกต้อง "
     "ผลประเมินที่เผยแพร่แล้วคิดซ้ำได้ผลเดิม {same} รายการ ข้อมูลแก้ไขหลังเผยแพร่ {amended} รายการ",
     "{operations} operations and {seals} seals were checked; all is whole. Of the published grades {same} "
     "came "
     "out the same again, {amended} were amended since."},
    {"audit_bad",
     "ตรวจรายการบันทึก {operations} รายการ และลายมือชื่อ {seals} รายการ พบความเสียหาย {faults} จุด (ดูด้านบน)",
     "{operations} operations and {seals} seals were checked; {faults} are damaged (see above)."},
    {"audit_grade_other", "หน่วยงาน {office} เดือน {month}: คิดผลประเมินซ้ำไม่ได้ระดับ {level} ตามที่เผยแพร่ไว้",
     "office {office}, {month}: judged again, the grade is not the {level} that was published"},
    {"audit_grade_missing", "หน่วยงาน {office} เดือน {month}: ขาดรายการบันทึกที่ใช้คิดผลระดับ {level} ที่เผยแพร่ไว้",
     "office {office}, {month}: an operation that the published grade {level} was judged by is missing"},
    {"audit_id", "หน่วยงาน {office}: รายการที่ {sequence} ของสาย {lineage} ไม่ตรงกับรหัสของมัน (ข้อมูลบนดิสก์เสียหาย)",
     "office {office}: operation {sequence} of lineage {lineage} does not match its id; the disk has changed "
     "it"},
    {"audit_missing", "หน่วยงาน {office}: รายการที่ {sequence} ของสาย {lineage} หายไป",
     "office {office}: operation {sequence} of lineage {lineage} is missing"},
    {"audit_seal", "หน่วยงาน {office}: ลายมือชื่อที่รายการ {sequence} ของสาย {lineage} ไม่ถูกต้อง",
     "office {office}: the seal at operation {sequence} of lineage {lineage} does not hold"},
    {"audit_unsealed", "หน่วยงาน {office}: ไม่มีลายมือชื่อที่รายการสุดท้าย ({sequence}) ของสาย {lineage}",
     "office {office}: the last operation ({sequence}) of lineage {lineage} has no seal"},
    {"audit_no_key", "หน่วยงาน {office}: ไม่รู้จักกุญแจของผู้บันทึกสาย {lineage}",
     "office {office}: the key of whoever wrote lineage {lineage} is not known"},
    {"audit_feed", "หน่วยงาน {office}: ลำดับการรับที่ตำแหน่ง {position} ไม่ต่อเนื่องกับก่อนหน้า",
     "office {office}: the feed does not hang together at position {position}"},
    {"audit_not_in_feed", "หน่วยงาน {office}: รายการที่ {sequence} ของสาย {lineage} ไม่อยู่ในลำดับการรับ",
     "office {office}: operation {sequence} of lineage {lineage} is not in the feed"},

    // Doctor.
    {"doctor_store_good", "ฐานข้อมูลอ่านได้ครบถ้วน (ตรวจละเอียดด้วยคำสั่ง audit)",
     "The store reads well (audit looks closer)."},
    {"doctor_store_damaged",
     "ฐานข้อมูลเสียหาย: {what} โปรดหยุดเซิร์ฟเวอร์และนำชุดสำรองกลับมา เครื่องของอำเภอจะส่งส่วนที่ขาดมาเอง",
     "The store is damaged: {what}. Stop the server and put a backup back; agents bring what it lacks."},
    {"doctor_rotten",
     "หน่วยงาน {office}: ดิสก์ทำให้รายการที่ {sequence} ของสาย {lineage} เสียหาย รายการนี้จะไม่ถูกส่งต่อหรือนับผล "
     "จนกว่าเครื่องของหน่วยงานจะส่งมาใหม่ ซึ่งจะทำเองเมื่อติดต่อครั้งถัดไป โปรดตรวจสอบดิสก์ หากยังไม่หายใน 2-3 วัน "
     "โปรดนำชุดสำรองกลับมา",
     "Office {office}: the disk has changed operation {sequence} of lineage {lineage}. It is passed on to "
     "nobody "
     "and counts for nothing until a machine of the office brings it again, which happens by itself at the "
     "next "
     "contact. Look after the disk; if this stays for days, put a backup back."},
    {"doctor_room_good", "พื้นที่ดิสก์เหลือ {mib} MiB", "Free disk space: {mib} MiB."},
    {"doctor_room_low", "พื้นที่ดิสก์เหลือน้อย ({mib} MiB) โปรดเพิ่มพื้นที่ก่อนเต็ม",
     "Little disk space is left ({mib} MiB); make room before it is full."},
    {"doctor_file_missing", "ไม่พบไฟล์ {file} โปรดนำกลับมาจากชุดสำรอง",
     "{file} is missing; put it back from a backup."},
    {"doctor_file_open", "ผู้ใช้อื่นอ่านไฟล์ {file} ได้ โปรดใช้ chmod 600", "Others can read {file}; chmod 600 it."},
    {"doctor_certificate_good", "ใบรับรองใช้ได้", "The certificate can be read."},
    {"doctor_no_public_url", "ยังไม่ได้ตั้ง public_url รหัสลงทะเบียนจะใช้ที่อยู่ที่ serve เปิดรับ",
     "public_url is not configured; codes name the address that serve listens on."},
    {"doctor_agent_silent", "เครื่อง {machine} ({id}) ของหน่วยงาน {office} ไม่ติดต่อมาเกินเจ็ดวัน โปรดสอบถามหน่วยงาน",
     "Agent {id} ({machine}) of office {office} has been silent for over seven days; ask the office."},
    {"doctor_agent_clock",
     "นาฬิกาของเครื่อง {machine} ({id}) หน่วยงาน {office} ผิดเกินสิบนาที โปรดให้หน่วยงานตั้งเวลาใหม่",
     "The clock of agent {id} ({machine}) of office {office} is wrong by over ten minutes; have it set."},
};

}  // namespace

std::span<const Sentence> server() {
    return sentences;
}

}  // namespace phirap::words
