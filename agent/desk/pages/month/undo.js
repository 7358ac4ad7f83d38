// Nothing is final: what was deleted can be taken back where it was deleted, until that is done or the page is
// left, and from the list of what was deleted after that.
import { announce } from "../../../../shared/pages/announce.js";
import { fill, h, say, set } from "../../../../shared/pages/dom.js";
import { moment_name } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";

export function undo_offers() {
    const list = h("ul", { class: "offers", "aria-label": words("desk_undo_offers") });
    function offer(text, undo) {
        const item = h("li", {}, h("span", {}, text),
            h("button", { type: "button", on: { click: () => { item.remove(); undo(); } } }, words("desk_undo")),
            h("button", { type: "button", class: "plain", "aria-label": words("desk_dismiss"), on: { click: () => item.remove() } }, "×"));
        list.append(item);
        announce(text);
        return item;
    }
    return { element: list, offer };
}

export function deleted_rows(month, keep) {
    const title = h("summary");
    const list = h("ul");
    const element = h("details", { class: "deleted" }, title, list);
    let said;
    function update() {
        const { deleted } = month.now;
        const saying = JSON.stringify(deleted);
        if (saying === said) {
            return;
        }
        said = saying;
        set(element, { hidden: deleted.length === 0 });
        say(title, words("desk_deleted_rows", { n: deleted.length }));
        fill(list, deleted.map(({ id, words: text, at, by }) => h("li", {},
            h("span", {}, text, " ", h("span", { class: "quiet" }, words("desk_deleted_when", { time: moment_name(at), by }))),
            month.now.open && h("button", { type: "button", class: "plain", on: { click: () => keep(id) } }, words("desk_bring_back")))));
    }
    month.on("changed", update);
    update();
    return { element };
}
