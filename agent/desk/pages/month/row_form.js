// A row, open: every column of the official form as a labelled field, in the form's own order. Enter goes on to
// the next field, Escape takes back what was typed, then closes the row.
import { fill, h, set } from "../../../../shared/pages/dom.js";
import { clock_time } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";
import { channels_control } from "./channels.js";
import { field_control, status_line } from "./field.js";
import { picture_strip } from "./pictures.js";
import { pictures_in } from "./uploads.js";

// act: {close(), remove(id), next()}
export function row_form(month, uploads, id, act) {
    const form = month.now.form;
    const fields = new Map(form.row_fields.map((field) => [field.key, field]));
    const parts = form.columns.flatMap((column) => parts_of(column));
    const shown = new Set(form.columns.flatMap((column) => column.shows));
    parts.push(...form.row_fields.filter((field) => !shown.has(field.key)).map((field) => field_control(month, id, field)));

    function parts_of({ number, heading, shows }) {
        return shows.flatMap((key) => {
            if (key === "channels") {
                return channels_control(month, uploads, id, { number, heading });
            }
            if (fields.has(key)) {
                return field_control(month, id, fields.get(key), { number, heading: shows.length === 1 ? heading : undefined });
            }
            return form.roles.some((role) => role.key === key) ? role_control(key, number, heading) : [];
        });
    }

    function role_control(role, number, heading) {
        const strip = picture_strip(month, uploads, id, {
            role, label: heading, pictures: () => (month.row(id)?.pictures ?? []).filter((each) => each.role === role),
        });
        const element = h("fieldset", { class: "field pictures-field", data: { key: role } },
            h("legend", {}, h("span", { class: "number", "aria-hidden": "true" }, number), h("span", {}, heading)), strip.element);
        return { element, update: strip.update };
    }

    const title = h("h2", {});
    const status = status_line();
    const remarks = h("div", { class: "remarks" });
    const element = h("section", { class: "row-form", on: { keydown, paste } },
        h("div", { class: "row-head" }, title, h("span", { class: "quiet" }, month.now.office_name), status.element),
        remarks,
        h("div", { class: "fields" }, parts.map((part) => part.element)),
        h("div", { class: "row-acts" },
            h("button", { type: "button", class: "done", on: { click: act.close } }, words("desk_row_done")),
            h("button", { type: "button", class: "plain", on: { click: act.next } }, words("desk_row_next")),
            h("button", { type: "button", class: "bare danger delete", on: { click: () => act.remove(id) } }, words("desk_row_delete"))));

    function keydown(event) {
        if (event.key === "Escape" && !event.defaultPrevented) {
            act.close();
            return;
        }
        const goes_on = event.target.matches("input:not([type=file]), textarea, select");
        if (event.key === "Enter" && goes_on && !event.shiftKey && !event.isComposing && !event.defaultPrevented) {
            event.preventDefault();
            const stops = [...element.querySelectorAll("input, textarea, select, button.done")]
                .filter((each) => each.offsetParent !== null);
            stops[stops.indexOf(event.target) + 1]?.focus();
        }
    }

    // Into the pictures that have the focus, or the first ones.
    function paste(event) {
        const files = pictures_in(event.clipboardData);
        if (files.length === 0) {
            return;
        }
        event.preventDefault();
        const near = event.target.closest?.("li, .field")?.querySelector("[data-drop]");
        (near ?? element.querySelector(".pictures-field [data-drop]"))?.take_pictures(files);
    }

    let said;
    function update() {
        const text = words("desk_row_n", { n: month.number_of(id) });
        if (title.textContent !== text) {
            title.textContent = text;
            set(element, { "aria-label": text });
        }
        status.update(month, id, clock_time);
        parts.forEach((part) => part.update());
        const row = month.row(id);
        const is_deleted = !row && month.now.deleted.some((each) => each.id === id);
        const saying = JSON.stringify([row?.flags, row?.comments, row?.edited_after_delete, is_deleted]);
        if (saying !== said) {
            said = saying;
            fill(remarks, is_deleted && deleted_elsewhere(), remarks_of(row));
        }
    }
    const deleted_elsewhere = () => h("div", { class: "note warn" }, h("p", {}, words("desk_row_deleted_elsewhere")),
        h("button", { type: "button", on: { click: () => month.tell("bring-back", { row: id }) } }, words("desk_bring_back")));
    update();
    // The field of that key, or the first.
    function focus(key) {
        const part = element.querySelector(`[data-key="${key ?? form.dated_by}"]`) ?? element;
        part.querySelector("input, textarea, select")?.focus();
    }
    return { element, update, focus };
}

// What a reviewer said of the row, and what looks odd in it.
export function remarks_of(row) {
    return [
        (row?.comments ?? []).map((comment) => h("p", { class: "note warn" }, h("strong", {}, words("desk_reviewer_says"), " "), comment)),
        row?.edited_after_delete && h("p", { class: "note warn" }, h("a", { href: "/conflicts" }, words("desk_edited_after_delete"))),
        (row?.flags ?? []).map((flag) => h("p", { class: "flag" }, flag)),
    ];
}
