#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    // Figures, as parts of sentences.
    {"figure_count", "{value}", "{value}"},
    {"figure_of", "{count} จาก {whole}", "{count} of {whole}"},
    {"figure_percent", "{count} จาก {whole} (ร้อยละ {percent})", "{count} of {whole} ({percent} %)"},
    {"figure_reach", "{value} ({whole_title} {whole})", "{value} ({whole_title}: {whole})"},
    {"figure_titled", "{title} {figure}", "{title}: {figure}"},
    {"figure_offices", "ผ่านเกณฑ์ระดับ {level} แล้ว {value} จาก {whole} หน่วยงาน",
     "{value} of {whole} offices meet the bar of {level}"},
    {"figure_not_set", "(ยังไม่ได้กำหนด)", "(not set)"},
    {"bar_at_least", "อย่างน้อย {amount}", "at least {amount}"},
    {"bar_every_office", "ทุกหน่วยงานผ่านเกณฑ์ระดับ {level}", "every office meets the bar of {level}"},
    {"lacking", "{thing}อีก {amount}", "{amount} more {thing}"},
    {"lacking_offices", "หน่วยงานที่ผ่านเกณฑ์ข้อ \"{criterion}\" อีก {count} แห่ง",
     "{count} more of the offices meeting \"{criterion}\""},
    {"join", ", ", ", "},
    {"join_last", " และ", " and "},

    // Why this level.
    {"reason_best", "ได้ระดับ {level} ({points} คะแนน) ผ่านเกณฑ์ระดับ {level} {met} จาก {all} ข้อ",
     "Level {level}, {points} points: {met} of {all} criteria meet the bars of {level}."},
    {"reason_level",
     "ได้ระดับ {level} ({points} คะแนน) ระดับ {better} ต้องผ่านเกณฑ์ {needed} จาก {all} ข้อ ขณะนี้ผ่าน {met} ข้อ",
     "Level {level}, {points} points: {better} asks that {needed} of {all} criteria meet its bars, and {met} "
     "{met|does|do}."},
    {"reason_met", "{criterion}: {figures} ผ่านเกณฑ์ระดับ {level}",
     "{criterion}: {figures}. Meets the bar of {level}."},
    {"reason_partly", "{criterion}: {figures} ผ่านเกณฑ์ระดับ {level} ยังขาด{missing}จึงจะถึงระดับ {better}",
     "{criterion}: {figures}. Meets the bar of {level}; {missing} for {better}."},
    {"reason_unmet", "{criterion}: {figures} ยังไม่ผ่านเกณฑ์ระดับ {better} ขาด{missing}",
     "{criterion}: {figures}. Below the bar of {better}: it takes {missing}."},
    {"reason_unset", "{criterion}: {figures} ยังผ่านเกณฑ์ไม่ได้ เพราะส่วนกลางยังไม่ได้กำหนด{wholes}",
     "{criterion}: {figures}. Cannot be met yet: the centre has not set {wholes}."},
    {"reason_blocked", "{criterion}: {figures} ยังผ่านเกณฑ์ไม่ได้ เพราะมีหน่วยงานที่ส่วนกลางยังกำหนดข้อมูลไม่ครบ",
     "{criterion}: {figures}. Cannot be met yet: the centre's figures for some office are missing."},

    {"reason_not_reported", "ยังไม่ได้ส่งรายงานของเดือนนี้", "No report has been submitted for this month."},

    // The cheapest next step.
    {"next_step", "หากเพิ่ม{items} จะได้ระดับ {level}", "{items} will make this {level}."},
    {"next_best", "ได้ระดับ {level} ซึ่งเป็นระดับสูงสุดแล้ว", "{level} is the best level."},
    {"next_blocked", "ยังเลื่อนขึ้นเป็นระดับ {level} ไม่ได้ จนกว่าส่วนกลางจะกำหนด{items}",
     "{level} cannot be reached until the centre has set {items}."},

    // What a reviewer should look at.
    {"flag_above_whole", "{fact} มีจำนวนมากกว่า{whole} โปรดตรวจสอบ",
     "{fact}: more than {whole}; please check."},
    {"flag_whole_missing", "ส่วนกลางยังไม่ได้กำหนด{whole} จึงยังผ่านเกณฑ์ข้อ \"{criterion}\" ไม่ได้",
     "{whole}: not set by the centre, so \"{criterion}\" cannot be met."},
    {"flag_same_link", "ใช้ลิงก์เดียวกัน {count} แห่ง: {text}", "The same link stands in {count} places: {text}"},
    {"flag_same_capture", "ใช้ภาพประกอบเดียวกัน {count} แห่ง: {text}",
     "The same capture stands in {count} places: {text}"},
    {"flag_same_picture", "แนบภาพเดียวกัน {count} แห่ง: {text}",
     "The same picture is attached in {count} places: {text}"},
    {"flag_like_picture", "ภาพที่แนบ {count} แห่งดูคล้ายกันมาก: {text} กรุณาเปิดดูเทียบกัน",
     "Pictures attached in {count} places look much alike: {text}. Look at them side by side."},
    {"flag_same_picture_offices", "หลายอำเภอแนบภาพเดียวกัน ({offices}) {count} แห่ง: {text}",
     "More than one office ({offices}) attached the same picture, in {count} places: {text}"},
    {"flag_like_picture_offices", "ภาพที่หลายอำเภอแนบ ({offices}) {count} แห่งดูคล้ายกันมาก: {text} กรุณาเปิดดูเทียบกัน",
     "Pictures attached by more than one office ({offices}), in {count} places, look much alike: {text}. "
     "Look at "
     "them side by side."},
    {"flag_look_alike", "มี {count} แถวที่เหมือนกัน (วันที่ กิจกรรม และสถานที่ตรงกัน) โปรดตรวจว่าบันทึกซ้ำหรือไม่",
     "{count} rows look alike; please check whether one was entered twice."},
    {"flag_other_month", "แถวที่ลงวันที่ {day} อยู่นอกเดือนของรายงาน จึงไม่ถูกนับ",
     "A row dated {day} is outside the report's month and is not counted."},
    {"flag_no_date", "มี {count} แถวที่ไม่มีวันที่ จึงไม่ถูกนับ", "Rows without a date are not counted: {count}."},
    {"flag_struck", "ผู้ตรวจไม่นับแถวนี้ในข้อ \"{criterion}\" เหตุผล: {reason}",
     "A reviewer does not count this row for \"{criterion}\": {reason}"},
    {"flag_conflicts", "มี {count} จุดที่มีคำตอบขัดแย้งกันและยังไม่ได้เลือก ผลนี้คิดจากคำตอบล่าสุด",
     "Open conflicts: {count}; this grade uses the latest answers."},

    // In time or not.
    {"on_time", "ส่งทันกำหนด", "on time"},
    {"claimed_on_time", "ส่งทันกำหนด (ตามนาฬิกาของหน่วยงาน)", "on time by the office's own clock"},
    {"claimed_late", "ส่งช้ากว่ากำหนด (ตามนาฬิกาของหน่วยงาน)", "late by the office's own clock"},
    {"late", "ส่งช้ากว่ากำหนด", "late"},
};

}  // namespace

std::span<const Sentence> grading() {
    return sentences;
}

}  // namespace phirap::words
