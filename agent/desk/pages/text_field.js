// A labelled line of text with room for a hint and for what is wrong with it.
import { fresh_id, h, say, set } from "../../../shared/pages/dom.js";

// {element, input, fail(text)}: fail("") takes the fault away; else it is shown and spoken, and the field
// has the focus. properties go to the control; tag: "input" or "textarea".
export function text_field(label, { hint, tag = "input", ...properties } = {}) {
    const [id, hint_id, fault_id] = [fresh_id("field"), fresh_id("hint"), fresh_id("fault")];
    const fault = h("small", { id: fault_id, class: "fault", role: "alert" });
    const input = h(tag, {
        id, autocomplete: "off", "aria-describedby": hint ? `${hint_id} ${fault_id}` : fault_id, ...properties,
    });
    const element = h("div", { class: "text-field" },
        h("label", { for: id }, label), hint && h("small", { id: hint_id, class: "quiet" }, hint), input, fault);
    function fail(text) {
        say(fault, text);
        set(input, { "aria-invalid": text === "" ? undefined : "true" });
        if (text !== "") {
            input.focus();
        }
    }
    return { element, input, fail };
}
