// Prints what the pages cost on this machine: node tests/browser/measure.mjs [build/release]
//
//     first page usable      from a click on "this month" until the page is filled and a field takes the focus
//     a key pressed, a field saved     in an empty month, and in one with 200 rows and 400 pictures: the ratio
//
// Best of several, since whatever else runs here only adds. Figures to read, no test.
import { join } from "node:path";
if (process.argv[2]) {
    process.env.PHIRAP_BUILD = process.argv[2];
}
const { World } = await import("./support/programs.mjs");
const { Browser } = await import("./support/browser.mjs");
const { Visit } = await import("./support/desk.mjs");
const { fullMonth } = await import("./support/full_month.mjs");
const { MonthPage } = await import("./support/month_page.mjs");

const closing = [];
const after = (each) => closing.push(each);
const world = new World(after);
const times = 7;
const best = (figures) => Math.min(...figures);

async function usable(visit) {
    await visit.go("/months");
    const began = performance.now();
    await visit.link(visit.words("desk_nav_month")).click();
    await visit.page.waitForURL((url) => url.pathname === "/");
    await visit.filled();
    // From the click as the browser counts it: from the start of the navigation to the page's last paint of it.
    const inside = await visit.page.evaluate(() => Math.max(...performance.getEntriesByType("paint").map((each) => each.startTime), performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd));
    return { outside: performance.now() - began, inside };
}

async function typing(visit, month, number) {
    const page = await MonthPage.open(visit, month);
    await page.add.click();
    await page.row(number).waitFor();
    await page.field("วันที่ดำเนินการ", page.row(number)).fill(`30/${month.slice(5)}/2567`);
    const place = page.field("สถานที่ดำเนินการ", page.row(number));
    const keys = [];
    const saves = [];
    for (let time = 0; time < times; ++time) {
        await place.fill("");
        await place.focus();
        const began = performance.now();
        await visit.page.keyboard.type(`ศาลาประชาคมหมู่ที่${time}`);
        keys.push((performance.now() - began) / 19);
        const reply = visit.page.waitForResponse((each) => each.url().endsWith("/row"));
        const left = performance.now();
        await visit.page.keyboard.press("Tab");
        await reply;
        await page.saved(number);
        saves.push(performance.now() - left);
    }
    await page.row(number).getByRole("button", { name: page.words("desk_row_delete") }).click();
    return { key: best(keys), save: best(saves) };
}

try {
    const server = await world.server();
    const agent = await world.office(server, "4301");
    const browser = await Browser.start(after, join(world.folder, "chromium"));
    const visit = await Visit.open({ after }, browser, agent);
    const firsts = [];
    for (let time = 0; time < times; ++time) {
        firsts.push(await usable(visit));
    }
    console.log(`first page usable              ${best(firsts.map((each) => each.inside)).toFixed(0)} ms in the browser, ${best(firsts.map((each) => each.outside)).toFixed(0)} ms as a program sees it (aim: 300)`);
    const empty = await typing(visit, "2024-04", 1);
    await fullMonth(agent, "2024-05", { rows: 200, pictures: 2 });
    const full = await typing(visit, "2024-05", 201);
    console.log(`a key pressed                  ${empty.key.toFixed(1)} ms, with 200 rows and 400 pictures ${full.key.toFixed(1)} ms: ${(full.key / empty.key).toFixed(2)}`);
    console.log(`a field saved                  ${empty.save.toFixed(0)} ms, with 200 rows and 400 pictures ${full.save.toFixed(0)} ms: ${(full.save / empty.save).toFixed(2)}`);
} finally {
    for (const each of closing.reverse()) {
        await each();
    }
}
process.exit(0);
