// The head of the form: mission, month, office, who reports; above it what the centre said, and what state the
// month is in.
import { fill, h } from "../../../../shared/pages/dom.js";
import { clock_time, lines, moment_name } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";
import { whole } from "./edits.js";
import { field_control, status_line } from "./field.js";

export function heading(month) {
    const notes = h("div", { class: "notes" });
    const state = h("span", { class: "badge" });
    const status = status_line();
    const fields = month.now.form.fields.map((field) => (month.now.open ? field_control(month, whole, field) : shown_field(month, field)));
    const officials = h("p", { class: "officials" });
    const element = h("div", { class: "heading" },
        notes,
        h("header", { class: "panel form-head" },
            h("div", { class: "title-line" },
                h("h1", {}, lines(month.now.title), " ",
                    h("span", { class: "together" }, words("desk_of_month", { month: month.now.month_shown }))),
                state),
            h("p", { class: "office" }, lines(words("desk_of_office", { office: month.now.office_name }))),
            h("div", { class: "reporter" }, fields.map((field) => field.element), officials),
            status.element));

    let said;
    function update() {
        fields.forEach((field) => field.update());
        status.update(month, whole, clock_time);
        const { state: key, state_words, decision, changed_since_submission, open, quarantined, grade } = month.now;
        const saying = JSON.stringify([key, state_words, decision, changed_since_submission, open, quarantined, grade.officials]);
        if (saying === said) {
            return;
        }
        said = saying;
        state.className = `badge ${{ approved: "good", submitted: "good", returned: "bad" }[key] ?? "warn"}`;
        state.textContent = state_words;
        fill(officials, grade.officials && [h("span", {}, words("desk_officials")), " ",
            h("strong", {}, officials_words(grade.officials))]);
        fill(notes, notes_of(month.now));
    }
    month.on("changed", update);
    update();
    return { element };
}

const officials_words = ({ downloaded, roster }) =>
    words(roster === null ? "desk_officials_no_roster" : "desk_officials_of", { n: downloaded, of: roster });

function notes_of({ decision, changed_since_submission, open, quarantined, state }) {
    return [
        state === "returned" && decision && h("div", { class: "note bad", role: "note" },
            h("p", {}, h("strong", {}, words("desk_returned"), " "), h("span", { class: "quiet" }, moment_name(decision.at))),
            h("p", { class: "comment" }, decision.comment), h("p", {}, words("desk_returned_next"))),
        !open && h("div", { class: "note good", role: "note" },
            h("p", {}, words("desk_approved_closed")),
            decision?.comment && h("p", { class: "comment" }, decision.comment)),
        changed_since_submission && open && h("div", { class: "note warn", role: "note" }, h("p", {}, words("desk_changed_since"))),
        quarantined.length > 0 && h("div", { class: "note warn", role: "note" }, quarantined.map((each) => h("p", {}, each.words))),
    ];
}

// Of a month that is closed.
function shown_field(month, field) {
    const value = h("strong");
    return {
        element: h("div", { class: "field" }, h("span", { class: "quiet" }, field.label, " "), value),
        update: () => (value.textContent = month.text_of(whole, field.key) || "–"),
    };
}
