// Nothing that was typed is lost: a killed agent, a killed browser, a reload, two windows; and no deleting is final.
import assert from "node:assert/strict";
import { join } from "node:path";
import { Browser, nobodyThere } from "./support/browser.mjs";
import { Visit, stage } from "./support/desk.mjs";
import { DeskCalls } from "./support/desk_calls.mjs";
import { waitFor } from "./support/programs.mjs";
import { MonthPage } from "./support/month_page.mjs";

const story = stage();
const month = "2024-04";

const texts = async (calls) => (await calls.get(`/api/month/${month}`)).rows.map((row) => row.fields.find((field) => field.key === "activity").shown);

story("the agent is killed while an officer types: all of it is saved once it is back", async ({ world, server, open }) => {
    const agent = await world.office(server, "4301");
    const visit = await open(agent);
    visit.watch.expect(nobodyThere);
    const page = await MonthPage.open(visit, month);
    await page.beginRow();
    await page.type(1, "วันที่ดำเนินการ", "5/4/2567");
    await page.saved(1);
    await page.visit.tabTo(page.field("กิจกรรมที่ดำเนินการ"));
    await visit.page.keyboard.type("ครึ่งแรก ");
    await agent.kill();
    await visit.page.keyboard.type("ครึ่งหลัง");
    await visit.page.keyboard.press("Tab");
    await page.row(1).getByText(page.words("desk_status_waiting")).waitFor();
    await page.type(1, "สถานที่ดำเนินการ", "ศาลากลางบ้าน");
    await visit.picture("month-agent-away");

    await agent.serve();
    await page.saved(1);
    const { rows } = await (await DeskCalls.of(agent)).get(`/api/month/${month}`);
    assert.equal(rows.length, 1, "saved once, however often it was said");
    const shown = Object.fromEntries(rows[0].fields.map((field) => [field.key, field.shown]));
    assert.equal(shown.activity, "ครึ่งแรก ครึ่งหลัง");
    assert.equal(shown.place, "ศาลากลางบ้าน");
});

story("a page loaded again while the agent is away gives back what was typed", async ({ world, server, open }) => {
    const agent = await world.office(server, "4302");
    const visit = await open(agent);
    visit.watch.expect(nobodyThere);
    const page = await MonthPage.open(visit, month);
    await page.beginRow();
    await page.type(1, "กิจกรรมที่ดำเนินการ", "พิมพ์ก่อนโหลดหน้าใหม่");
    await page.saved(1);
    await page.visit.tabTo(page.field("สถานที่ดำเนินการ"));
    await visit.page.keyboard.type("ยังไม่ได้ออกจากช่อง");
    await visit.reload();
    const calls = await DeskCalls.of(agent);
    await waitFor("the place", async () => (await calls.get(`/api/month/${month}`)).rows[0].fields.find((field) => field.key === "place").shown === "ยังไม่ได้ออกจากช่อง");
    assert.deepEqual(await texts(calls), ["พิมพ์ก่อนโหลดหน้าใหม่"]);
});

story("what is typed while a save is under way is kept, and saved after it", async ({ world, server, open }) => {
    const agent = await world.office(server, "4315");
    const calls = await DeskCalls.of(agent);
    const visit = await open(agent);
    const page = await MonthPage.open(visit, month);
    const activity = page.field("กิจกรรมที่ดำเนินการ", page.row(1));
    let letGo;
    const held = new Promise((done) => (letGo = done));
    await visit.context.route("**/row", async (route) => {
        await held;
        await route.continue();
    });
    await page.beginRow();
    await visit.type(activity, "ครึ่งแรก");
    const asked = visit.page.waitForRequest("**/row");
    await visit.page.keyboard.press("Tab");
    await asked;
    await visit.pressOn(activity, "End");
    await visit.page.keyboard.type(" ครึ่งหลัง");
    letGo();
    await waitFor("the first half", async () => (await texts(calls))[0] === "ครึ่งแรก");
    await visit.page.keyboard.type(" จบ");
    await visit.page.keyboard.press("Tab");
    await page.saved(1);
    await waitFor("all of it", async () => (await texts(calls))[0] === "ครึ่งแรก ครึ่งหลัง จบ");
    assert.equal(await activity.inputValue(), "ครึ่งแรก ครึ่งหลัง จบ");
});

story("the browser is killed: what was said to be saved is there, what was not is whole or absent", async ({ t, world, server }) => {
    const agent = await world.office(server, "4305");
    const browser = await Browser.start((each) => t.after(each), join(world.folder, "killed"));
    const visit = await Visit.open(t, browser, agent, { lasting: true });
    const page = await MonthPage.open(visit, month);
    await page.beginRow();
    await page.type(1, "กิจกรรมที่ดำเนินการ", "บอกแล้วว่าบันทึก");
    await page.saved(1);
    await page.visit.tabTo(page.field("สถานที่ดำเนินการ"));
    await visit.page.keyboard.type("ยังไม่ได้บอกว่าบันทึก");
    await browser.kill();

    await browser.launch();
    const again = await Visit.open(t, browser, agent, { lasting: true });
    await MonthPage.open(again, month);
    await again.page.getByText("บอกแล้วว่าบันทึก").first().waitFor();
    const place = (await again.month(month)).rows[0].fields.find((field) => field.key === "place").shown;
    assert.ok(["", "ยังไม่ได้บอกว่าบันทึก"].includes(place), place);
});

story("two windows of one PC: neither writes over what the other saved unseen", async ({ world, server, open }) => {
    const agent = await world.office(server, "4308");
    const calls = await DeskCalls.of(agent);
    await calls.row(month, { date: "5/4/2567", activity: "แถวเดิม", place: "ที่เดิม" });
    const first = await open(agent, { path: `/month/${month}` });
    const second = await open(agent, { path: `/month/${month}`, from: first });
    const [one, two] = [new MonthPage(first, month), new MonthPage(second, month)];
    await second.filled();

    // The first types over a value; the second saves another in the same field meanwhile.
    await one.line("แถวเดิม").getByText("ที่เดิม").click();
    await first.type(one.field("สถานที่ดำเนินการ", one.row(1)), "จากหน้าต่างแรก");
    await two.line("แถวเดิม").getByText("ที่เดิม").click();
    await second.type(two.field("สถานที่ดำเนินการ", two.row(1)), "จากหน้าต่างที่สอง");
    await second.page.keyboard.press("Tab");
    await two.saved(1);
    await first.page.bringToFront();
    await first.page.keyboard.press("Tab");
    const choice = one.row(1).getByRole("button", { name: one.words("desk_use_mine") });
    await choice.waitFor();
    await one.row(1).getByText("จากหน้าต่างที่สอง").waitFor();
    await first.picture("month-two-windows");
    await first.pressOn(choice);
    await waitFor("the choice", async () => (await calls.get(`/api/month/${month}`)).rows[0].fields.find((field) => field.key === "place").shown === "จากหน้าต่างแรก");
    // The other window shows it by itself.
    await second.page.bringToFront();
    await waitFor("the other window", async () => (await two.field("สถานที่ดำเนินการ", two.row(1)).inputValue()) === "จากหน้าต่างแรก");
});

story("a deleted row and a removed picture come back, at once or later", async ({ world, server, open }) => {
    const agent = await world.office(server, "4314");
    const calls = await DeskCalls.of(agent);
    const [id] = await calls.wholeMonth(month, { rows: 2, pictures: 1 });
    const visit = await open(agent, { path: `/month/${month}` });
    const page = new MonthPage(visit, month);
    const rows = async () => (await calls.get(`/api/month/${month}`)).rows;

    await visit.pressOn(page.line("ในการประชุมหัวหน้าส่วนราชการ").getByRole("button", { name: page.words("desk_row_edit") }).first());
    await visit.pressOn(page.row(1).getByRole("button", { name: page.words("desk_remove_picture", { name: "ภาพที่ 10.png" }) }));
    await waitFor("the picture to go", async () => (await rows()).find((row) => row.id === id).pictures.length === 0);
    await visit.pressOn(visit.button(page.words("desk_undo")));
    await waitFor("the picture to come back", async () => (await rows()).find((row) => row.id === id).pictures.length === 1);

    await visit.pressOn(page.row(1).getByRole("button", { name: page.words("desk_row_delete") }));
    await waitFor("the row to go", async () => (await rows()).length === 1);
    await visit.picture("month-deleted", { whole: false });
    await visit.pressOn(visit.button(page.words("desk_undo")));
    await waitFor("the row to come back", async () => (await rows()).length === 2);

    // After the page was left, from the list of what was deleted.
    await calls.post(`/api/month/${month}/delete`, { row: id, as_of: (await calls.get(`/api/month/${month}`)).as_of });
    await visit.reload();
    await visit.pressOn(visit.page.getByText(page.words("desk_deleted_rows", { n: 1 })), "Enter");
    await visit.pressOn(visit.button(page.words("desk_bring_back")));
    await waitFor("the row to come back", async () => (await rows()).length === 2);
    assert.equal((await rows()).find((row) => row.id === id).pictures.length, 1, "with its picture");
});
