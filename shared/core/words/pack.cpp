#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    {"json_fault", "{pointer}: ต้องเป็น{expected} แต่พบ {found}",
     "{pointer}: expected {expected}, found {found}"},
    {"found_nothing", "ว่างเปล่า (ไม่มีค่า)", "nothing"},
    {"whole_file", "ทั้งไฟล์", "the whole file"},
    {"expect_json", "ข้อความ JSON ที่ถูกรูปแบบ", "well-formed JSON"},
    {"expect_size", "ไฟล์ขนาดไม่เกิน {max} ไบต์", "a file of at most {max} bytes"},
    {"expect_depth", "JSON ที่ซ้อนกันไม่เกิน {max} ชั้น", "JSON nested at most {max} deep"},
    {"expect_once", "ชื่อสมาชิกที่ปรากฏเพียงครั้งเดียว", "a member that stands here once"},
    {"expect_object", "ออบเจ็กต์ที่มีสมาชิก {members}", "an object of {members}"},
    {"expect_member", "สมาชิกชื่อใดชื่อหนึ่งใน {members}", "one of the members {members}"},
    {"expect_list", "รายการที่มี {min} ถึง {max} รายการ", "a list of {min} to {max}"},
    {"expect_text", "ข้อความ 1 ถึง {max} ไบต์ ไม่มีอักขระควบคุม",
     "text of 1 to {max} bytes without control characters"},
    {"expect_key", "ชื่อ 1 ถึง 64 ตัวจาก a-z 0-9 _", "a key of 1 to 64 of a-z 0-9 _"},
    {"expect_name", "ชื่อ 1 ถึง 16 ตัวจาก a-z 0-9 - _ .", "a name of 1 to 16 of a-z 0-9 - _ ."},
    {"expect_one_of", "ค่าใดค่าหนึ่งใน {choices}", "one of {choices}"},
    {"expect_integer", "จำนวนเต็ม {min} ถึง {max}", "a whole number from {min} to {max}"},
    {"expect_flag", " true หรือ false", "true or false"},
    {"expect_month", "เดือนแบบ 2024-04 (ปี ค.ศ.)", "a month such as 2024-04"},
    {"expect_day", "วันที่ที่มีจริงแบบ 2024-05-15 (ปี ค.ศ.)", "a day that exists, such as 2024-05-15"},
    {"expect_office_code", "รหัสหน่วยงาน 1 ถึง 16 ตัวจาก A-Z a-z 0-9 - _ .",
     "an office code of 1 to 16 of A-Z a-z 0-9 - _ ."},
    {"expect_absent", "ค่าที่ไม่ต้องระบุ เพราะช่องชนิด {type} ไม่มีค่าสูงสุด",
     "no maximum, for a field of type {type} has none"},
    {"expect_level", "ระดับที่ประกาศไว้ใน /rubric/levels", "a level declared in /rubric/levels"},
    {"expect_unique", "ค่าที่ไม่ซ้ำกับรายการอื่น", "something that no other here has"},
    {"expect_free_word", "ชื่อที่ไม่ใช่คำสงวน ordinal, office, channels",
     "a key other than ordinal, office, channels"},
    {"expect_pack_office", "หน่วยงานที่ประกาศไว้ใน /offices", "an office declared in /offices"},
    {"expect_service", "บริการที่ประกาศไว้ใน /services", "a service declared in /services"},
    {"expect_date_field", "ช่องชนิด date ใน /form/row_fields", "a field of type date in /form/row_fields"},
    {"expect_row_field", "ช่องที่ประกาศไว้ใน /form/row_fields", "a field declared in /form/row_fields"},
    {"expect_rising", "เลขคอลัมน์ที่มากกว่าคอลัมน์ก่อนหน้า", "a number above the column before"},
    {"expect_shown", "ช่องของแถว ประเภทภาพ หรือคำว่า ordinal, office, channels",
     "a row field, a kind of evidence, or ordinal, office, channels"},
    {"expect_counted_field", "ช่องที่สิ่งที่นับมีอยู่จริง", "a field of what is counted here"},
    {"expect_integer_field", "ช่องชนิด integer", "a field of type integer"},
    {"expect_text_field", "ช่องชนิด text หรือ date", "a field of type text or date"},
    {"expect_value_of_field", "ค่าที่ช่อง {field} มีได้", "a value that the field {field} can hold"},
    {"expect_owner_row", "เงื่อนไขของแถว เพราะแถวเท่านั้นที่มีช่องทางและภาพ",
     "a condition on rows, for only rows own channels and pictures"},
    {"expect_at_most", "ค่าไม่เกิน {max} ({of}) เพราะระดับที่ดีกว่าต้องไม่เรียกร้องน้อยกว่า",
     "at most {max} ({of}): a better level never asks less"},
    {"expect_reachable", "คะแนนที่ได้จริง ไม่เกิน {max} ซึ่งเป็นคะแนนรวมของทุกข้อ",
     "points that can be earned, at most {max}: all criteria together"},
    {"expect_below", "ค่าต่ำกว่า {bound} ({of})", "below {bound} ({of})"},
    {"expect_fact", "ตัวชี้วัดที่ประกาศไว้ใน /facts", "a fact declared in /facts"},
    {"expect_reported_fact", "ตัวชี้วัดที่นับจากรายงาน ไม่ใช่ค่าที่ส่วนกลางกำหนด",
     "a fact counted from reports, not one that the centre sets"},
    {"expect_other_fact", "ตัวชี้วัดอื่นที่ประกาศไว้ใน /facts", "another fact declared in /facts"},
};

}  // namespace

std::span<const Sentence> pack() {
    return sentences;
}

}  // namespace phirap::words
