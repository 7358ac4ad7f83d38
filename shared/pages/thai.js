// Days, months, times and numbers as people here read them, and Thai lines that break between words.
//
// Stored is ISO 8601 and ASCII; shown in Thai is the Buddhist Era (Intl's th-TH-u-ca-buddhist). Typed text goes
// to the program as it was typed: it alone decides what that means.
import { h } from "./dom.js";
import { language, words } from "./words.js";

const locale = () => (language() === "th" ? "th-TH-u-ca-buddhist-nu-latn" : "en-GB");
const office_zone = "Asia/Bangkok";

const formats = new Map();
function format(options) {
    const key = JSON.stringify([locale(), options]);
    if (!formats.has(key)) {
        formats.set(key, new Intl.DateTimeFormat(locale(), options));
    }
    return formats.get(key);
}

// What Intl says of the era ("พ.ศ.") is left away: an office writes the bare year.
const without_era = (parts) =>
    parts
        .filter((part) => part.type !== "era")
        .map((part) => part.value)
        .join("")
        .replace(/\s+/g, " ")
        .trim();

const at_noon = (day) => new Date(`${day}T12:00:00Z`);

// "2024-04" -> "เมษายน 2567", "April 2024"; short: "เม.ย. 2567".
export const month_name = (month, short = false) =>
    without_era(
        format({ month: short ? "short" : "long", year: "numeric", timeZone: "UTC" }).formatToParts(
            at_noon(`${month}-01`),
        ),
    );

// A fiscal year is called by the year in which it ends: 2024 -> "ปีงบประมาณ 2567".
export const fiscal_year_name = (year) =>
    words("desk_fiscal_year", {
        year: without_era(format({ year: "numeric", timeZone: "UTC" }).formatToParts(at_noon(`${year}-06-01`))),
    });

// "2024-05-15" -> "15 พฤษภาคม 2567"; short: "15 พ.ค. 2567".
export const day_name = (day, short = false) =>
    without_era(
        format({ day: "numeric", month: short ? "short" : "long", year: "numeric", timeZone: "UTC" }).formatToParts(
            at_noon(day),
        ),
    );

// "2024-05-15T09:42:10+07:00" -> "09:42"; with the day where it is not today's.
export const clock_time = (time) =>
    format({ hour: "2-digit", minute: "2-digit", hour12: false, timeZone: office_zone }).format(new Date(time));
export function moment_name(time) {
    const day = (date) => new Intl.DateTimeFormat("en-CA", { timeZone: office_zone }).format(date);
    const is_today = day(new Date(time)) === day(new Date());
    return is_today ? clock_time(time) : `${day_name(day(new Date(time)), true)} ${clock_time(time)}`;
}

// The same with its day, also today's: what is printed is read on another day.
export const full_moment_name = (time) =>
    `${day_name(new Intl.DateTimeFormat("en-CA", { timeZone: office_zone }).format(new Date(time)))} ${clock_time(time)}`;

export const number_name = (number) => new Intl.NumberFormat("en-US").format(number);

// "๑,๒๕๐" -> "1,250".
export const ascii_digits = (text) => text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50));

// Names that a dictionary of Thai words does not hold, or splits: they stay together at a line's end.
// A long list on one line: a regular expression has no other.
const kept_together =
    /(\([0-9]+ คะแนน\)|Click ชุมชน|Shop ชุมชน|ข่าว Event|CDD พาเที่ยว|ความรู้ชุมชน|ปราชญ์ชุมชน|มีทุน|[๐0-9]+ อาชีพ|หนองคาย|โพนพิสัย|ท่าบ่อ|รัตนวาปี|เฝ้าไร่|สระใคร|โพธิ์ตาก|ศรีเชียงใหม่|สังคม|ครั้งที่ [0-9๐-๙]+|เครื่องนี้|ดาวน์โหลด|ดาวโหลด|แพลตฟอร์ม|ลิงก์|ลิงค์|แคปภาพ|วิสาหกิจ|ที่ว่าการ|หัวหน้า|ส่วนราชการ|ดำเนินการ|ดำเนินงาน|ผู้เข้าร่วม|ผู้ประกอบการ|เสียงตามสาย|หน้าจอ|อินเทอร์เน็ต|เซิร์ฟเวอร์)/u;

// The text as nodes, known names wrapped so that no line breaks inside them.
export function lines(text) {
    return String(text ?? "")
        .split(kept_together)
        .map((part, index) => (index % 2 === 1 ? h("span", { class: "together" }, part) : part))
        .filter((part) => part !== "");
}
