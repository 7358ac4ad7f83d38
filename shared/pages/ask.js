// A plain question before something that people may not mean: its words, what happens then, two buttons.
//
// The browser's own dialog: it keeps the keyboard inside, gives the focus back, and Escape says no.
import { fresh_id, h } from "./dom.js";

// ask({title, text, yes, no, danger}) -> true for yes alone. The focus is on `no`, which changes nothing.
export function ask({ title, text, yes, no, danger = false }) {
    const [title_id, text_id] = [fresh_id("ask"), fresh_id("ask")];
    const dialog = h("dialog", { class: "ask", "aria-labelledby": title_id, "aria-describedby": text_id });
    const answer = (value) => () => dialog.close(value);
    dialog.append(
        h("article", {},
            h("h2", { id: title_id }, title),
            h("p", { id: text_id }, text),
            h("div", { class: "buttons" },
                h("button", { class: danger ? "plain danger" : "", on: { click: answer("yes") } }, yes),
                h("button", { class: "plain", autofocus: true, on: { click: answer("no") } }, no))),
    );
    document.body.append(dialog);
    return new Promise((resolve) => {
        dialog.addEventListener("close", () => {
            dialog.remove();
            resolve(dialog.returnValue === "yes");
        });
        dialog.showModal();
    });
}
