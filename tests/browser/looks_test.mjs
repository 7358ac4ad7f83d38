// What every page holds, whatever it shows, at the sizes of the screens that offices have. The screenshots are for
// people: build/dev/test-logs/screenshots.
import assert from "node:assert/strict";
import { stage } from "./support/desk.mjs";
import { DeskCalls } from "./support/desk_calls.mjs";
import { focusTrouble, namelessInThai, tooWideAtAnySize, violations } from "./support/looks.mjs";

const story = stage();
const month = "2024-04";
const pages = ["/", `/month/${month}`, `/submit/${month}`, `/receipt/${month}`, `/print/${month}`, "/months", "/conflicts", "/standing", "/settings"];
const nameOf = (path) => path.slice(1).replace(`/${month}`, "") || "empty-month";

async function holds(visit, name, { language = "th" } = {}) {
    const wrong = [];
    const add = (what, found) => wrong.push(...found.map((each) => `${name}: ${what}: ${each}`));
    await visit.picture(language === "th" ? name : `${name}-en`);
    add("axe", await violations(visit.page));
    add("too wide", await tooWideAtAnySize(visit.page));
    if (language === "th") {
        add("no name in Thai", await namelessInThai(visit.page));
        const { trouble, stops } = await focusTrouble(visit.page);
        add("focus", trouble);
        assert.ok(stops > 0 || name.startsWith("print"), `${name} has something to reach`);
    }
    return wrong;
}

for (const language of ["th", "en"]) {
    story(`every page is read aloud, seen and whole at both sizes (${language})`, async ({ world, server, open }) => {
        const agent = await world.office(server, language === "th" ? "4301" : "4302");
        const calls = await DeskCalls.of(agent);
        await calls.wholeMonth(month);
        const visit = await open(agent, { language });
        const wrong = [];
        for (const path of pages) {
            await visit.go(path);
            wrong.push(...(await holds(visit, nameOf(path), { language })));
        }
        assert.deepEqual(wrong, []);
    });
}
