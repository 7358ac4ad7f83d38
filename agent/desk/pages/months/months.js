// Every month, newest first, by fiscal year: where it stands, its grade, when it was due; open or print any.
import { announce } from "../../../../shared/pages/announce.js";
import { fill, h } from "../../../../shared/pages/dom.js";
import { get } from "../../../../shared/pages/request.js";
import { fiscal_year_name, month_name, number_name } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";
import { due_words } from "../due.js";
import { points_chart } from "./chart.js";

// What one may look for, in the order in which it presses.
const filters = {
    all: () => true,
    open: (month) => month.state === "none" || month.state === "draft",
    returned: (month) => month.state === "returned",
    submitted: (month) => month.state === "submitted",
    approved: (month) => month.state === "approved",
};
const state_level = { returned: "warn", submitted: "", approved: "good" };

const is_open = (month) => filters.open(month) || filters.returned(month);

// October begins the next fiscal year.
const fiscal_year = (month) => Number(month.slice(0, 4)) + (month.slice(5) >= "10" ? 1 : 0);

const cell = (label, ...children) =>
    h("td", {}, h("span", { class: "label", "aria-hidden": "true" }, words(label)), h("div", {}, children));

function grade(month) {
    if (month.level === null) {
        return h("span", { class: "quiet" }, "–");
    }
    return [
        h("b", {}, month.level), " ", words("desk_months_points", { n: month.points }), " ",
        h("span", { class: "quiet" }, words(month.published ? "desk_months_published" : "desk_months_preview")),
        month.amended_since && [" ", h("span", { class: "badge warn" }, words("desk_months_amended"))],
    ];
}

// A report that came back keeps the time at which it was first submitted, so it is not late again.
function due(month) {
    if (!filters.open(month)) {
        return month.due_shown;
    }
    const said = due_words({ day: month.due, days_left: month.days_left });
    return h("span", { class: `pressing ${said.level}` }, said.words);
}

function line(month, current) {
    const name = month_name(month.month);
    return h("tr", {},
        h("th", { scope: "row" },
            h("a", { href: `/month/${month.month}` }, name),
            month.month === current && [" ", h("span", { class: "badge" }, words("desk_months_current"))]),
        cell("desk_months_state",
            h("span", { class: `badge wrap ${state_level[month.state] ?? ""}` }, month.state_words),
            month.changed_since_submission && [" ", h("span", { class: "badge warn wrap" }, words("desk_months_changed"))]),
        cell("desk_months_grade", grade(month)),
        cell("desk_months_due", due(month)),
        cell("desk_months_rows", number_name(month.rows),
            month.conflicts > 0 && [" ",
                h("a", { href: "/conflicts" }, words("desk_months_conflicts", { n: month.conflicts }))]),
        h("td", { class: "acts" },
            month.state !== "none" && h("a", { href: `/print/${month.month}`, "aria-label": words("desk_months_print", { month: name }) },
                words("desk_print")),
            month.state !== "none" && !is_open(month) &&
                h("a", { href: `/receipt/${month.month}`, "aria-label": words("desk_months_receipt", { month: name }) },
                    words("desk_months_receipt_short"))));
}

function table(months, current) {
    const years = [...new Set(months.map((month) => fiscal_year(month.month)))];
    const head = ["month", "state", "grade", "due", "rows", "acts"];
    return h("table", { class: "months" },
        h("caption", { class: "unseen" }, words("desk_months_title")),
        h("thead", {}, h("tr", {}, head.map((each) => h("th", { scope: "col" }, words(`desk_months_${each}`))))),
        years.map((year) =>
            h("tbody", {},
                h("tr", { class: "year" },
                    h("th", { colspan: head.length, scope: "rowgroup" }, fiscal_year_name(year))),
                months.filter((month) => fiscal_year(month.month) === year).map((month) => line(month, current)))));
}

export const ask = () => get("/api/months");

export async function show(main, place) {
    const { months, current } = await place.asked;
    const list = h("div", {});
    let chosen = "all";

    const buttons = Object.keys(filters).map((key) => {
        const count = months.filter(filters[key]).length;
        const choose = () => {
            chosen = key;
            draw();
            announce(words("desk_months_shown", { n: number_name(count) }));
        };
        return h("button", { class: "plain", data: { key }, on: { click: choose } },
            words(`desk_months_only_${key}`), " ", h("span", { class: "count" }, number_name(count)));
    });

    function draw() {
        buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.key === chosen)));
        const seen = months.filter(filters[chosen]);
        fill(list, seen.length > 0 ? table(seen, current) : h("p", { class: "note" }, words("desk_months_none")));
    }
    draw();
    fill(main,
        h("div", { class: "column wide" },
            h("h1", {}, words("desk_months_title")),
            points_chart(months),
            h("div", { class: "buttons filters", role: "group", "aria-label": words("desk_months_filter") }, buttons),
            list));
}
