// The first run: a code pasted or read from a file, three steps; a demo office, where nothing is sent; the language.
import assert from "node:assert/strict";
import { stage } from "./support/desk.mjs";
import { waitFor } from "./support/programs.mjs";
import { violations, namelessInThai, tooWideAtAnySize } from "./support/looks.mjs";

const story = stage();

async function looksWell(visit, name) {
    await visit.picture(name);
    assert.deepEqual(await violations(visit.page), [], name);
    assert.deepEqual(await tooWideAtAnySize(visit.page), [], name);
    assert.deepEqual(await namelessInThai(visit.page), [], name);
}

story("a new PC is enrolled by pasting the code, in three steps, and records at once", async ({ world, server, open }) => {
    const agent = await world.agent("new").serve();
    const visit = await open(agent);
    assert.equal(new URL(visit.page.url()).pathname, "/welcome");
    await looksWell(visit, "welcome-code");

    // What is no code is told in its place.
    const code = visit.field(visit.words("desk_welcome_code"));
    await visit.type(code, "PHIRAP-0ABCD-EFGHJ");
    visit.watch.expect(/400 \(.*api\/enrol/);
    await visit.pressOn(visit.button(visit.words("desk_welcome_next")));
    await visit.type(visit.field(visit.words("desk_welcome_author")), "สุดารัตน์ ใจดี");
    await looksWell(visit, "welcome-name");
    await visit.pressOn(visit.button(visit.words("desk_welcome_enrol")));
    await waitFor("the word that it is no code", async () => (await code.getAttribute("aria-invalid").catch(() => null)) === "true");
    await looksWell(visit, "welcome-code-refused");

    await visit.type(code, await server.code("4301"));
    await visit.pressOn(visit.button(visit.words("desk_welcome_next")));
    assert.equal(await visit.field(visit.words("desk_welcome_author")).inputValue(), "สุดารัตน์ ใจดี", "asked once");
    await visit.type(visit.field(/ชื่อเครื่องนี้/), "เครื่องธุรการ");
    await visit.pressOn(visit.button(visit.words("desk_welcome_enrol")));
    await visit.page.getByRole("heading", { name: "เมืองหนองคาย" }).waitFor();
    await looksWell(visit, "welcome-done");
    await visit.pressOn(visit.page.getByText(visit.words("desk_welcome_begin")));
    await visit.page.waitForURL((url) => url.pathname === "/");
    await visit.filled();
    await visit.button(visit.words("desk_row_add")).waitFor();
    const { machine, author } = await visit.get("/api/where");
    assert.equal(machine, "เครื่องธุรการ");
    assert.equal(author, "สุดารัตน์ ใจดี");
});

story("the code is read from the file that the administrator gave", async ({ world, server, open }) => {
    const agent = await world.agent("file").serve();
    const visit = await open(agent);
    const [chooser] = await Promise.all([
        visit.page.waitForEvent("filechooser"),
        visit.page.getByText(visit.words("desk_welcome_file")).click(),
    ]);
    await chooser.setFiles({ name: "code.txt", mimeType: "text/plain", buffer: Buffer.from(`${await server.code("4302")}\n`) });
    await waitFor("the code", async () => (await visit.field(visit.words("desk_welcome_code")).inputValue()).startsWith("PHIRAP-"));
    await visit.pressOn(visit.button(visit.words("desk_welcome_next")));
    await visit.type(visit.field(visit.words("desk_welcome_author")), "สมชาย");
    await visit.pressOn(visit.button(visit.words("desk_welcome_enrol")));
    await visit.page.getByRole("heading", { name: "ท่าบ่อ" }).waitFor();
});

story("the demo office has a month to try everything on; it sends nothing and leaves nothing behind", async ({ world, open }) => {
    const agent = await world.agent("demo").serve();
    const visit = await open(agent);
    await visit.pressOn(visit.button(visit.words("desk_demo_open")));
    await visit.page.waitForURL((url) => url.pathname === "/");
    await visit.filled();
    await visit.button(visit.words("desk_row_add")).waitFor();
    assert.equal((await visit.get("/api/where")).demo, true);
    await looksWell(visit, "demo-month");
    await visit.go("/welcome");
    await visit.pressOn(visit.button(visit.words("desk_demo_leave")));
    const question = visit.page.getByRole("dialog");
    await visit.pressOn(question.getByRole("button", { name: visit.words("desk_demo_leave") }));
    await visit.page.waitForURL((url) => url.pathname === "/welcome");
    await visit.filled();
    assert.equal((await visit.get("/api/where")).enrolled, false);
});

story("English is one press away, and stays", async ({ world, server, open }) => {
    const agent = await world.office(server, "4305");
    const visit = await open(agent);
    await visit.pressOn(visit.button("English"));
    await visit.page.locator("html[lang=en]").waitFor();
    await visit.filled();
    await visit.page.getByRole("heading", { name: "for" }).first().waitFor();
    await visit.go("/months");
    await visit.page.locator("html[lang=en]").waitFor();
    // No sentence of the pages is left in Thai; names and the form's own words are data.
    const texts = (await visit.get("/api/words")).words;
    assert.ok(Object.entries(texts).filter(([key]) => key.startsWith("desk_")).every(([, text]) => !/[\u0e01-\u0e5b]/.test(text)));
    await visit.pressOn(visit.button("ไทย"));
    await visit.page.locator("html[lang=th]").waitFor();
});
