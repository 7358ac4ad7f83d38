// Settings: the officer's name, the language, a PIN for a shared PC, the demo office, and what runs here.
import { announce } from "../../../../shared/pages/announce.js";
import { fill, h } from "../../../../shared/pages/dom.js";
import { get, post } from "../../../../shared/pages/request.js";
import { language, words } from "../../../../shared/pages/words.js";
import { while_busy } from "../busy.js";
import { text_field } from "../text_field.js";
import { demo_part, leave_demo_part } from "../welcome/demo.js";
import { pin_part } from "./pin_part.js";

const name_length_max = 100;

function name_part(where) {
    const author = text_field(words("desk_settings_author"), {
        hint: words("desk_settings_author_hint"), maxlength: name_length_max, value: where.author ?? "",
    });
    const told = h("div", { role: "status" });
    const button = h("button", { type: "submit", class: "plain" }, words("desk_settings_save"));
    async function submit(event) {
        event.preventDefault();
        fill(told);
        author.fail("");
        try {
            await while_busy(button, () => post("/api/author", { author: author.input.value.trim() }));
            fill(told, h("p", { class: "note good" }, words("desk_settings_saved")));
        } catch (error) {
            author.fail(error.message);
        }
    }
    return h("form", { class: "card", novalidate: true, on: { submit } },
        h("h2", {}, words("desk_settings_who")), author.element, h("p", {}, button), told);
}

function language_part() {
    async function change(event) {
        try {
            await post("/api/language", { lang: event.target.value });
            location.reload();
        } catch (error) {
            announce(error.message);
        }
    }
    const choice = (lang, name) =>
        h("label", { lang },
            h("input", { type: "radio", name: "language", value: lang, checked: language() === lang, on: { change } }), name);
    return h("fieldset", { class: "card" },
        h("legend", {}, words("desk_settings_language")), choice("th", "ไทย"), choice("en", "English"));
}

function about_part(where) {
    const fact = (key, value) => value && [h("dt", {}, words(key)), h("dd", {}, value)];
    return h("section", { class: "card" },
        h("h2", {}, words("desk_settings_about")),
        h("dl", { class: "facts" },
            fact("desk_settings_office", where.office_name && `${where.office_name} (${where.office})`),
            fact("desk_settings_machine", where.machine),
            fact("desk_settings_version", where.version)));
}

export async function show(main, place) {
    const { where } = place;
    const { set } = await get("/api/pin");
    fill(main,
        h("div", { class: "column settings" },
            h("h1", {}, words("desk_settings_title")),
            where.enrolled && name_part(where),
            language_part(),
            pin_part(set),
            where.demo ? leave_demo_part() : demo_part(words("desk_demo_practice")),
            about_part(where)));
}
