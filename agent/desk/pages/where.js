// The line that is always visible: where everything stands. Asked again every few seconds while the page is
// seen, and after each save; it says so itself when the program is away.
import { announce } from "../../../shared/pages/announce.js";
import { fill, h } from "../../../shared/pages/dom.js";
import { get } from "../../../shared/pages/request.js";
import { lines } from "../../../shared/pages/thai.js";
import { words } from "../../../shared/pages/words.js";

const every_ms = 10_000;
const while_away_ms = 3_000;

const text = h("span");
const line = h("a", { class: "where", href: "/standing" }, text);
const listeners = new Set();
let after;

// listener(where), or (undefined) while the program is away.
export const on_where = (listener) => listeners.add(listener);

function show(where) {
    const away = where?.level === undefined;
    const message = away ? where?.message ?? words("desk_away") : where.message;
    const level = away ? "away" : where.level;
    // A trouble that comes or goes is told; the count that falls while all is sent is not.
    if (line.dataset.level && line.dataset.level !== level) {
        announce(message);
    }
    line.dataset.level = level;
    line.className = `where ${level}`;
    if (text.textContent !== message) {
        fill(text, lines(message));
    }
    return away;
}

async function ask() {
    clearTimeout(after);
    const where = await get("/api/where").catch((trouble) => trouble);
    const away = show(where);
    listeners.forEach((listener) => listener(away ? undefined : where));
    clearTimeout(after);
    if (document.visibilityState === "visible") {
        after = setTimeout(ask, away ? while_away_ms : every_ms);
    }
}

// Soon, not now: several saves in a row ask once.
export function ask_where_soon() {
    clearTimeout(after);
    after = setTimeout(ask, 400);
}

export function begin_where(header, where) {
    line.append(h("span", { class: "more" }, words("desk_where_more")));
    header.append(h("div", { class: "where-region", role: "region", "aria-label": words("desk_where") }, line));
    const away = show(where);
    after = setTimeout(ask, away ? while_away_ms : every_ms);
    document.addEventListener("visibilitychange", ask_where_soon);
    window.addEventListener("online", ask_where_soon);
}
