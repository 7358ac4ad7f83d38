// A button that lets people choose one file, in the page's own words: the browser's own control speaks the
// language of the browser.
import { h } from "./dom.js";

// chosen(file, button) is told of each choice, also of the same file again.
export function choose_file(label, chosen, { accept, disabled = false } = {}) {
    const input = h("input", { type: "file", hidden: true, accept });
    const button = h("button", { type: "button", class: "plain", disabled, on: { click: () => input.click() } }, label);
    input.addEventListener("change", () => {
        const [file] = input.files;
        if (file) {
            chosen(file, button);
        }
        input.value = "";
    });
    return h("span", { class: "choose" }, button, input);
}
