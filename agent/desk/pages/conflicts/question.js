// One open question: what it is about, who answered what, and the ways to settle it.
import { fill, fresh_id, h } from "../../../../shared/pages/dom.js";
import { full_moment_name, lines, month_name } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";

const long_text_bytes = 300;
const picture_fields = ["sha256", "preview", "capture"];

// "แถวที่ 2 · 11 เม.ย. 2567 · …": the row as the month has it now, each field that says something.
function about(question, month) {
    const row = month.rows.find((each) => each.id === question.row);
    const fields = (row?.fields ?? []).filter((field) => field.shown !== "" && field.key !== question.field);
    const label = (key) => month.form.row_fields.find((field) => field.key === key)?.label ?? key;
    return [
        h("p", { class: "quiet" },
            month_name(question.month),
            question.row_number && ` · ${words("desk_conflicts_row", { n: question.row_number })}`,
            " · ",
            h("a", { href: question.row ? `/month/${question.month}#row-${question.row}` : `/month/${question.month}` },
                words("desk_conflicts_see"))),
        fields.length > 0 && h("dl", { class: "facts" },
            fields.map((field) => [h("dt", {}, lines(label(field.key))), h("dd", {}, lines(field.shown))])),
    ];
}

function value(question, answer) {
    if (picture_fields.includes(question.field) && answer.value !== "") {
        return h("img", { src: `/api/picture/${answer.value}`, alt: words("desk_conflicts_picture", { who: answer.who }) });
    }
    return answer.shown === "" ? h("em", { class: "quiet" }, words("desk_conflicts_empty")) : lines(answer.shown);
}

function signed(answer) {
    return h("p", { class: "quiet" }, h("b", {}, answer.who || words("desk_receipt_nobody")), h("br"),
        answer.machine, h("br"), full_moment_name(answer.at));
}

function side(words_of, content, answer, button) {
    return h("li", { class: answer.ours ? "ours" : "" },
        h("h3", {}, words_of), content && h("div", { class: "value" }, content), signed(answer), button);
}

// The form's own field, where a third answer can be typed.
function field_of(question, month) {
    const fields = question.row ? month.form.row_fields : month.form.fields;
    const field = fields.find((each) => each.key === question.field);
    return field && field.type !== "flag" ? field : undefined;
}

function third(question, month, settle) {
    const field = field_of(question, month);
    if (!field) {
        return null;
    }
    const [id, hint] = [fresh_id("third"), fresh_id("hint")];
    const is_long = field.type === "text" && field.max > long_text_bytes;
    const input = h(is_long ? "textarea" : "input", {
        id, value: field.type === "text" ? question.answers[0].shown : "", rows: is_long ? 4 : undefined, autocomplete: "off", "aria-describedby": hint,
        inputmode: field.type === "integer" ? "numeric" : undefined,
    });
    const submit = (event) => {
        event.preventDefault();
        settle({ value: input.value });
    };
    return h("form", { class: "third", on: { submit } },
        h("h3", {}, words("desk_conflicts_third")),
        h("p", { class: "quiet", id: hint }, words("desk_conflicts_third_hint")),
        h("label", { for: id }, lines(field.label)),
        input,
        h("button", { class: "plain" }, words("desk_conflicts_third_save")));
}

// settle({choose}, {value}, {keep} or {remove}) -> a promise of undefined, or of why it could not be.
export function question_card(question, month, settle) {
    const trouble = h("div", { role: "alert" });
    async function try_to(settlement) {
        fill(trouble);
        const why = await settle(settlement).catch((error) => error.message);
        if (why) {
            fill(trouble, h("p", { class: "note bad" }, why));
        }
    }
    const button = (key, settlement, described) =>
        h("button", { "aria-label": `${words(key)}: ${described}`, on: { click: () => try_to(settlement) } }, words(key));
    const deleted = question.kind === "edited_after_delete";
    const sides = question.answers.map((answer) =>
        deleted
            ? side(words(`desk_conflicts_${answer.what}`), null, answer,
                answer.what === "deleted"
                    ? button("desk_conflicts_remove", { remove: true }, answer.who)
                    : button("desk_conflicts_keep", { keep: true }, answer.who))
            : side(words("desk_conflicts_answer", { n: answer.number }), value(question, answer), answer,
                button("desk_conflicts_choose", { choose: answer.number }, answer.shown || words("desk_conflicts_empty"))));
    return h("section", { class: "card question" },
        h("h2", { tabindex: "-1" }, lines(question.label)),
        about(question, month),
        h("ul", { class: "sides" }, sides),
        !deleted && third(question, month, try_to),
        trouble,
        h("p", { class: "quiet" }, words(deleted ? "desk_conflicts_deleted_after" : "desk_conflicts_afterwards")));
}
