// Step two: what this PC and its officer are called; then the code is taken.
import { fill, h } from "../../../../shared/pages/dom.js";
import { get, post } from "../../../../shared/pages/request.js";
import { words } from "../../../../shared/pages/words.js";
import { while_busy } from "../busy.js";
import { text_field } from "../text_field.js";

const name_length_max = 100;

// back(fault) returns to the code; done(office_name) goes on.
export function name_step(known, back, done) {
    const author = text_field(words("desk_welcome_author"), {
        hint: words("desk_welcome_author_hint"), maxlength: name_length_max, value: known.author,
    });
    const machine = text_field(words("desk_welcome_machine"), {
        hint: words("desk_welcome_machine_hint"), maxlength: name_length_max, value: known.machine,
    });
    const trouble = h("div", { role: "alert" });
    const button = h("button", { type: "submit", class: "big" }, words("desk_welcome_enrol"));
    function remember() {
        known.author = author.input.value.trim();
        known.machine = machine.input.value.trim();
    }

    async function submit(event) {
        event.preventDefault();
        remember();
        author.fail(known.author === "" ? words("desk_welcome_author_missing") : "");
        if (known.author === "") {
            return;
        }
        fill(trouble);
        try {
            await while_busy(button, async () => {
                const { office } = await post("/api/enrol", known, { signal: new AbortController().signal });
                const where = await get("/api/where").catch(() => ({}));
                done(where.office_name ?? office);
            });
        } catch (error) {
            if (error.status === 400) {
                back(error.message);
            } else {
                fill(trouble, h("p", { class: "note bad" }, error.message));
            }
        }
    }
    const go_back = () => {
        remember();
        back();
    };
    return h("form", { class: "card", novalidate: true, on: { submit } },
        h("h2", { tabindex: "-1" }, words("desk_welcome_step_name")),
        author.element, machine.element, trouble,
        h("p", { class: "buttons" }, button,
            h("button", { type: "button", class: "plain", on: { click: go_back } }, words("desk_welcome_back"))));
}
