// The demo office: into it, and out of it with all that was tried there.
import { ask } from "../../../../shared/pages/ask.js";
import { fill, h } from "../../../../shared/pages/dom.js";
import { post } from "../../../../shared/pages/request.js";
import { words } from "../../../../shared/pages/words.js";
import { while_busy } from "../busy.js";

function part(title, text, label, act) {
    const trouble = h("div", { role: "alert" });
    const button = h("button", { class: "plain", on: { click } }, label);
    async function click() {
        fill(trouble);
        try {
            await while_busy(button, act);
        } catch (error) {
            fill(trouble, h("p", { class: "note bad" }, error.message));
        }
    }
    return h("section", { class: "card" }, h("h2", {}, title), h("p", {}, text), button, trouble);
}

export function demo_part(title = words("desk_demo_try")) {
    return part(title, words("desk_demo_try_text"), words("desk_demo_open"), async () => {
        await post("/api/demo", {}, { signal: AbortSignal.timeout(120_000) });
        location.assign("/");
    });
}

export function leave_demo_part() {
    return part(words("desk_demo_in"), words("desk_demo_in_text"), words("desk_demo_leave"), async () => {
        const sure = await ask({
            title: words("desk_demo_leave_sure"), text: words("desk_demo_leave_text"),
            yes: words("desk_demo_leave"), no: words("desk_demo_stay"),
        });
        if (sure) {
            await post("/api/demo/leave");
            location.assign("/");
        }
    });
}
