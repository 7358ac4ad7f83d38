// The desk as a test meets it. One server and one browser serve the tests of a file; each test has agents and
// visitors of its own, and is over only when the pages it opened did nothing that they may not (browser.mjs).
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Browser, Watch } from "./browser.mjs";
import { World, build } from "./programs.mjs";
import { whyNot } from "./ready.mjs";

export const sizes = { desktop: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } };
const secondsMax = 150;

// story(name, async ({ world, server, browser, open }) => …): a test. open(agent, …): its desk in a new visit.
export function stage() {
    const scene = {};
    const closing = [];
    before(async () => {
        if (!whyNot) {
            scene.world = new World((each) => closing.push(each));
            scene.server = await scene.world.server();
            scene.browser = await Browser.start((each) => closing.push(each), join(scene.world.folder, "chromium"));
        }
    });
    after(async () => {
        const wrong = [];
        for (const each of closing.reverse()) {
            await each().catch((error) => wrong.push(error));
        }
        if (wrong.length > 0) {
            throw wrong[0];
        }
    });
    return (name, tell) =>
        test(name, { skip: whyNot ?? false, timeout: secondsMax * 1000 }, async (t) => {
            const visits = [];
            const open = async (agent, how) => {
                visits.push(await Visit.open(t, scene.browser, agent, how));
                return visits.at(-1);
            };
            try {
                await tell({ ...scene, t, open });
            } catch (error) {
                await showsFailure(visits, name);
                throw error;
            }
        });
}

// What stood on the screen when it went wrong.
async function showsFailure(visits, name) {
    for (const [number, { page }] of visits.entries()) {
        const path = join(screenshots(), `FAILED ${name.slice(0, 40)} ${number}.png`);
        await page.screenshot({ path, caret: "initial", timeout: 5000 }).catch(() => {});
    }
}

function screenshots() {
    const folder = join(build, "test-logs", "screenshots");
    mkdirSync(folder, { recursive: true });
    return folder;
}

// One visitor of one desk.
export class Visit {
    static async open(t, browser, agent, { path = "/", size = sizes.desktop, language = "th", lasting = false, from } = {}) {
        const visit = new Visit();
        visit.agent = agent;
        visit.context = from?.context ?? (await browser.visitor({ lasting, viewport: size }));
        visit.watch = from?.watch ?? new Watch(visit.context, agent.desk);
        visit.page = await visit.context.newPage();
        // The browser's own dialog stays away from the first press on.
        visit.page.on("filechooser", () => {});
        if (lasting) {
            await visit.page.setViewportSize(size);
        }
        if (!from) {
            t.after(async () => {
                if (!lasting) {
                    await visit.context.close().catch(() => {});
                }
                visit.watch.check();
            });
            await visit.context.addCookies([{ name: "phirap_lang", value: language, url: `http://${agent.desk}/` }]);
            await visit.page.goto(await agent.address());
            await visit.page.waitForURL((url) => url.search === "");
        }
        await visit.go(path);
        return visit;
    }
    // There, and filled.
    async go(path) {
        await this.page.goto(`http://${this.agent.desk}${path}`);
        await this.filled();
    }
    async reload() {
        await this.page.reload();
        await this.filled();
    }
    async filled() {
        await this.page.locator("#main:not([aria-busy])").waitFor();
        this.texts ??= (await this.get("/api/words")).words;
    }
    // A text of the catalogue, in the language of the page; `{name}` filled in.
    words(key, values = {}) {
        const text = this.texts[key];
        if (text === undefined) {
            throw new Error(`the pages have no words for ${key}`);
        }
        return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
    }
    // What the program answers a page.
    get(path) {
        return this.page.evaluate(async (asked) => (await fetch(asked)).json(), path);
    }
    post(path, body) {
        return this.page.evaluate(async ([asked, sent]) => {
            const reply = await fetch(asked, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(sent) });
            return { status: reply.status, json: await reply.json().catch(() => null) };
        }, [path, body]);
    }
    month(month) {
        return this.get(`/api/month/${month}`);
    }

    button(name) {
        return this.page.getByRole("button", { name });
    }
    link(name) {
        return this.page.getByRole("link", { name });
    }
    field(label, within = this.page) {
        return within.getByLabel(label);
    }
    // Tab, until the focus is on it.
    async tabTo(locator, pressesMax = 200, key = "Tab") {
        for (let presses = 0; presses < pressesMax; ++presses) {
            if (await locator.evaluateAll((elements) => elements.includes(document.activeElement))) {
                return;
            }
            await this.page.keyboard.press(key);
        }
        throw new Error(`${locator} is not reached by ${pressesMax} presses of ${key}`);
    }
    async type(locator, text) {
        await this.tabTo(locator);
        await this.page.keyboard.press("Control+A");
        await this.page.keyboard.type(text);
    }
    async pressOn(locator, key = "Enter") {
        await this.tabTo(locator);
        await this.page.keyboard.press(key);
    }

    // As it looks on the screens that offices have, for people to look at: build/dev/test-logs/screenshots.
    async picture(name, { whole = true } = {}) {
        const folder = screenshots();
        const before = this.page.viewportSize();
        for (const size of [sizes.phone, sizes.desktop]) {
            await this.page.setViewportSize(size);
            if (whole) {
                // As tall as the page: what no screen shows is not drawn else.
                const height = await this.page.evaluate(() => (scrollTo(0, 0), document.documentElement.scrollHeight));
                await this.page.setViewportSize({ width: size.width, height: Math.min(Math.max(height, size.height), 6000) });
            }
            await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
            await this.page.screenshot({ path: join(folder, `${name}-${size.width}.png`), fullPage: whole, caret: "initial" });
        }
        await this.page.setViewportSize(before);
    }
}
