// The rows: the official form's table, with one row open at a time.
//
// Rows stand by date, as the form is printed; the open one stays where it is until it is closed, so that nothing
// moves under the hands of whoever types.
import { h, keyed } from "../../../../shared/pages/dom.js";
import { lines } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";
import { whole } from "./edits.js";
import { row_form } from "./row_form.js";
import { kind_of, row_line } from "./row_line.js";

// A row is a grid of its own, not a line of a table's layout: what is typed into one lays out that one, and what
// is far out of sight costs nothing.
const widths = {
    "c-ordinal": "3.7rem", "c-date": "4.8rem", "c-office": "4.7rem", "c-text": "6.4rem", "c-integer": "5.5rem",
    "c-channels": "8.2rem", "c-pictures": "5.7rem", "c-flag": "4rem", "c-wide": "minmax(0, 1fr)",
};

const at_once = 30; // rows drawn before the page is shown

export function rows_table(month, uploads, remove) {
    const form = month.now.form;
    const table = h("table", { role: "table", class: "rows", "aria-label": words("desk_rows") },
        h("thead", { role: "rowgroup" },
            h("tr", { role: "row" }, form.columns.map(({ number, heading, shows }) =>
                h("th", { role: "columnheader", scope: "col", class: kind_of(form, shows[0]) },
                    h("span", { class: "number" }, number), lines(heading))))));
    table.style.setProperty("--columns", form.columns.map(({ shows }) => widths[kind_of(form, shows[0])]).join(" "));
    const bodies = h("tbody", { role: "rowgroup" });
    table.append(bodies);
    const none = h("p", { class: "none" }, words(month.now.open ? "desk_no_rows" : "desk_no_rows_closed"));
    const add = month.now.open && h("button", { type: "button", class: "add-row", on: { click: () => begin() } }, words("desk_row_add"));
    const element = h("section", { class: "rows-section", "aria-label": words("desk_rows") }, table, none, add);

    const known = new Map(); // elements, by row
    const drawn = new Map(); // what updates them
    let open_id;

    function make(id) {
        const view = row_line(month, uploads, id, open, known.size >= at_once);
        drawn.set(id, view);
        return view.element;
    }

    // In the place of the line; and back.
    function replace(id, view, element) {
        known.get(id)?.replaceWith(element);
        known.set(id, element);
        drawn.set(id, view);
    }

    function open(id, key) {
        if (open_id === id) {
            return;
        }
        close(false);
        open_id = id;
        update();
        const view = row_form(month, uploads, id, { close: () => close(true), remove, next: () => begin() });
        const cell = h("td", { role: "cell", colspan: form.columns.length }, view.element);
        replace(id, view, h("tr", { role: "row", class: "open" }, cell));
        view.focus(key);
        view.element.scrollIntoView({ block: "nearest" });
    }

    function close(with_focus) {
        if (!open_id) {
            return;
        }
        const id = open_id;
        // Leaving its field saves it.
        if (drawn.get(id)?.element.contains(document.activeElement)) {
            document.activeElement.blur();
        }
        open_id = undefined;
        if (month.begun.includes(id) && month.edits.of(id).length === 0 && !uploads.list.some((each) => each.row === id)) {
            month.forget_row(id);
            with_focus && add?.focus();
            return;
        }
        const view = row_line(month, uploads, id, open);
        replace(id, view, view.element);
        update();
        with_focus && drawn.get(id)?.focus();
    }

    function begin() {
        close(false);
        open(month.begin_row());
    }

    // `entity`: what alone has changed.
    function update(entity) {
        if (entity === whole) {
            return;
        }
        if (known.has(entity) && month.row_ids().includes(entity)) {
            drawn.get(entity).update();
            return;
        }
        const ids = month.row_ids();
        if (open_id && !ids.includes(open_id)) {
            open_id = undefined;
        }
        const order = open_id && known.has(open_id) ? with_open_in_place(ids) : ids;
        keyed(bodies, order, known, make, open_id && known.get(open_id));
        for (const id of drawn.keys()) {
            known.has(id) ? drawn.get(id).update() : drawn.delete(id);
        }
        none.hidden = ids.length > 0;
        table.hidden = ids.length === 0;
    }

    function with_open_in_place(ids) {
        const at = [...bodies.children].indexOf(known.get(open_id));
        const others = ids.filter((id) => id !== open_id);
        return at < 0 ? ids : [...others.slice(0, at), open_id, ...others.slice(at)];
    }

    update();
    month.on("changed", ({ entity }) => update(entity));
    const go_to = (number) => {
        const id = month.row_ids()[number - 1];
        known.get(id)?.scrollIntoView({ block: "center" });
        drawn.get(id)?.focus();
    };
    return { element, open, close, begin, go_to, add };
}
