// Submitting a month: what is missing or odd first (nothing of it forbids), then who submits and until when,
// then one button.
import { announce } from "../../../shared/pages/announce.js";
import { ask } from "../../../shared/pages/ask.js";
import { fill, fresh_id, h, set } from "../../../shared/pages/dom.js";
import { get, post } from "../../../shared/pages/request.js";
import { lines, month_name, number_name } from "../../../shared/pages/thai.js";
import { words } from "../../../shared/pages/words.js";
import { due_words } from "./due.js";

const row_address = (month, row) => (row ? `/month/${month}#row-${row}` : `/month/${month}`);

function group(month, level, remarks) {
    const chosen = remarks.filter((remark) => remark.level === level);
    if (chosen.length === 0) {
        return null;
    }
    return [
        h("h3", {}, words(`desk_check_${level}`, { n: number_name(chosen.length) })),
        h("ul", { class: `remarks ${level}` },
            chosen.map((remark) =>
                h("li", {}, h("a", { href: row_address(month, remark.row) }, lines(remark.message))))),
    ];
}

function check_section(month, remarks) {
    if (remarks.length === 0) {
        return h("section", { class: "note good" }, h("p", {}, words("desk_check_nothing")));
    }
    return h("section", { class: "card" },
        h("h2", {}, words("desk_check")),
        h("p", { class: "quiet" }, words("desk_check_forbids_nothing")),
        group(month, "missing", remarks),
        group(month, "odd", remarks));
}

function text_field(label, value, required) {
    const [id, fault_id] = [fresh_id("who"), fresh_id("fault")];
    const fault = h("small", { id: fault_id, class: "fault", role: "alert" });
    const input = h("input", {
        id, value, maxlength: 200, autocomplete: "off", required, "aria-describedby": fault_id,
    });
    const element = h("div", {}, h("label", { for: id }, label), input, fault);
    return { element, input, fault };
}

function who_form(place, month, check) {
    const form = month.form.fields;
    const label = (key, other) => form.find((field) => field.key === key)?.label ?? words(other);
    const by = text_field(label("reporter", "desk_submit_by"), check.by, true);
    const position = text_field(label("position", "desk_submit_position"), check.position, false);
    const due = due_words(month.due);
    const trouble = h("div", { role: "alert" });
    const button = h("button", { type: "submit", class: "big" }, words("desk_submit_now"));

    async function submit(event) {
        event.preventDefault();
        const name = by.input.value.trim();
        set(by.input, { "aria-invalid": name === "" ? "true" : undefined });
        by.fault.textContent = name === "" ? words("desk_submit_by_missing") : "";
        if (name === "") {
            by.input.focus();
            return;
        }
        const empty = month.rows.length === 0;
        if (empty && !(await ask({
            title: words("desk_submit_empty"), text: words("desk_submit_empty_text", { month: month_name(month.month) }),
            yes: words("desk_submit_empty_yes"), no: words("desk_submit_empty_no"),
        }))) {
            return;
        }
        button.setAttribute("aria-busy", "true");
        button.disabled = true;
        fill(trouble);
        announce(words("desk_submit_going"));
        try {
            await post(`/api/month/${place.month}/submit`, { by: name, position: position.input.value.trim() });
            location.assign(`/receipt/${place.month}`);
        } catch (error) {
            button.disabled = false;
            button.removeAttribute("aria-busy");
            fill(trouble, h("p", { class: "note bad" }, error.message));
        }
    }

    return h("form", { class: "card", novalidate: true, on: { submit } },
        h("h2", {}, words("desk_submit_who")),
        h("div", { class: "pair" }, by.element, position.element),
        h("p", { class: check.late ? "note warn" : "" },
            due.words, check.late && [" ", words("desk_submit_late")]),
        h("p", { class: "quiet" }, words("desk_submit_what_happens")),
        trouble,
        button);
}

function pictures_of(month) {
    return month.rows.reduce((sum, row) => sum + row.pictures.length, 0);
}

export { ask_for as ask };
const ask_for = (name) => Promise.all([get(`/api/month/${name}`), get(`/api/month/${name}/check`)]);

export async function show(main, place) {
    const [month, check] = await place.asked;
    const stands = month.state === "submitted" && !month.changed_since_submission;
    fill(main,
        h("div", { class: "column" },
            h("p", {}, h("a", { href: `/month/${place.month}` }, words("desk_back_to_month"))),
            h("h1", {}, words("desk_submit_title", { month: month_name(place.month) })),
            h("p", {}, words("desk_submit_holds", {
                rows: number_name(month.rows.length), pictures: number_name(pictures_of(month)),
            }), " ", month.grade.headline),
            !month.open && h("p", { class: "note good" }, words("desk_submit_approved"), " ",
                h("a", { href: `/receipt/${place.month}` }, words("desk_submit_receipt"))),
            month.open && stands && h("p", { class: "note good" }, words("desk_submit_stands"), " ",
                h("a", { href: `/receipt/${place.month}` }, words("desk_submit_receipt"))),
            month.open && !stands && [check_section(place.month, check.remarks), who_form(place, month, check)]),
    );
}
