#include "shared/core/words/tables.h"

// What --help of phirap-agent says. Examples are lines to copy.
namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    {"usage_title", "วิธีใช้", "Usage"},
    {"usage_options", "ตัวเลือก", "OPTIONS"},
    {"usage_options_title", "ตัวเลือก", "Options"},
    {"usage_command", "คำสั่ง", "COMMAND"},
    {"usage_commands_title", "คำสั่ง", "Commands"},
    {"usage_positionals_title", "สิ่งที่ต้องใส่", "Arguments"},
    {"usage_required", "(ต้องใส่)", "(needed)"},
    {"usage_examples_title", "ตัวอย่าง", "Examples"},
    {"usage_wrong", "ไม่มีอะไรถูกแก้ไข คำสั่งไม่ถูกต้อง: {what}\nดูวิธีใช้ด้วย {command} --help",
     "Nothing was changed. The command line makes no sense: {what}\nSee {command} --help"},

    {"help_agent", "พิราบ: บันทึกรายงานประจำเดือนไว้ในเครื่องนี้ มีอินเทอร์เน็ตหรือไม่ก็ได้ แล้วส่งถึงส่วนกลางเองเมื่อติดต่อได้",
     "Phirap: record monthly reports on this computer, line or no line, and carry them to the centre."},
    {"help_agent_examples",
     "  phirap-agent enrol PHIRAP-…                 ลงทะเบียนเครื่องนี้ด้วยรหัสจากจังหวัด\n"
     "  phirap-agent record --month 5/2567 --date 3/5/2567 --activity \"อบรม OTOP\"\n"
     "  phirap-agent report --month 5/2567          ดูรายงานและผลประเมินเบื้องต้น\n"
     "  phirap-agent submit --month 5/2567          ส่งรายงานของเดือน\n"
     "  phirap-agent status                         มีอะไรรอส่ง และเพราะอะไร\n"
     "สถานะเมื่อจบ: 0 เสร็จ · 1 ไม่สำเร็จ ไม่มีอะไรหาย · 2 คำสั่งผิด · 3 ยังไม่ได้ส่ง · 4 เซิร์ฟเวอร์ปฏิเสธ · 5 ที่เก็บข้อมูลต้องดูแล",
     "  phirap-agent enrol PHIRAP-…                 enrol this computer with the province's code\n"
     "  phirap-agent record --month 2024-05 --date 2024-05-03 --activity \"OTOP training\"\n"
     "  phirap-agent report --month 2024-05         the month, with the grade it would get\n"
     "  phirap-agent submit --month 2024-05         declare the month finished\n"
     "  phirap-agent status                         what waits to be sent, and why\n"
     "Exit status: 0 done · 1 failed, nothing lost · 2 wrong usage · 3 not sent · 4 refused by the server · "
     "5 "
     "the store needs attention"},
    {"help_help", "แสดงวิธีใช้", "Show this help"},
    {"help_version", "แสดงรุ่นของโปรแกรม", "Show the version"},
    {"help_data", "โฟลเดอร์ข้อมูล (ปกติ ~/.local/share/phirap-agent)",
     "The data folder (else ~/.local/share/phirap-agent)"},
    {"help_config", "ไฟล์ตั้งค่า TOML (ปกติ config.toml ในโฟลเดอร์ข้อมูล)",
     "A settings file in TOML (else config.toml in the data folder)"},
    {"help_lang", "ภาษา: th หรือ en (หรือตั้ง PHIRAP_LANG)", "Language: th or en (or set PHIRAP_LANG)"},
    {"help_json", "แสดงผลเป็น JSON สำหรับโปรแกรมอื่น", "Print JSON, for programs"},
    {"help_author", "ชื่อผู้บันทึก", "Who records"},
    {"help_month", "เดือนของรายงาน เช่น 5/2567, พ.ค. 2567 หรือ 2024-05",
     "The report's month: 2024-05, 5/2567 or May 2024"},

    {"help_enrol", "ลงทะเบียนเครื่องนี้ ไม่ต้องมีอินเทอร์เน็ต", "Enrol this computer; needs no line"},
    {"help_enrol_code", "รหัสลงทะเบียนจากจังหวัด ขึ้นต้นด้วย PHIRAP-",
     "The code from the province, begins with PHIRAP-"},
    {"help_enrol_file", "ไฟล์ที่มีรหัส หรือ - คือรับจากอินพุต", "A file that holds the code; - is standard input"},
    {"help_enrol_machine", "ชื่อเครื่องนี้ที่จังหวัดจะเห็น", "What the province calls this computer"},
    {"help_enrol_examples",
     "  phirap-agent enrol PHIRAP-0ABCD-EFGHJ-…\n  phirap-agent enrol --file code.txt --machine \"ห้องธุรการ\"",
     "  phirap-agent enrol PHIRAP-0ABCD-EFGHJ-…\n  phirap-agent enrol --file code.txt --machine \"front "
     "office\""},

    {"help_record", "บันทึกหรือแก้ไขกิจกรรม บริการ หรือผู้รายงานของเดือน",
     "Add or change a row, services or the reporter of a month"},
    {"help_record_json", "ไฟล์ JSON ของแถวหรือรายงาน หรือ - คือรับจากอินพุต",
     "JSON of rows or reports; - is standard input"},
    {"help_record_row", "รหัสของแถวที่จะแก้ไข (ดูจาก report) ไม่ใส่คือเพิ่มแถวใหม่",
     "The id of the row to change (see report); without it a row is added"},
    {"help_record_set", "ช่องอื่นของแบบฟอร์ม: ชื่อ=ค่า", "Any other field of the form: KEY=VALUE"},
    {"help_record_channel", "ช่องทางประชาสัมพันธ์: ชนิด=ลิงก์ ใส่ได้หลายครั้ง",
     "A publicity channel: KIND=LINK; may be repeated"},
    {"help_record_publicity_only", "ประชาสัมพันธ์อย่างเดียว ไม่มีการจัดกิจกรรม", "Publicity only, no event was held"},
    {"help_record_service", "บริการ: ชื่อ=correct,complete,current ใส่ได้หลายครั้ง",
     "A service: KEY=correct,complete,current; may be repeated"},
    {"help_record_delete", "ลบแถว (ใช้กับ --row)", "Delete the row (with --row)"},
    {"help_record_keep", "เก็บแถวที่เครื่องอื่นลบไว้ (ใช้กับ --row)",
     "Keep a row that was deleted elsewhere (with --row)"},
    {"help_record_examples",
     "  phirap-agent record --month 5/2567 --date 3/5/2567 --activity \"อบรม OTOP\" --place \"หอประชุมอำเภอ\" "
     "\\\n"
     "      --participants 40 --downloads 25 --channel facebook=https://example.org/p/1\n"
     "  phirap-agent record --month 5/2567 --row 018f…-… --participants 41\n"
     "  phirap-agent record --month 5/2567 --service shop=correct,complete,current --reporter \"ชื่อ นามสกุล\"\n"
     "  phirap-agent record --month 5/2567 --json row.json",
     "  phirap-agent record --month 2024-05 --date 2024-05-03 --activity \"OTOP training\" --place \"town "
     "hall\" \\\n"
     "      --participants 40 --downloads 25 --channel facebook=https://example.org/p/1\n"
     "  phirap-agent record --month 2024-05 --row 018f…-… --participants 41\n"
     "  phirap-agent record --month 2024-05 --service shop=correct,complete,current --reporter \"Name "
     "Surname\"\n"
     "  phirap-agent record --month 2024-05 --json row.json"},

    {"help_attach", "แนบภาพกับแถวที่บันทึกไว้ (JPEG, PNG, WebP)", "Attach pictures to a row (JPEG, PNG, WebP)"},
    {"help_attach_row", "แถวที่จะแนบภาพ: รหัสหรือลำดับจากคำสั่ง report",
     "The row: its id or its number (see report)"},
    {"help_attach_role", "ชนิดของภาพ: activity_photo, official_photo หรือ capture",
     "What the pictures show: activity_photo, official_photo or capture"},
    {"help_attach_channel", "ช่องทางที่ภาพหน้าจอ (capture) นี้เป็นหลักฐาน เช่น line ถ้าแถวนี้ยังไม่มีจะเพิ่มให้",
     "The channel that a capture is proof of, such as line; added to the row where it has none"},
    {"help_attach_file", "ไฟล์ภาพ ใส่ได้หลายไฟล์", "Picture files, one or more"},
    {"help_attach_examples",
     "  phirap-agent attach --month 2567-04 --row 1 --role activity_photo a.jpg b.jpg\n"
     "                                                   แนบภาพกิจกรรมสองภาพกับแถวที่ 1",
     "  phirap-agent attach --month 2024-04 --row 1 --role activity_photo a.jpg b.jpg\n"
     "                                                   attach two photos of the activity to row 1"},
    {"help_import_pictures", "โฟลเดอร์ของภาพที่ระบุชื่อในไฟล์ นอกจากโฟลเดอร์ของไฟล์นั้นเอง",
     "A folder with the pictures that the file names, besides the file's own"},
    {"help_import", "นำเข้าทั้งเดือนจากไฟล์ ทำซ้ำได้โดยไม่เกิดรายการซ้ำ และไม่ส่งรายงาน",
     "Take in whole months from a file; may be repeated; does not submit"},
    {"help_import_file", "ไฟล์ .json หรือ .csv หรือ - คือรับ JSON จากอินพุต",
     "A .json or .csv file; - is JSON from standard input"},
    {"help_import_month", "เดือนของแถวในไฟล์ .csv ที่ไม่มีคอลัมน์เดือน",
     "The month of a .csv file that has no such column"},
    {"help_import_replace", "ใช้ค่าจากไฟล์แทนค่าที่ต่างกัน (ปกติแสดงรายการที่ต่างกันเท่านั้น)",
     "Apply the file's values where they differ (else they are only listed)"},
    {"help_import_all_or_nothing", "ถ้ามีแถวที่ผิด ไม่นำเข้าเลย (ปกตินำเข้าแถวที่ถูกต้อง)",
     "Import nothing when any row is at fault (else the good ones are)"},
    {"help_import_examples",
     "  phirap-agent import reports.json                 นำเข้าแถวที่ถูกต้อง บอกแถวที่ผิด\n"
     "  phirap-agent import reports.json --replace       ใช้ค่าจากไฟล์แทนค่าที่ต่างกัน",
     "  phirap-agent import reports.json                 take in the good rows, name the bad ones\n"
     "  phirap-agent import reports.json --replace       take the file's values where they differ"},

    {"help_report", "ดูรายงานของเดือน พร้อมผลประเมินเบื้องต้นและรายการที่ขัดกัน",
     "Show a month with facts, preview grade and conflicts"},
    {"help_report_month", "เดือนของรายงาน ไม่ใส่คือแสดงทุกเดือนที่มี",
     "The report's month; without it the months are listed"},
    {"help_report_examples",
     "  phirap-agent report                              ทุกเดือนที่มีในเครื่อง\n"
     "  phirap-agent report --month 5/2567               เดือนเดียว พร้อมผลประเมินเบื้องต้น\n"
     "  phirap-agent report --month 5/2567 --json        สำหรับโปรแกรมอื่น",
     "  phirap-agent report                              every month that is here\n"
     "  phirap-agent report --month 2024-05              one month, with the grade it would get\n"
     "  phirap-agent report --month 2024-05 --json       for programs"},

    {"help_submit", "แจ้งว่ารายงานของเดือนเสร็จแล้ว", "Declare a month finished"},
    {"help_submit_examples",
     "  phirap-agent submit --month 5/2567               บันทึกไว้ในเครื่อง แล้วส่งเองเมื่อติดต่อได้",
     "  phirap-agent submit --month 2024-05              saved here; goes when there is a line"},

    {"help_conflicts", "แสดงช่องที่มีสองคำตอบ", "List the fields with two answers"},
    {"help_conflicts_month", "เฉพาะเดือนนี้", "Of this month alone"},
    {"help_conflicts_examples",
     "  phirap-agent conflicts                           ทุกเดือน\n"
     "  phirap-agent conflicts --month 5/2567            เดือนเดียว",
     "  phirap-agent conflicts                           of every month\n"
     "  phirap-agent conflicts --month 2024-05           of one"},

    {"help_settle", "เลือกคำตอบของช่องที่ขัดกัน ไม่ใส่อะไรคือแสดงรายการ",
     "Choose between standing answers; alone it lists them"},
    {"help_settle_question", "หมายเลขหรือรหัสในวงเล็บจากรายการ", "Its number or key in the list"},
    {"help_settle_answer", "หมายเลขของคำตอบที่ถูกต้อง", "The number of the right answer"},
    {"help_settle_value", "ค่าที่ถูกต้อง เมื่อไม่มีคำตอบใดถูก", "The right value, when no answer is right"},
    {"help_settle_keep", "เก็บแถวไว้", "Keep the row"},
    {"help_settle_delete", "ลบแถว", "Delete the row"},
    {"help_settle_examples",
     "  phirap-agent settle                              แสดงรายการ\n"
     "  phirap-agent settle 1 --answer 2                 ข้อ 1 ใช้คำตอบที่ 2\n"
     "  phirap-agent settle 1 --value 42                 ข้อ 1 ใช้ค่าใหม่\n"
     "  phirap-agent settle 2 --keep                     เก็บแถวที่มีผู้ลบไว้",
     "  phirap-agent settle                              list them\n"
     "  phirap-agent settle 1 --answer 2                 of question 1, answer 2 holds\n"
     "  phirap-agent settle 1 --value 42                 of question 1, none of them: 42\n"
     "  phirap-agent settle 2 --keep                     the row stays, whoever deleted it"},

    {"help_sync", "ติดต่อเซิร์ฟเวอร์เดี๋ยวนี้", "Contact the server now"},
    {"help_sync_once", "หนึ่งครั้งแล้วจบ", "Once, and end"},
    {"help_sync_examples",
     "  phirap-agent sync --once                         ส่งและรับเดี๋ยวนี้ จบด้วยสถานะ 3 ถ้าติดต่อไม่ได้",
     "  phirap-agent sync --once                         send and fetch now; ends with 3 when there is no "
     "line"},
    {"help_bundle", "ส่งและรับข้อมูลทาง USB เมื่อไม่มีอินเทอร์เน็ต",
     "Send and receive by USB stick when there is no line"},
    {"help_bundle_action", "export: ทำไฟล์ไปให้ส่วนกลาง, import: อ่านไฟล์คำตอบที่นำกลับมา",
     "export: make a file for the centre; import: read the answer that came back"},
    {"help_bundle_file", "ไฟล์บน USB", "The file on the stick"},
    {"help_bundle_examples",
     "  phirap-agent bundle export /media/usb/4301.phirap          นำไปให้ส่วนกลาง\n"
     "  phirap-agent bundle import /media/usb/4301.phirap.answer   คำตอบที่นำกลับมา",
     "  phirap-agent bundle export /media/usb/4301.phirap          take it to the centre\n"
     "  phirap-agent bundle import /media/usb/4301.phirap.answer   the answer that came back"},
    {"help_status", "มีอะไรรอส่ง ติดต่อล่าสุดเมื่อใด และติดขัดเพราะอะไร",
     "What waits, the last contact, what is stuck and why"},
    {"help_status_examples",
     "  phirap-agent status                              สำหรับคนอ่าน\n"
     "  phirap-agent status --json                       สำหรับโปรแกรมอื่น",
     "  phirap-agent status                              for people\n"
     "  phirap-agent status --json                       for programs"},
    {"help_serve", "เปิดหน้าบันทึกงาน ทำงานอยู่เบื้องหลัง และส่งเองเมื่อติดต่อได้",
     "Show the pages, stay, and send by itself whenever there is a line"},
    {"help_serve_desk", "ที่อยู่ของหน้าบันทึกงานในเครื่องนี้ หรือ off เพื่อไม่เปิด (ค่าปกติ 127.0.0.1:4380)",
     "Where the pages are on this computer, or off for none (else 127.0.0.1:4380)"},
    {"help_serve_open", "เปิดหน้าบันทึกงานในเบราว์เซอร์ทันที", "Open the pages in the browser at once"},
    {"help_serve_examples",
     "  phirap-agent serve                               ทำงานจนกว่าจะกด Ctrl-C\n"
     "  phirap-agent serve --open                        และเปิดหน้าบันทึกงาน\n"
     "  phirap-agent serve --desk off                    ไม่มีหน้าบันทึกงาน",
     "  phirap-agent serve                               stays until Ctrl-C\n"
     "  phirap-agent serve --open                        and opens the pages\n"
     "  phirap-agent serve --desk off                    without pages"},
    {"help_desk", "ขอที่อยู่ของหน้าบันทึกงานที่เปิดอยู่ (ใช้ได้ครั้งเดียว)",
     "The address of the running service's pages, good once"},
    {"help_desk_open", "เปิดในเบราว์เซอร์แทนการแสดงที่อยู่", "Open it in the browser instead of printing it"},
    {"help_desk_examples", "  phirap-agent desk --open                         เปิดหน้าบันทึกงาน",
     "  phirap-agent desk --open                         open the pages"},
    {"help_doctor", "ตรวจเครื่องนี้ และบอกวิธีแก้", "Look this computer over, and say what to do"},
    {"help_doctor_examples", "  phirap-agent doctor                              สิ่งที่ต้องแก้ขึ้นต้นด้วย [!!]",
     "  phirap-agent doctor                              what needs putting right begins with [!!]"},
};

}  // namespace

std::span<const Sentence> agent_help() {
    return sentences;
}

}  // namespace phirap::words
