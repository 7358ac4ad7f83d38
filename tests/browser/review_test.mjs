// What two machines, or an office and its reviewer, see differently: both answers side by side until one of the
// office settles them; what was returned is corrected and submitted again.
import assert from "node:assert/strict";
import { stage } from "./support/desk.mjs";
import { DeskCalls } from "./support/desk_calls.mjs";
import { MonthPage } from "./support/month_page.mjs";

const story = stage();
const month = "2024-04";

async function synced(...agents) {
    for (const agent of agents) {
        await agent.ok("sync", "--once");
    }
}

const field = (row, key) => row.fields.find((each) => each.key === key);

story("two machines answered blind: both answers stand side by side, and one is chosen", async ({ world, server, open }) => {
    const [north, east] = [await world.office(server, "4301", "ห้องธุรการ"), await world.office(server, "4301", "ห้องประชุม")];
    const [one, two] = [await DeskCalls.of(north), await DeskCalls.of(east)];
    const row = await one.row(month, { date: "5/4/2567", activity: "อบรมผู้ใหญ่บ้าน" });
    await synced(north, east);
    const seen = (await two.get(`/api/month/${month}`)).as_of;
    await one.row(month, { participants: "14" }, [], row, (await one.get(`/api/month/${month}`)).as_of);
    await two.row(month, { participants: "41" }, [], row, seen);
    await synced(north, east, north);

    const visit = await open(north, { path: `/month/${month}` });
    const page = new MonthPage(visit, month);
    await visit.picture("month-in-conflict");
    await visit.go("/conflicts");
    await visit.page.getByRole("heading", { name: "จำนวนผู้เข้าร่วมกิจกรรม" }).waitFor();
    await visit.page.getByText("ห้องประชุม").first().waitFor();
    await visit.picture("conflicts-open");
    await visit.pressOn(visit.button(`${visit.words("desk_conflicts_choose")}: 41`));
    await visit.page.getByText(visit.words("desk_conflicts_none")).first().waitFor();
    await visit.picture("conflicts-settled");
    await synced(north, east);
    for (const calls of [one, two]) {
        const { rows, questions } = await calls.get(`/api/month/${month}`);
        assert.equal(field(rows[0], "participants").value, "41");
        assert.deepEqual(questions, []);
    }
    await visit.go(`/month/${month}`);
    await page.line("อบรมผู้ใหญ่บ้าน").waitFor();
});

story("of two answers neither is right: a third is written; a row deleted here and changed there is kept", async ({ world, server, open }) => {
    const [north, east] = [await world.office(server, "4305", "ก"), await world.office(server, "4305", "ข")];
    const [one, two] = [await DeskCalls.of(north), await DeskCalls.of(east)];
    const row = await one.row(month, { date: "5/4/2567", activity: "อบรม" });
    const gone = await one.row(month, { date: "6/4/2567", activity: "ประชุม" });
    await synced(north, east);
    const [at_one, at_two] = [(await one.get(`/api/month/${month}`)).as_of, (await two.get(`/api/month/${month}`)).as_of];
    await one.row(month, { place: "ศาลากลาง" }, [], row, at_one);
    await two.row(month, { place: "ศาลาประชาคม" }, [], row, at_two);
    await one.post(`/api/month/${month}/delete`, { row: gone, as_of: at_one });
    await two.row(month, { place: "ห้องประชุมอำเภอ" }, [], gone, at_two);
    await synced(north, east, north);

    const visit = await open(north, { path: "/conflicts" });
    const third = visit.page.getByRole("heading", { name: visit.words("desk_conflicts_third") });
    const keep = visit.button(new RegExp(`^${visit.words("desk_conflicts_keep")}`));
    // Whichever stands first.
    await third.or(keep).first().waitFor();
    for (let questions = 2; questions > 0; --questions) {
        if (await third.isVisible()) {
            await visit.type(visit.page.getByRole("textbox", { name: "สถานที่ดำเนินการ" }), "หอประชุมอำเภอ");
            await visit.picture("conflicts-third");
            await visit.pressOn(visit.button(visit.words("desk_conflicts_third_save")));
        } else {
            await visit.picture("conflicts-deleted");
            await visit.pressOn(keep);
        }
        if (questions > 1) {
            await visit.page.getByText(visit.words("desk_conflicts_at", { n: 1, all: 1 })).waitFor();
        }
    }
    await visit.page.getByText(visit.words("desk_conflicts_none")).first().waitFor();
    await synced(north, east);
    const { rows } = await two.get(`/api/month/${month}`);
    assert.equal(field(rows.find((each) => each.id === row), "place").shown, "หอประชุมอำเภอ");
    assert.equal(field(rows.find((each) => each.id === gone), "place").shown, "ห้องประชุมอำเภอ");
});

story("a returned month shows why, is corrected and submitted again, and both are told in its history", async ({ world, server, open }) => {
    const agent = await world.office(server, "4308");
    const calls = await DeskCalls.of(agent);
    await calls.wholeMonth(month, { rows: 2, pictures: 1 });
    await calls.post(`/api/month/${month}/submit`, { by: "นางสาวสุดารัตน์ ใจดี", position: "นักวิชาการ" });
    await synced(agent);
    await server.review("4308", month, "return", "--comment", "แถวที่ 2 ยังไม่มีภาพหัวหน้าส่วนราชการ");
    await synced(agent);

    const visit = await open(agent, { path: `/month/${month}` });
    const page = new MonthPage(visit, month);
    const note = visit.page.getByRole("note").filter({ hasText: visit.words("desk_returned") });
    await note.getByText("แถวที่ 2 ยังไม่มีภาพหัวหน้าส่วนราชการ").waitFor();
    const above = async (locator) => (await locator.boundingBox()).y;
    assert.ok(await above(note) < await above(page.add), "at the top");
    await visit.picture("month-returned");
    assert.deepEqual((await visit.get("/api/where")).returned, [month]);

    await visit.pressOn(page.line("กลุ่มสตรีแม่บ้าน").getByRole("button", { name: page.words("desk_row_edit") }).first());
    await page.choosePicture(2, "ภาพหัวหน้าส่วนราชการ", 77);
    await page.row(2).getByRole("button", { name: "ภาพที่ 77.png" }).first().waitFor();
    await visit.pressOn(visit.button(page.words("desk_to_submit")));
    await visit.page.waitForURL(`**/submit/${month}`);
    await visit.filled();
    await visit.pressOn(visit.button(visit.words("desk_submit_now")));
    await visit.page.waitForURL(`**/receipt/${month}`);
    await synced(agent);
    await visit.reload();
    await visit.picture("receipt-twice");
    const shown = await visit.month(month);
    assert.equal(shown.state, "submitted");
    assert.deepEqual(shown.history.map((each) => each.what), ["submitted", "returned", "submitted"]);
    const report = await server.report("4308", month);
    assert.equal(report.state, "submitted");
    assert.equal(report.activities.flatMap((row) => row.official_photos).length, 1);

    await server.review("4308", month, "approve");
    await synced(agent);
    await visit.go(`/month/${month}`);
    await visit.page.getByText(visit.words("desk_approved_closed")).waitFor();
    await visit.picture("month-approved");
});

story("a month opened again after it was submitted says so, here and to the reviewer", async ({ world, server, open }) => {
    const agent = await world.office(server, "4314");
    const calls = await DeskCalls.of(agent);
    await calls.wholeMonth(month, { rows: 1, pictures: 0 });
    await calls.post(`/api/month/${month}/submit`, { by: "สมชาย ใจดี", position: "นักวิชาการ" });
    const visit = await open(agent, { path: `/month/${month}` });
    const page = new MonthPage(visit, month);
    await visit.pressOn(page.line("Click").getByRole("button", { name: page.words("desk_row_edit") }).first());
    await page.type(1, "จำนวนผู้เข้าร่วมกิจกรรม", "46");
    await page.saved(1);
    await visit.page.getByText(visit.words("desk_changed_since")).waitFor();
    await visit.picture("month-changed-since");
    await synced(agent);
    const told = await server.report("4314", month);
    assert.equal(told.changed_since_submission, true, JSON.stringify(told).slice(0, 400));
});
