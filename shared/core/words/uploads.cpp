#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    // Where the pictures are: `status`.
    {"status_pictures_to_go",
     "รายงานถึงเซิร์ฟเวอร์แล้ว ภาพอีก {n} ภาพเก็บไว้ในเครื่องนี้และจะส่งต่อเอง ทำงานต่อหรือปิดเครื่องได้",
     "The reports are in. {n} {n|picture is|pictures are} safe on this computer and will go by "
     "{n|itself|themselves}. You can keep working or switch off."},
    {"status_month_in", "{month} รายงานถึงแล้ว ภาพถึงแล้ว {in} จาก {n} ภาพ",
     "{month}: report in, {in} of {n} {n|picture|pictures} in"},
    {"status_month_waiting", "{month} รายงานรอส่ง {waiting} รายการ ภาพถึงแล้ว {in} จาก {n} ภาพ",
     "{month}: {waiting} {waiting|entry|entries} of the report to go, {in} of {n} {n|picture|pictures} in"},
    {"status_picture", "{name}: {where}", "{name}: {where}"},
    {"status_pictures_more", "และอีก {n} ภาพ", "and {n} more"},
    {"picture_waiting", "รอส่ง {kilobytes} กิโลไบต์", "waits, {kilobytes} kB to go"},
    {"picture_on_its_way", "ส่งแล้ว {percent}% เหลือ {kilobytes} กิโลไบต์ จะส่งต่อจากที่ค้างไว้",
     "{percent} % sent, {kilobytes} kB to go; it goes on from there"},
    {"picture_preview_in", "ภาพย่อถึงแล้ว ภาพเต็มรอส่ง {kilobytes} กิโลไบต์",
     "the preview is in, {kilobytes} kB of the picture to go"},
    {"picture_handed_in", "ส่งครบแล้ว รอเซิร์ฟเวอร์ยืนยัน", "sent; the server's word on it is still to come"},
    {"picture_elsewhere", "อยู่ในเครื่องอื่นของสำนักงาน เครื่องนั้นจะเป็นผู้ส่ง",
     "on another computer of the office, which sends it"},

    // Why one waits.
    {"upload_line_lost", "สายขาดระหว่างส่ง ส่วนที่ถึงแล้วไม่หาย", "the line was cut; what arrived counts"},
    {"upload_not_the_server", "มีระบบอื่นตอบแทนเซิร์ฟเวอร์ เช่น หน้าเข้าสู่ระบบของ Wi-Fi",
     "something answered in the server's place, such as a Wi-Fi login page"},
    {"upload_server_busy", "เซิร์ฟเวอร์กำลังทำงานหนักหรือขัดข้อง", "the server is busy or in trouble"},
    {"upload_locked", "เซิร์ฟเวอร์ยังรอส่วนก่อนหน้าอยู่", "the server still waits for an earlier part of it"},
    {"upload_too_large", "ภาพใหญ่เกินที่เซิร์ฟเวอร์รับ กรุณาแจ้งผู้ดูแลระบบ",
     "larger than the server takes; tell your administrator"},
    {"upload_no_room", "เซิร์ฟเวอร์ไม่มีที่เก็บภาพเพิ่ม รายงานยังส่งได้ตามปกติ กรุณาแจ้งผู้ดูแลระบบ",
     "the server has no room for more pictures, reports still go; tell your administrator"},
    {"upload_damaged", "ข้อมูลเสียหายระหว่างทางหลายครั้ง จะลองใหม่เอง",
     "damaged on the way several times; it is tried again by itself"},
};

}  // namespace

std::span<const Sentence> uploads() {
    return sentences;
}

}  // namespace phirap::words
