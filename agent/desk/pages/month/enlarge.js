// A picture, large, over the page. Escape and the button close it; the focus goes back to where it was.
import { h } from "../../../../shared/pages/dom.js";
import { words } from "../../../../shared/pages/words.js";

export function enlarge(name, address, remove) {
    const close = () => dialog.close();
    const dialog = h("dialog", { class: "enlarged", "aria-label": name, on: { close: () => dialog.remove() } },
        h("article", {},
            h("img", { src: address, alt: name }),
            h("footer", {},
                h("span", { class: "quiet" }, name),
                remove && h("button", { class: "plain danger", on: { click: () => { close(); remove(); } } }, words("desk_remove")),
                h("button", { on: { click: close } }, words("desk_close")))));
    dialog.addEventListener("click", (event) => event.target === dialog && close());
    document.body.append(dialog);
    dialog.showModal();
}
