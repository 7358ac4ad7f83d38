// The first run, in three steps: the code, who is here, done. Beside it a demo office, where everything can be
// tried and nothing is sent.
import { fill, h } from "../../../../shared/pages/dom.js";
import { words } from "../../../../shared/pages/words.js";
import { code_step } from "./code_step.js";
import { demo_part, leave_demo_part } from "./demo.js";
import { name_step } from "./name_step.js";

const steps = ["code", "name", "done"];

function progress(at) {
    return h("ol", { class: "steps" },
        steps.map((step, index) =>
            h("li", { "aria-current": index === at ? "step" : undefined, class: index < at ? "past" : "" },
                words(`desk_welcome_step_${step}`))));
}

function done_step(office) {
    return h("section", { class: "card" },
        h("h2", { tabindex: "-1" }, words("desk_welcome_done", { office })),
        h("p", {}, words("desk_welcome_done_text")),
        h("p", {}, h("a", { href: "/", role: "button", class: "big" }, words("desk_welcome_begin"))));
}

export async function show(main, place) {
    const column = h("div", { class: "column" });
    fill(main, column);
    const known = { code: "", machine: "", author: "" };

    function draw(at, body, moves_focus = true) {
        fill(column,
            h("h1", {}, words("desk_welcome_title")),
            at === 0 && h("p", {}, words("desk_welcome_text")),
            progress(at),
            body,
            at === 0 && demo_part());
        if (moves_focus) {
            column.querySelector("h2").focus();
        }
    }
    const ask_code = (fault = "", moves_focus = true) => draw(0, code_step(known, ask_name, fault), moves_focus);
    const ask_name = () => draw(1, name_step(known, ask_code, (office) => draw(2, done_step(office))));

    if (place.where.demo) {
        fill(column, h("h1", {}, words("desk_welcome_title")), leave_demo_part());
    } else if (place.where.enrolled) {
        draw(2, done_step(place.where.office_name), false);
    } else {
        ask_code("", false);
    }
}
