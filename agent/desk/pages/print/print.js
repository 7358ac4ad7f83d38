// The official form on A4 landscape: the letter's title, headings and order, then the pictures as an annex.
// On the screen it looks like the paper; on a narrow one each row is read from top to bottom.
import { fill, h } from "../../../../shared/pages/dom.js";
import { get } from "../../../../shared/pages/request.js";
import { lines, month_name } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";
import { while_busy } from "../busy.js";
import { annex, numbered_pictures } from "./annex.js";
import { cells_of } from "./cells.js";

// Kept on one page with the signature, so that none is signed without the work it stands for.
const rows_with_signature = 1;

function title(month) {
    const key = month.office_name === month.province_name ? "desk_form_title_province" : "desk_form_title";
    return words(key, {
        title: month.title, month: month_name(month.month), office: month.office_name, province: month.province_name,
    });
}

// A column is as wide as what it shows needs; of a text that may be long, more.
const long_text_bytes = 2000;
function width_of(month, column) {
    const widths = column.shows.map((key) => {
        const field = month.form.row_fields.find((each) => each.key === key);
        if (key === "channels" || (field?.type === "text" && field.max >= long_text_bytes)) {
            return 50;
        }
        return key === "ordinal" ? 10 : field?.type === "text" ? 36 : 25;
    });
    return Math.max(...widths);
}

function widths(month) {
    const all = month.form.columns.map((column) => width_of(month, column));
    const sum = all.reduce((total, each) => total + each, 0);
    return h("colgroup", {}, all.map((each) => {
        const column = h("col");
        column.style.width = `${(100 * each) / sum}%`;
        return column;
    }));
}

// The browser repeats a table's head on every page: so the title stands in it too.
function head(month) {
    const columns = month.form.columns;
    return h("thead", {},
        h("tr", { class: "title" },
            h("th", { colspan: columns.length, scope: "colgroup" }, h("h1", {}, lines(title(month))))),
        h("tr", {},
            columns.map((column) =>
                h("th", { scope: "col" }, lines(column.heading)))));
}

function row_element(month, row, pictures) {
    return h("tr", {},
        month.form.columns.map((column) =>
            h("td", { class: column.shows.map((key) => `shows-${key}`).join(" ") },
                h("span", { class: "heading", "aria-hidden": "true" }, column.heading),
                h("div", {}, cells_of(month, row, column, pictures)))));
}

function signature(month) {
    const lines_of = month.fields.map((field) =>
        h("p", {},
            month.form.fields.find((each) => each.key === field.key).label,
            h("span", { class: "dotted" }, field.shown || "\u00a0")));
    return h("tr", { class: "signature" },
        h("td", { colspan: month.form.columns.length }, h("div", {}, lines_of)));
}

function nothing_done(month) {
    return h("tr", {}, h("td", { class: "nothing", colspan: month.form.columns.length }, words("desk_form_nothing")));
}

function form(month, pictures) {
    const rows = month.rows.map((row) => row_element(month, row, pictures));
    const last = rows.splice(-rows_with_signature);
    return h("table", { class: "form" },
        widths(month),
        head(month),
        rows.length > 0 && h("tbody", {}, rows),
        h("tbody", { class: "last" }, last.length > 0 ? last : nothing_done(month), signature(month)));
}

function toolbar(place, month) {
    return h("div", { class: "toolbar screen" },
        h("a", { href: `/month/${place.month}` }, words("desk_back_to_month")),
        h("span", { class: "quiet" }, words("desk_form_state", { state: month.state_words })),
        h("button", { on: { click: (event) => print_whole(event.currentTarget) } }, words("desk_print")));
}

// Pictures further down are not loaded before they are near: on paper all are.
async function print_whole(button) {
    await while_busy(button, () =>
        Promise.all([...document.querySelectorAll(".annex img")].map((image) => {
            image.loading = "eager";
            return image.decode().catch(() => {});
        })));
    window.print();
}

export const ask = (name) => get(`/api/month/${name}`);

export async function show(main, place) {
    const month = await place.asked;
    const pictures = numbered_pictures(month);
    document.title = title(month);
    fill(main,
        toolbar(place, month),
        h("article", { class: "paper" }, form(month, pictures)),
        annex(month, pictures));
}
