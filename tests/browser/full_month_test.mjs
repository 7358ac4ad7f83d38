// A month with 200 rows and 400 pictures types and saves as an empty one does: a key pressed, or a field saved,
// changes no more of the page. (What it takes in time, measure.mjs prints.)
import assert from "node:assert/strict";
import { stage } from "./support/desk.mjs";
import { DeskCalls } from "./support/desk_calls.mjs";
import { fullMonth } from "./support/full_month.mjs";
import { tooWideAtAnySize } from "./support/looks.mjs";
import { waitFor } from "./support/programs.mjs";
import { MonthPage } from "./support/month_page.mjs";

const story = stage();

// What one more row costs the page: elements touched by typing, and by saving.
async function touched(visit, month, number) {
    const page = await MonthPage.open(visit, month);
    await page.add.click();
    await page.row(number).waitFor();
    // Dated last, so that it stays the last.
    await page.field("วันที่ดำเนินการ", page.row(number)).fill(`30/${month.slice(5)}/2567`);
    const place = page.field("สถานที่ดำเนินการ", page.row(number));
    await place.fill("ที่แรก");
    await visit.page.keyboard.press("Tab");
    await page.saved(number);
    // What is far down is drawn when the browser has nothing else to do.
    await waitFor("all the rows", async () => (await visit.button(visit.words("desk_row_edit")).count()) === number - 1);
    await visit.page.evaluate(() => {
        globalThis.touched = 0;
        new MutationObserver((records) => (globalThis.touched += records.length)).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    const count = () => visit.page.evaluate(() => {
        const before = globalThis.touched;
        globalThis.touched = 0;
        return before;
    });
    await place.focus();
    await visit.page.keyboard.press("End");
    await count();
    await visit.page.keyboard.type(" และที่ว่าการอำเภอ");
    const typing = await count();
    const saved = visit.page.waitForResponse((reply) => reply.url().endsWith("/row"));
    await visit.page.keyboard.press("Tab");
    await saved;
    await page.saved(number);
    return { typing, saving: await count() };
}

story("a month with 200 rows and 400 pictures is typed into and saved as an empty one is", async ({ world, server, open }) => {
    const agent = await world.office(server, "4301");
    await fullMonth(agent, "2024-05", { rows: 200, pictures: 2 });
    const visit = await open(agent);
    const empty = await touched(visit, "2024-04", 1);
    const full = await touched(visit, "2024-05", 201);
    assert.ok(empty.typing > 0 && empty.saving > 0);
    assert.ok(full.typing <= empty.typing * 2, `typing touches ${full.typing}, in an empty month ${empty.typing}`);
    assert.ok(full.saving <= empty.saving * 3, `saving touches ${full.saving}, in an empty month ${empty.saving}`);
    assert.deepEqual(await tooWideAtAnySize(visit.page), []);
    // What is not looked at is not loaded.
    const loaded = visit.watch.requests.filter((each) => each.includes("/api/picture/")).length;
    assert.ok(loaded < 200, `${loaded} of 400 pictures were loaded`);
    await visit.picture("month-full", { whole: false });
});
