// A row, closed: one line of the official form, as it will be printed. A click on any cell opens the row at that
// field; pictures can be dropped on its cells.
import { fill, h, set } from "../../../../shared/pages/dom.js";
import { clock_time, lines } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";
import { status_line } from "./field.js";
import { accept_drops, look_at, thumbnail } from "./pictures.js";
import { remarks_of } from "./row_form.js";

const thumbnails_max = 4;

// `later`: what is far down a long month is drawn when the browser has nothing else to do.
export function row_line(month, uploads, id, open, later = false) {
    const form = month.now.form;
    const cells = form.columns.map((column) => cell_of(column));
    const status = status_line();
    const edit = month.now.open &&
        h("button", { type: "button", class: "plain edit", on: { click: () => open(id) } }, words("desk_row_edit"));
    const foot = h("div", { class: "line-foot" }, edit, status.element);
    const line = h("tr", { role: "row", class: "line" }, cells);

    function cell_of({ number, heading, shows }) {
        const [first] = shows;
        const cell = h("td", { role: "cell", class: kind_of(form, first), data: { number, heading } });
        if (!month.now.open) {
            return cell;
        }
        cell.addEventListener("click", (event) => event.target.closest("button, a") || open(id, first));
        if (form.roles.some((role) => role.key === first)) {
            accept_drops(cell, (files) => files.length > 0 && uploads.add(id, first, undefined, files));
        }
        return cell;
    }

    let waits = later;
    function draw() {
        waits = false;
        update();
    }

    let said;
    function update() {
        if (waits) {
            return;
        }
        status.update(month, id, clock_time);
        const row = month.row(id);
        const going = uploads.list.filter((each) => each.row === id).length;
        const saying = JSON.stringify([row, month.edits.of(id), month.number_of(id), going]);
        if (saying === said) {
            return;
        }
        said = saying;
        edit && set(edit, { "aria-label": words("desk_row_edit_n", { n: month.number_of(id) }) });
        form.columns.forEach(({ shows }, at) =>
            fill(cells[at], shows.map((key, nth) => [nth > 0 && " / ", content(key, shows.length > 1)]), at === 0 && foot));
    }

    function content(key, with_label) {
        if (key === "ordinal") {
            return h("span", { class: "ordinal" }, month.number_of(id));
        }
        if (key === "office") {
            return h("span", {}, lines(month.now.office_name));
        }
        if (key === "channels") {
            return channels_of(month, id);
        }
        if (form.roles.some((role) => role.key === key)) {
            return pictures_of(key);
        }
        const field = form.row_fields.find((each) => each.key === key);
        const text = month.text_of(id, key);
        const fault = month.fault_of(id, key);
        const wrong = fault || month.field(id, key)?.conflict;
        return [
            h(with_label ? "span" : "div", { class: wrong ? "value wrong" : "value" },
                with_label && h("span", { class: "unseen" }, field.label, " "),
                text === "" ? h("span", { class: "quiet" }, field.required ? words("desk_to_fill") : "–") : h("span", {}, lines(text))),
            fault && h("p", { class: "fault" }, fault),
            !fault && wrong && h("p", { class: "fault" }, h("a", { href: "/conflicts" }, words("desk_in_conflict"))),
            key === "activity" || field === form.row_fields.find((each) => each.type === "text") ? beside() : undefined,
        ];
    }

    // What no column of the form shows, and what looks odd.
    function beside() {
        const shown = new Set(form.columns.flatMap((column) => column.shows));
        const marks = form.row_fields.filter(({ key, type }) =>
            !shown.has(key) && type === "flag" && month.text_of(id, key) === "true");
        return [marks.map((field) => h("p", { class: "mark" }, field.label)), remarks_of(month.row(id))];
    }

    function pictures_of(role) {
        const pictures = (month.row(id)?.pictures ?? []).filter((each) => each.role === role);
        const going = uploads.of(id, role, undefined).length;
        return [
            h("div", { class: "thumbs" }, pictures.slice(0, thumbnails_max).map((picture) =>
                h("button", { type: "button", class: "thumb", "aria-label": words("desk_enlarge", { name: picture.name }),
                    on: { click: () => look_at(picture) } }, thumbnail(picture)))),
            pictures.length > thumbnails_max &&
                h("span", { class: "quiet" }, words("desk_and_more", { n: pictures.length - thumbnails_max })),
            going > 0 && h("span", { class: "quiet" }, words("desk_pictures_going", { n: going })),
            pictures.length + going === 0 && h("span", { class: "quiet" }, "–"),
        ];
    }
    later ? when_idle(draw) : update();
    return { element: line, update, focus: () => { draw(); edit?.focus(); } };
}

const when_idle = (work) => ("requestIdleCallback" in window ? requestIdleCallback(work, { timeout: 2000 }) : setTimeout(work, 50));

function channels_of(month, id) {
    const list = month.text_of(id, "channels");
    const kinds = month.now.form.channel_kinds;
    const stands = month.row(id)?.channels ?? [];
    if (list.length === 0) {
        return h("span", { class: "quiet" }, "–");
    }
    return h("ul", { class: "channel-list" }, list.map((channel, at) => {
        const proof = channel.link || channel.capture;
        return h("li", {},
            h("span", {}, kinds.find((kind) => kind.key === channel.kind)?.label ?? channel.kind),
            " ",
            channel.link && h("span", { class: "link-text" }, channel.link),
            !channel.link && channel.capture && h("span", { class: "quiet" }, words("desk_has_capture")),
            !proof && h("span", { class: "wrong" }, words("desk_no_proof")),
            stands[at]?.fault && h("p", { class: "fault" }, stands[at].fault));
    }));
}

export function kind_of(form, key) {
    const field = form.row_fields.find((each) => each.key === key);
    if (field) {
        const first_text = form.row_fields.find((each) => each.type === "text");
        return field === first_text ? "c-wide" : `c-${field.type}`;
    }
    return ["ordinal", "office", "channels"].includes(key) ? `c-${key}` : "c-pictures";
}
