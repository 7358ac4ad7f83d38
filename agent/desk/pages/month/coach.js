// The grade coach: what this month would be graded now, why, and the cheapest step to the next better level. It
// follows what is typed; the program itself judges, by the same code as the centre.
import { announce } from "../../../../shared/pages/announce.js";
import { fill, h } from "../../../../shared/pages/dom.js";
import { lines } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";
import { post } from "../../../../shared/pages/request.js";
import { would_save } from "./saving.js";

const rest_ms = 250;
const rows_named_max = 12;

export function coach(month, go_to) {
    const body = h("div", { class: "coach-body" });
    const element = h("aside", { class: "coach panel", tabindex: 0, "aria-labelledby": "coach-title" },
        h("h2", { id: "coach-title" }, words("desk_coach")), body);
    let after;
    let asking;
    let said;

    function show(grade) {
        const saying = JSON.stringify([grade, month.now.due, month.now.state]);
        if (saying === said) {
            return;
        }
        const before = said && JSON.parse(said)[0].level;
        said = saying;
        fill(body, head(grade, month.now),
            h("ol", { class: "criteria" }, grade.criteria.map((each) => criterion(each, go_to))),
            flags(grade));
        if (before && before !== grade.level) {
            announce(grade.headline);
        }
    }

    async function ask(entity) {
        const wanted = would_save(month, entity);
        asking?.abort();
        if (!wanted) {
            show(month.now.grade);
            return;
        }
        asking = new AbortController();
        const mine = asking;
        const reply = await post(`/api/month/${month.now.month}/preview`, wanted, { signal: mine.signal }).catch(() => undefined);
        if (reply && mine === asking && !mine.signal.aborted) {
            show(reply.grade);
        }
    }

    month.on("typed", ({ entity }) => {
        clearTimeout(after);
        after = setTimeout(() => ask(entity), rest_ms);
    });
    month.on("graded", ({ grade }) => {
        // A newer one is on its way while something is being typed.
        if (month.edits.size === 0) {
            clearTimeout(after);
            asking?.abort();
            show(grade);
        }
    });
    show(month.now.grade);
    return { element };
}

function head(grade, { due, state, open }) {
    const left = due.days_left;
    const when = left > 0 ? words("desk_days_left", { n: left })
        : left === 0 ? words("desk_due_today") : words("desk_days_over", { n: -left });
    const is_awaited = ["none", "draft", "returned"].includes(state);
    return [
        h("div", { class: "level-line" },
            h("span", { class: `level level-${grade.level}`, "aria-hidden": "true" }, grade.level),
            h("strong", {}, lines(grade.headline))),
        h("div", { class: is_awaited && left < 0 ? "due over" : "due" }, is_awaited && [h("strong", {}, when), " "],
            h("span", { class: "together" }, words("desk_due_on", { day: due.shown }))),
        open && grade.next && h("div", { class: "next" }, h("strong", {}, words("desk_next_step")), " ", lines(grade.next)),
    ];
}

function criterion({ title, fact, bar, met, rows }, go_to) {
    return h("li", { class: met ? "met" : "unmet" },
        h("div", { class: "criterion-title" }, lines(title)),
        h("div", {},
            h("span", { class: "mark", "aria-hidden": "true" }, met ? "✓" : "○"),
            h("span", {}, words(met ? "desk_met" : "desk_unmet"))),
        h("div", { class: "fact" }, lines(fact)),
        h("div", { class: "quiet" }, words("desk_bar"), " ", lines(bar)),
        rows.length > 0 && h("div", { class: "from" }, h("span", { class: "quiet" }, words("desk_counted_rows"), " "),
            rows.slice(0, rows_named_max).map((number) => link_to(number, go_to)),
            rows.length > rows_named_max &&
                h("span", { class: "quiet" }, words("desk_and_more", { n: rows.length - rows_named_max }))));
}

const link_to = (number, go_to) =>
    h("button", {
        type: "button", class: "bare", "aria-label": words("desk_go_to_row", { n: number }),
        on: { click: () => go_to(number) },
    }, number);

const flags = (grade) =>
    grade.flags.length > 0 &&
    h("details", { class: "flags" },
        h("summary", {}, words("desk_flags", { n: grade.flags.length })),
        h("ul", {}, grade.flags.map((flag) => h("li", {}, lines(flag)))));
