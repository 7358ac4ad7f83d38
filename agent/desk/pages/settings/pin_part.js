// The PIN of a PC that several people share: set, change, take away.
import { fill, h } from "../../../../shared/pages/dom.js";
import { post } from "../../../../shared/pages/request.js";
import { words } from "../../../../shared/pages/words.js";
import { while_busy } from "../busy.js";
import { text_field } from "../text_field.js";

const secret = { type: "password", maxlength: 64 };

// is_set: as GET /api/pin has it.
export function pin_part(is_set) {
    const place = h("section", { class: "card" });
    draw(place, is_set, "");
    return place;
}

function draw(place, is_set, said) {
    const old = text_field(words("desk_pin_old"), { ...secret, autocomplete: "current-password" });
    const pin = text_field(words("desk_pin_new"), { ...secret, autocomplete: "new-password", hint: words("desk_pin_new_hint") });
    const again = text_field(words("desk_pin_again"), { ...secret, autocomplete: "new-password" });

    async function send(button, value) {
        [old, pin, again].forEach((field) => field.fail(""));
        try {
            const { set } = await while_busy(button, () =>
                post("/api/pin", { pin: value, old: old.input.value }));
            draw(place, set, words(set ? "desk_pin_is_set" : "desk_pin_is_gone"));
        } catch (error) {
            (error.key === "pin_bad" || !is_set ? pin : old).fail(error.message);
        }
    }
    function submit(event) {
        event.preventDefault();
        again.fail("");
        pin.fail("");
        if (pin.input.value === "") {
            pin.fail(words("desk_pin_missing"));
        } else if (pin.input.value !== again.input.value) {
            again.fail(words("desk_pin_differs"));
        } else {
            send(save, pin.input.value);
        }
    }
    const save = h("button", { type: "submit", class: "plain" }, words(is_set ? "desk_pin_change" : "desk_pin_set"));
    const remove = h("button", { type: "button", class: "plain danger", on: { click: () => send(remove, "") } }, words("desk_pin_remove"));
    fill(place,
        h("h2", {}, words("desk_pin")),
        h("p", {}, words(is_set ? "desk_pin_text_set" : "desk_pin_text")),
        h("div", { role: "status" }, said && h("p", { class: "note good" }, said)),
        h("form", { novalidate: true, on: { submit } },
            is_set && old.element, pin.element, again.element,
            h("p", { class: "buttons" }, save, is_set && remove)));
}
