// A month from empty to submitted, as an officer does it, with the keyboard alone.
import assert from "node:assert/strict";
import { stage } from "./support/desk.mjs";
import { DeskCalls } from "./support/desk_calls.mjs";
import { waitFor } from "./support/programs.mjs";
import { MonthPage } from "./support/month_page.mjs";

const story = stage();
const month = "2024-04";

async function pictures(agent, calls) {
    const { rows } = await calls.get(`/api/month/${month}`);
    return rows.flatMap((row) => row.pictures);
}

story("a month is recorded from empty to submitted, with pictures, by keyboard alone, and is graded A at the centre", async ({ world, server, open }) => {
    const agent = await world.office(server, "4301");
    const calls = await DeskCalls.of(agent);
    const visit = await open(agent);
    const page = await MonthPage.open(visit, month);
    await visit.picture("month-empty");

    await page.beginRow();
    await page.type(1, "วันที่ดำเนินการ", "๕/๔/๒๕๖๗");
    await page.type(1, "กิจกรรมที่ดำเนินการ", "ประชาสัมพันธ์ Click ชุมชน ในที่ประชุมหัวหน้าส่วนราชการ");
    await page.type(1, "สถานที่ดำเนินการ", "หอประชุมที่ว่าการอำเภอ");
    await page.type(1, "จำนวนผู้เข้าร่วมกิจกรรม", "๑๒๐");
    await page.type(1, "จำนวนดาวน์โหลด", "90");
    await page.channel(1, "Facebook", "https://www.facebook.com/nongkhai.cdd/posts/1");
    await page.channel(1, "LINE", "https://line.me/R/ti/p/nongkhai");
    await page.choosePicture(1, "ภาพกิจกรรม", 1, 2);
    await page.type(1, "หัวหน้าส่วนราชการ", "8");
    await page.paste(1, 3);
    await waitFor("three pictures", async () => (await pictures(agent, calls)).length === 3);
    await page.saved(1);
    await visit.picture("month-row-open");

    await visit.pressOn(page.row(1).getByRole("button", { name: page.words("desk_row_next") }));
    await page.type(2, "วันที่ดำเนินการ", "20 เม.ย. 2567");
    await page.type(2, "กิจกรรมที่ดำเนินการ", "สาธิตการใช้งาน Shop ชุมชน แก่กลุ่มอาชีพ");
    await page.type(2, "สถานที่ดำเนินการ", "ศาลาประชาคมบ้านโพนสา");
    await page.type(2, "จำนวนผู้เข้าร่วมกิจกรรม", "80");
    await page.type(2, "จำนวนดาวน์โหลด", "65");
    await page.channel(2, "TikTok", "https://www.tiktok.com/@cdd/video/2");
    await page.saved(2);
    await visit.pressOn(page.row(2).getByRole("button", { name: page.words("desk_row_done") }));

    await visit.pressOn(visit.button(page.words("desk_tick_all")));
    await visit.type(page.field("ผู้รายงาน"), "นางสาวสุดารัตน์ ใจดี");
    await visit.type(page.field("ตำแหน่ง"), "นักวิชาการพัฒนาชุมชนชำนาญการ");
    await visit.page.keyboard.press("Tab");
    const coach = visit.page.getByRole("complementary", { name: page.words("desk_coach") });
    await coach.getByText(page.words("desk_grade_headline", { level: "A", points: "10" })).waitFor();
    await visit.picture("month-filled");

    const shown = await calls.get(`/api/month/${month}`);
    assert.deepEqual(shown.rows.map((row) => row.fields.find((field) => field.key === "date").value), ["2024-04-05", "2024-04-20"]);
    assert.equal(shown.rows[0].fields.find((field) => field.key === "participants").value, "120");
    assert.deepEqual(shown.rows[0].channels.map(({ kind, link }) => [kind, link]),
        [["facebook", "https://www.facebook.com/nongkhai.cdd/posts/1"], ["line", "https://line.me/R/ti/p/nongkhai"]]);

    await visit.pressOn(visit.button(page.words("desk_to_submit")));
    await visit.page.waitForURL(`**/submit/${month}`);
    await visit.filled();
    await visit.picture("submit-ready");
    await visit.pressOn(visit.button(visit.words("desk_submit_now")));
    await visit.page.waitForURL(`**/receipt/${month}`);
    await visit.filled();
    await visit.post("/api/send", {});
    await visit.reload();
    await visit.page.getByAltText(visit.words("desk_receipt_code_alt")).waitFor();
    await visit.picture("receipt-acknowledged");

    const graded = JSON.parse(await server.ok("grade", "--month", month, "--json")).find((each) => each.office === "4301");
    assert.equal(graded.level, "A");
    const report = await server.report("4301", month);
    assert.equal(report.activities.length, 2);
    assert.equal(report.activities.flatMap((row) => [...row.photos, ...row.official_photos]).length, 3);
});

story("a month in which nothing was done is submitted after one question, with no rows", async ({ world, server, open }) => {
    const agent = await world.office(server, "4302");
    const visit = await open(agent, { path: `/submit/${month}` });
    await visit.type(visit.field("ผู้รายงาน"), "สมชาย ใจดี");
    await visit.pressOn(visit.button(visit.words("desk_submit_now")));
    const question = visit.page.getByRole("dialog", { name: visit.words("desk_submit_empty") });
    await question.waitFor();
    await visit.picture("submit-empty-asked", { whole: false });
    // The focus is on what changes nothing.
    await visit.page.keyboard.press("Enter");
    await question.waitFor({ state: "detached" });
    assert.equal((await visit.month(month)).state, "none");
    await visit.pressOn(visit.button(visit.words("desk_submit_now")));
    await visit.pressOn(question.getByRole("button", { name: visit.words("desk_submit_empty_yes") }), "Enter");
    await visit.page.waitForURL(`**/receipt/${month}`);
    assert.equal((await visit.month(month)).state, "submitted");
});

story("what the check names is what is wrong, and it forbids nothing", async ({ world, server, open }) => {
    const agent = await world.office(server, "4305");
    const calls = await DeskCalls.of(agent);
    await calls.row(month, { date: "3/5/2567", activity: "อบรม", participants: "5", downloads: "9", official_downloads: "99" },
        [{ kind: "facebook" }]);
    const visit = await open(agent, { path: `/submit/${month}` });
    const { remarks } = await visit.get(`/api/month/${month}/check`);
    assert.ok(remarks.length >= 4, JSON.stringify(remarks));
    for (const remark of remarks) {
        await visit.page.getByText(remark.message).waitFor();
    }
    await visit.picture("submit-check");
    await visit.type(visit.field("ผู้รายงาน"), "สมชาย ใจดี");
    await visit.pressOn(visit.button(visit.words("desk_submit_now")));
    await visit.page.waitForURL(`**/receipt/${month}`);
});
