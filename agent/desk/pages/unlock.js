// The PIN, asked for: in place of a page that may not be shown yet, or over one that is open, which keeps what
// was typed in it.
import { fill, h } from "../../../shared/pages/dom.js";
import { post } from "../../../shared/pages/request.js";
import { words } from "../../../shared/pages/words.js";
import { while_busy } from "./busy.js";
import { text_field } from "./text_field.js";

function pin_form(title, unlocked) {
    const pin = text_field(words("desk_unlock_pin"), { type: "password", maxlength: 64, autocomplete: "current-password", autofocus: true });
    const button = h("button", { type: "submit", class: "big" }, words("desk_unlock"));
    async function submit(event) {
        event.preventDefault();
        pin.fail("");
        try {
            await while_busy(button, () => post("/api/unlock", { pin: pin.input.value }));
            unlocked();
        } catch (error) {
            pin.input.value = "";
            pin.fail(error.message);
        }
    }
    return h("form", { class: "card locked", novalidate: true, on: { submit } },
        title, h("p", {}, words("desk_unlock_text")), pin.element, button);
}

export function show_unlock(main) {
    fill(main, pin_form(h("h1", {}, words("desk_unlock_title")), () => location.reload()));
    main.querySelector("input").focus();
}

let dialog;
// Over what is open; unlocked() when it may go on.
export function unlock_over_page(unlocked) {
    if (dialog) {
        return;
    }
    const title = h("h2", { id: "unlock-title" }, words("desk_unlock_title"));
    dialog = h("dialog", { class: "ask lock", "aria-labelledby": "unlock-title" });
    dialog.append(pin_form(title, () => {
        dialog.remove();
        dialog = undefined;
        unlocked();
    }));
    // There is nothing behind it to go back to.
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(dialog);
    dialog.showModal();
}
