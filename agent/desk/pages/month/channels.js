// Column 7: the channels of a row, each with a link or a screen capture that proves it. The list is one value,
// saved as a whole when one of its fields is left.
import { fill, fresh_id, h, keyed, say, set } from "../../../../shared/pages/dom.js";
import { words } from "../../../../shared/pages/words.js";
import { choice, to_conflicts } from "./field.js";
import { picture_strip } from "./pictures.js";

const key = "channels";

export function channels_control(month, uploads, row, { number, heading }) {
    const kinds = month.now.form.channel_kinds;
    const items = h("ul", { class: "channels" });
    const known = new Map();
    const controls = new Map();
    const list = () => month.text_of(row, key);
    const put = (changed) => month.put(row, key, changed);
    const options = () => kinds.map((kind) => h("option", { value: kind.key }, kind.label));

    const id = fresh_id("kind");
    const which = h("select", { id }, h("option", { value: "" }, words("desk_choose_kind")), options());
    function add() {
        if (which.value === "") {
            which.focus();
            return;
        }
        put([...list(), { kind: which.value, link: "", capture: "" }]);
        which.value = "";
        items.lastElementChild?.querySelector("input[type=text]")?.focus();
    }
    which.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && which.value !== "") {
            event.preventDefault();
            event.stopPropagation();
            add();
        }
    });

    function make(index) {
        const item = channel_item(month, uploads, row, Number(index), { list, put, options });
        controls.set(index, item);
        return item.element;
    }

    const fault = h("div", { class: "fault" });
    const element = h("fieldset", { class: "field channels-field", data: { key } },
        h("legend", {}, h("span", { class: "number", "aria-hidden": "true" }, number), h("span", {}, heading)),
        items,
        h("div", { class: "add-channel" },
            h("label", { for: id, class: "unseen" }, words("desk_choose_kind")), which,
            h("button", { type: "button", class: "plain", on: { click: add } }, words("desk_add_channel"))),
        fault);

    let said;
    function update() {
        const indexes = list().map((_, index) => String(index));
        keyed(items, indexes, known, make);
        set(items, { hidden: indexes.length === 0 });
        indexes.forEach((index) => controls.get(index).update());
        const edit = month.edits.get(row, key);
        const saying = edit?.refused ?? "";
        if (saying !== said) {
            said = saying;
            set(fault, { hidden: !edit?.refused });
            fill(fault, saying && h("p", {}, saying), saying && month.stands(row) && choice(month, row, key));
        }
    }
    update();
    return { element, update };
}

function channel_item(month, uploads, row, index, { list, put, options }) {
    const now = () => list()[index] ?? { kind: "", link: "", capture: "" };
    const changed = (change) => list().map((each, at) => (at === index ? { ...each, ...change } : each));
    const stands = () => month.row(row)?.channels[index];
    const kind_id = fresh_id("kind");
    const link_id = fresh_id("link");
    const kind = h("select", { id: kind_id, on: { change: () => put(changed({ kind: kind.value })) } }, options());
    const link = h("input", {
        type: "text", id: link_id, inputmode: "url", autocomplete: "off", spellcheck: "false", placeholder: "https://",
        on: {
            input: () => month.type(row, key, changed({ link: link.value })),
            blur: () => month.leave(row, key),
            keydown: (event) => event.key === "Escape" && month.undo(row, key) && event.stopPropagation(),
        },
    });
    const fault = h("p", { class: "fault", id: `${link_id}-fault` });
    const conflict = h("div", {}, to_conflicts());
    const name = () => words("desk_channel_n", { n: index + 1 });
    const is_capture = (picture) => picture.role === "capture" && picture.name === now().capture;
    const captures = () => (now().capture === "" ? [] : (month.row(row)?.pictures ?? []).filter(is_capture));
    const strip_host = h("div", { class: "capture" });
    const named = h("p", { class: "quiet" });
    let strip;
    let strip_kind;

    const element = h("li", {},
        h("div", { class: "kind" }, h("label", { for: kind_id, class: "unseen" }, `${name()}: ${words("desk_kind")}`), kind),
        h("div", { class: "link" },
            h("label", { for: link_id, class: "unseen" }, `${name()}: ${words("desk_link")}`), link, fault, conflict),
        strip_host,
        h("button", {
            type: "button", class: "bare danger", "aria-label": words("desk_remove_channel", { n: index + 1 }),
            on: { click: () => put(list().filter((_, at) => at !== index)) },
        }, words("desk_remove")));

    function update() {
        set(kind, { value: now().kind });
        set(link, { value: now().link });
        const why = !month.edits.get(row, key) && stands()?.fault;
        set(fault, { hidden: !why });
        say(fault, why || "");
        set(link, { "aria-invalid": why ? "true" : undefined, "aria-describedby": why ? fault.id : undefined });
        set(conflict, { hidden: !stands()?.conflict });
        if (strip_kind !== now().kind) {
            strip_kind = now().kind;
            strip = picture_strip(month, uploads, row, {
                role: "capture", channel: now().kind, label: `${name()}: ${words("desk_choose_capture")}`, pictures: captures,
                removed: () => put(changed({ capture: "" })),
            });
            strip_host.replaceChildren(strip.element, named);
        }
        strip.update();
        // A capture goes to the first channel of its kind: the program knows it by that.
        const is_first = list().findIndex((each) => each.kind === now().kind) === index;
        set(strip_host, { hidden: !is_first && now().capture === "" });
        // Brought by a file that named a capture which is not here.
        set(named, { hidden: now().capture === "" || captures().length > 0 });
        say(named, now().capture);
    }
    update();
    return { element, update };
}
