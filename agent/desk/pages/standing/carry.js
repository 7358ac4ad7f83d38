// By USB: everything that waits as one file to carry to a PC with a line, and the answer that comes back.
import { choose_file } from "../../../../shared/pages/choose_file.js";
import { fill, h } from "../../../../shared/pages/dom.js";
import { post_bytes, post_for_bytes } from "../../../../shared/pages/request.js";
import { number_name } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";

// What `phirap-agent bundle import` takes too.
const bundle_bytes_max = 64 * 1024 * 1024;

function save_as(bytes, name) {
    const link = h("a", { href: URL.createObjectURL(bytes), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function file_name(office) {
    const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Bangkok" }).format(new Date());
    return `phirap-${office}-${day}.bundle`;
}

async function busy(button, told, act) {
    button.setAttribute("aria-busy", "true");
    button.disabled = true;
    try {
        fill(told, h("p", { class: "note good" }, await act()));
    } catch (error) {
        fill(told, h("p", { class: "note bad" }, error.message));
    }
    button.disabled = false;
    button.removeAttribute("aria-busy");
}

function take_out(where) {
    const told = h("div", { role: "status", "aria-live": "polite" });
    const button = h("button", { class: "plain", disabled: where.demo, on: { click } }, words("desk_carry_out"));
    function click() {
        return busy(button, told, async () => {
            const name = file_name(where.office);
            save_as(await post_for_bytes("/api/bundle"), name);
            return words("desk_carry_saved", { name });
        });
    }
    return h("div", {}, h("h3", {}, words("desk_carry_out_title")), h("p", {}, words("desk_carry_out_text")), button, told);
}

function take_in(where, imported) {
    const told = h("div", { role: "status", "aria-live": "polite" });
    const take = (file, button) =>
        busy(button, told, async () => {
            if (file.size > bundle_bytes_max) {
                throw new Error(words("desk_carry_too_large", { n: number_name(bundle_bytes_max / 1024 / 1024) }));
            }
            const { message } = await post_bytes("/api/bundle/import", file);
            await imported(message);
            return message;
        });
    return h("div", {}, h("h3", {}, words("desk_carry_in_title")), h("p", {}, words("desk_carry_in_text")),
        choose_file(words("desk_carry_in"), take, { disabled: where.demo }), told);
}

// imported(message) is told when an answer was taken in.
export function carry_section(where, imported) {
    return h("section", { class: "card" },
        h("h2", {}, words("desk_carry")),
        h("p", {}, words("desk_carry_when")),
        h("div", { class: "pair" }, take_out(where), take_in(where, imported)));
}
