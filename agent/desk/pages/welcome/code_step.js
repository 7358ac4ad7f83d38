// Step one: the enrolment code, pasted, or read from the file that the administrator gave.
import { choose_file } from "../../../../shared/pages/choose_file.js";
import { h } from "../../../../shared/pages/dom.js";
import { words } from "../../../../shared/pages/words.js";
import { text_field } from "../text_field.js";

// A code is some hundred characters; a file that is longer is another.
const file_bytes_max = 16 * 1024;

// known: {code, …} is filled in; next() goes on. fault: why the code was refused before.
export function code_step(known, next, fault) {
    const code = text_field(words("desk_welcome_code"), {
        tag: "textarea", hint: words("desk_welcome_code_hint"), rows: 4, spellcheck: "false", autocapitalize: "off", value: known.code,
    });
    function submit(event) {
        event.preventDefault();
        known.code = code.input.value.trim();
        if (known.code === "") {
            code.fail(words("desk_welcome_code_missing"));
            return;
        }
        next();
    }
    async function read(file) {
        if (file.size > file_bytes_max) {
            code.fail(words("desk_welcome_file_other"));
            return;
        }
        code.input.value = (await file.text()).trim();
        code.fail("");
        code.input.focus();
    }
    const form = h("form", { class: "card", novalidate: true, on: { submit } },
        h("h2", { tabindex: "-1" }, words("desk_welcome_step_code")),
        code.element,
        h("p", { class: "buttons" },
            h("button", { type: "submit", class: "big" }, words("desk_welcome_next")),
            choose_file(words("desk_welcome_file"), read, { accept: ".txt,text/plain" })));
    if (fault !== "") {
        // After the page has it: only then can it be spoken and have the focus.
        setTimeout(() => code.fail(fault));
    }
    return form;
}
