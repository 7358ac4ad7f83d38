// Whatever stands in a field is shown as text: nothing runs, nothing is asked of anybody, the page stays whole.
import assert from "node:assert/strict";
import { stage } from "./support/desk.mjs";
import { DeskCalls } from "./support/desk_calls.mjs";
import { hostile } from "./support/hostile.mjs";
import { tooWideAtAnySize } from "./support/looks.mjs";
import { MonthPage } from "./support/month_page.mjs";

const story = stage();
const month = "2024-04";

// Spaces of any kind are one, as a page shows them.
const plain = (text) => text.replace(/[\s\u200B\u200C\u2060\uFEFF]+/g, " ").trim();

// All that a reader of the page can see or hear: its text, what stands in its controls, its names.
const seen = (page) =>
    page.evaluate(() => {
        const parts = [document.body.textContent];
        for (const element of document.querySelectorAll("input, textarea")) {
            parts.push(element.value);
        }
        for (const element of document.querySelectorAll("[aria-label], [alt], [title]")) {
            parts.push(element.getAttribute("aria-label") ?? "", element.getAttribute("alt") ?? "", element.title);
        }
        return parts.join("\n");
    });

// What no page of ours has, and what would be there if a text were taken for more.
const foreign = (page) =>
    page.evaluate(() => [...document.querySelectorAll("script:not([src]), iframe, object, embed, base, math, style, [onerror], [onload], [onfocus], [onmouseover], [ontoggle], a[href^='javascript:' i], a[href^='data:' i], meta[http-equiv=refresh], body svg script")].map((each) => each.outerHTML.slice(0, 200)));

async function showsAsText(visit, wanted, what) {
    const text = plain(await seen(visit.page));
    for (const each of wanted) {
        assert.ok(text.includes(plain(each)), `${what} shows ${JSON.stringify(each.slice(0, 60))}`);
    }
    assert.deepEqual(await foreign(visit.page), [], what);
    assert.deepEqual(await tooWideAtAnySize(visit.page), [], what);
}

story("60 hostile strings in every field of a month are text, on every page that shows them", async ({ world, server, open }) => {
    assert.equal(new Set(hostile).size, 60);
    const agent = await world.office(server, "4301");
    const calls = await DeskCalls.of(agent);
    for (const [number, text] of hostile.entries()) {
        // Also where a day and a number are meant: kept as typed.
        const texts = number % 2 === 0 ? { activity: text, place: text, date: "5/4/2567" } : { activity: text, place: text, date: text, participants: text };
        await calls.row(month, texts, [{ kind: "facebook", link: text }]);
    }
    const visit = await open(agent, { path: `/month/${month}` });
    const { rows } = await visit.month(month);
    assert.equal(rows.length, 60);
    const value = (row, key) => row.fields.find((field) => field.key === key).shown;
    const activities = rows.map((row) => value(row, "activity"));
    // The program may tidy what it keeps, but loses no letter of it.
    for (const [number, text] of hostile.entries()) {
        assert.ok(activities.some((each) => plain(each) === plain(text)), `${number} is kept: ${JSON.stringify(text.slice(0, 60))}`);
    }
    await showsAsText(visit, activities, "the month");
    await visit.picture("hostile-month");

    const page = new MonthPage(visit, month);
    for (const number of [2, 17, 52, 58]) {
        await visit.button(visit.words("desk_row_edit")).nth(number).click();
        await page.row(number + 1).waitFor();
        await showsAsText(visit, [], `row ${number + 1}, open`);
        await page.row(number + 1).getByRole("button", { name: page.words("desk_row_done") }).click();
    }
    for (const path of ["submit", "print"]) {
        await visit.go(`/${path}/${month}`);
        await showsAsText(visit, path === "print" ? activities : [], path);
        await visit.picture(`hostile-${path}`);
    }
});

story("hostile names of people, pictures and places are text on the pages that show them", async ({ world, server, open }) => {
    const agent = await world.office(server, "4302");
    const calls = await DeskCalls.of(agent);
    const row = await calls.row(month, { activity: "อบรม", date: "5/4/2567" });
    const names = hostile.filter((_, number) => number % 6 === 0);
    const visit = await open(agent, { path: `/month/${month}` });
    for (const [number, name] of names.entries()) {
        await calls.fields(month, { reporter: name, position: name });
        await calls.picture(month, row, number, number % 2 === 0 ? "activity_photo" : "official_photo", `${name}.png`);
        await calls.post(`/api/month/${month}/submit`, { by: name, position: name });
        await calls.fields(month, { reporter: `${name} ` });
        for (const path of ["month", "receipt", "print"]) {
            await visit.go(`/${path}/${month}`);
            await showsAsText(visit, path === "receipt" ? [name] : [], `${path} ${JSON.stringify(name.slice(0, 40))}`);
        }
    }
    for (const path of ["/months", "/conflicts", "/standing", "/settings"]) {
        await visit.go(path);
        await showsAsText(visit, [], path);
    }
    await visit.go(`/receipt/${month}`);
    await visit.picture("hostile-receipt");
});
