// The desk: one shell, and the module that fills it for the page's path. A page is a load of its own, so that
// the browser's own "back", tabs and bookmarks do what people know.
//
// A module has show(main, place): it fills `main`, and may be async. place: {path, month, where, asked}; `asked`
// is what its ask(month) gave, which is called at once, so that nobody waits for one answer after another.
import { fill, h } from "../../../shared/pages/dom.js";
import { get } from "../../../shared/pages/request.js";
import { learn_words, words } from "../../../shared/pages/words.js";
import * as conflicts from "./conflicts/conflicts.js";
import * as month from "./month/month.js";
import * as months from "./months/months.js";
import * as print from "./print/print.js";
import * as receipt from "./receipt.js";
import * as settings from "./settings/settings.js";
import { begin_shell } from "./shell.js";
import * as standing from "./standing/standing.js";
import * as submit from "./submit.js";
import { show_unlock, unlock_over_page } from "./unlock.js";
import * as welcome from "./welcome/welcome.js";
import { ask_where_soon } from "./where.js";

const pages = [
    [/^\/$/, month],
    [/^\/month\/(\d{4}-\d{2})$/, month],
    [/^\/submit\/(\d{4}-\d{2})$/, submit],
    [/^\/receipt\/(\d{4}-\d{2})$/, receipt],
    [/^\/print\/(\d{4}-\d{2})$/, print],
    [/^\/months$/, months],
    [/^\/conflicts$/, conflicts],
    [/^\/standing$/, standing],
    [/^\/settings$/, settings],
    [/^\/welcome$/, welcome],
];

// The page's module, and the month that its path names.
function page_of(path) {
    const [pattern, page] = pages.find(([each]) => each.test(path)) ?? [/^/, month];
    return [page, pattern.exec(path)?.[1]];
}

const locked_status = 423;

async function open() {
    const main = document.getElementById("main");
    const asked_words = get("/api/words");
    const asked_where = get("/api/where").catch((trouble) => trouble);
    let [page, month_name] = page_of(location.pathname);
    const asked = page.ask?.(month_name);
    asked?.catch(() => {});
    try {
        learn_words(await asked_words);
    } catch {
        // Without words there is one thing to say, in both languages.
        fill(main, h("p", { class: "note bad" }, "เปิดโปรแกรมพิราบแล้วโหลดหน้านี้ใหม่ · Open Phirap, then load this page again."));
        return;
    }
    const where = await asked_where;
    // An agent that is not enrolled answers every path with its welcome.
    const is_new = where.enrolled === false && location.pathname !== "/settings";
    const path = is_new ? "/welcome" : location.pathname;
    [page, month_name] = page_of(path);
    const place = { path, month: month_name, where, asked };
    if (where.status === locked_status) {
        show_unlock(main);
        main.removeAttribute("aria-busy");
        return;
    }
    begin_shell(document.getElementById("top"), place);
    window.addEventListener("phirap-locked", () => unlock_over_page(ask_where_soon));
    try {
        await page.show(main, place);
    } catch (error) {
        if (error.kind === undefined) {
            console.error(error);
        }
        fill(
            main,
            h("div", { class: "note bad", role: "alert" },
                h("p", {}, error.kind ? error.message : words("desk_failed")),
                h("button", { on: { click: () => location.reload() } }, words("desk_load_again"))),
        );
    }
    main.removeAttribute("aria-busy");
}

open();
