// Where everything stands: what is sent, what waits and why, what comes next, and how long that takes; sending
// now; and the way by USB for whoever has no line.
import { announce } from "../../../../shared/pages/announce.js";
import { fill, h } from "../../../../shared/pages/dom.js";
import { get, post } from "../../../../shared/pages/request.js";
import { lines } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";
import { ask_where_soon } from "../where.js";
import { carry_section } from "./carry.js";
import { held_back, pictures_table, reports_table } from "./waiting.js";

const every_ms = 10_000;
const while_sending_ms = 1_500;

const note_level = { fine: "good", waiting: "warn", trouble: "bad" };

// Asks for a contact and tells how it goes; `look` asks anew where everything stands.
function send_now(demo, look) {
    const told = h("div", { role: "status", "aria-live": "polite" });
    const button = h("button", { class: "big", disabled: demo, on: { click: send } }, words("desk_send_now"));

    async function send() {
        button.setAttribute("aria-busy", "true");
        button.disabled = true;
        fill(told, h("p", { class: "note" }, words("desk_send_going")));
        const watching = setInterval(async () => {
            const standing = await look().catch(() => undefined);
            if (standing && button.disabled) {
                const n = standing.waiting + standing.pictures_under_way.length;
                fill(told, h("p", { class: "note" }, words("desk_send_going"), " ", words("desk_send_left", { n })));
            }
        }, while_sending_ms);
        try {
            // It ends when the contact does, which on a slow line is not soon.
            const reply = await post("/api/send", {}, { signal: new AbortController().signal });
            fill(told, h("p", { class: `note ${note_level[reply.where.level] ?? ""}` }, lines(reply.message)));
        } catch (error) {
            fill(told, h("p", { class: "note bad" }, error.message));
        }
        clearInterval(watching);
        button.disabled = false;
        button.removeAttribute("aria-busy");
        button.focus();
        ask_where_soon();
        await look().catch(() => undefined);
    }
    return h("div", { class: "sending" }, button, told);
}

// Drawn anew, it stays as it was left.
let is_open = false;
function sentences(standing) {
    return h("details", { class: "card", open: is_open, on: { toggle: (event) => (is_open = event.target.open) } },
        h("summary", {}, words("desk_standing_says")),
        h("ul", { class: "says" }, standing.lines.map((line) => h("li", {}, lines(line)))));
}

function drawn(standing) {
    return [
        held_back(standing),
        reports_table(standing),
        pictures_table(standing),
        sentences(standing),
    ];
}

export async function show(main, place) {
    const waiting = h("div", {});
    let shown = "";

    async function look() {
        const standing = await get("/api/standing");
        const now = JSON.stringify(standing);
        if (now !== shown) {
            shown = now;
            fill(waiting, drawn(standing));
        }
        return standing;
    }

    await look();
    fill(main,
        h("div", { class: "column wide" },
            h("h1", {}, words("desk_standing_title")),
            send_now(place.where.demo, look),
            waiting,
            carry_section(place.where, async (message) => {
                announce(message);
                ask_where_soon();
                await look();
            })));
    setInterval(() => document.visibilityState === "visible" && look().catch(() => undefined), every_ms);
}
