// What office and centre said of a month, newest last: submitted, returned with its comment, approved.
// Shown beneath the month and on its receipt.
import { fill, h } from "../../../shared/pages/dom.js";
import { lines, full_moment_name } from "../../../shared/pages/thai.js";
import { words } from "../../../shared/pages/words.js";

const level = { returned: "warn", approved: "good" };

function received(event) {
    if (event.what !== "submitted") {
        return null;
    }
    return h("p", { class: "quiet" },
        event.received_at ? words("desk_history_received", { time: full_moment_name(event.received_at) })
            : words("desk_history_not_received"));
}

// history: as GET month has it. Nothing happened yet -> null.
export function history_section(history) {
    if (history.length === 0) {
        return null;
    }
    return h("section", { class: "card history" },
        h("h2", {}, words("desk_history")),
        h("ol", {},
            history.map((event) =>
                h("li", { class: level[event.what] ?? "" },
                    h("p", {}, lines(event.words)),
                    received(event),
                    event.comment !== "" && h("blockquote", {}, lines(event.comment))))));
}

// The same for the month page, as long as that is open.
export function live_history(month) {
    const element = h("div", {});
    let said;
    function update() {
        const saying = JSON.stringify(month.now.history);
        if (saying !== said) {
            said = saying;
            fill(element, history_section(month.now.history));
        }
    }
    month.on("changed", update);
    update();
    return { element };
}
