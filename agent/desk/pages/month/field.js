// One field: its label with the column's number, its control, and what is wrong with it right below.
//
// What is typed goes to the model at every key, and is saved when the field is left. Escape takes back what was
// typed since.
import { fill, fresh_id, h, set } from "../../../../shared/pages/dom.js";
import { words } from "../../../../shared/pages/words.js";

const long_text_from = 500;
const examples = { date: "desk_example_date" };

export function field_control(month, entity, field, { number, heading } = {}) {
    const id = fresh_id("field");
    const control = control_of(field, id);
    const fault = h("div", { class: "fault", id: `${id}-fault`, hidden: true });
    const label = h("label", { for: id },
        number && h("span", { class: "number", "aria-hidden": "true" }, number),
        h("span", {}, heading ?? field.label, field.required && h("span", { class: "quiet" }, ` (${words("desk_required")})`)));
    const is_flag = field.type === "flag";
    const typed = () => (is_flag ? String(control.checked) : control.value);

    control.addEventListener("input", () => {
        month.type(entity, field.key, typed());
        if (is_flag) {
            month.leave(entity, field.key);
        }
    });
    control.addEventListener("blur", () => month.leave(entity, field.key));
    control.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && month.undo(entity, field.key)) {
            event.stopPropagation();
        }
    });

    let said;
    function update() {
        const text = month.text_of(entity, field.key);
        set(control, is_flag ? { checked: text === "true" } : { value: text });
        const edit = month.edits.get(entity, field.key);
        const why = month.fault_of(entity, field.key);
        const conflict = month.field(entity, field.key)?.conflict;
        const saying = JSON.stringify([why, conflict, Boolean(edit?.refused), month.stands(entity), month.standing(entity, field.key)]);
        if (saying === said) {
            return;
        }
        said = saying;
        set(control, {
            "aria-invalid": why || conflict ? "true" : undefined,
            "aria-describedby": why || conflict ? fault.id : undefined,
        });
        set(fault, { hidden: !why && !conflict });
        fill(fault,
            why && h("p", {}, why),
            edit?.refused && month.stands(entity) && choice(month, entity, field.key),
            conflict && to_conflicts());
    }
    update();
    const element = h("div", { class: `field ${field.type}`, data: { key: field.key } },
        is_flag ? [control, label] : [label, control], fault);
    return { element, control, update };
}

function control_of(field, id) {
    if (field.type === "flag") {
        return h("input", { type: "checkbox", id });
    }
    if (field.type === "text" && field.max > long_text_from) {
        return h("textarea", { id, rows: 1 });
    }
    return h("input", {
        type: "text",
        id,
        autocomplete: "off",
        inputmode: field.type === "integer" ? "numeric" : undefined,
        placeholder: examples[field.type] && words(examples[field.type]),
    });
}

// Another window of this PC answered meanwhile: theirs, or what was typed here.
export function choice(month, entity, key) {
    const standing = month.standing(entity, key);
    return h("p", {},
        typeof standing === "string" && standing !== "" && h("span", {}, words("desk_stands_now", { value: standing }), " "),
        h("button", { type: "button", class: "plain", on: { click: () => month.insist(entity, key) } }, words("desk_use_mine")),
        " ",
        h("button", { type: "button", class: "plain", on: { click: () => month.undo(entity, key) } }, words("desk_use_theirs")));
}

export const to_conflicts = () => h("p", {}, h("a", { href: "/conflicts" }, words("desk_in_conflict")));

// "Saved 10:42", beside what was saved.
export function status_line() {
    const line = h("span", { class: "status" });
    return {
        element: line,
        update(month, entity, time) {
            const { kind, at, trouble } = month.status_of(entity);
            set(line, { class: `status ${kind}` });
            const text = kind === "saved" ? (at ? words("desk_saved_at", { time: time(at) }) : "")
                : trouble && trouble.kind !== "away" ? trouble.message : words(`desk_status_${kind}`);
            if (line.textContent !== text) {
                line.textContent = text;
            }
        },
    };
}
