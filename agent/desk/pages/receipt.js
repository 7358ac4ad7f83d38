// The receipt of a submission: who, when, and whether the server has it; then with the QR of its signed
// acknowledgement. Asked again by itself until that came. Made to be printed.
import { announce } from "../../../shared/pages/announce.js";
import { fill, h } from "../../../shared/pages/dom.js";
import { get } from "../../../shared/pages/request.js";
import { lines, full_moment_name, month_name } from "../../../shared/pages/thai.js";
import { words } from "../../../shared/pages/words.js";
import { history_section } from "./history.js";

const every_ms = 10_000;

const fact = (key, value) => [h("dt", {}, words(key)), h("dd", {}, value)];

function submission_facts(submission) {
    return h("dl", {},
        fact("desk_receipt_by", submission.by || words("desk_receipt_nobody")),
        submission.position && fact("desk_submit_position", submission.position),
        fact("desk_receipt_submitted_at", full_moment_name(submission.submitted_at)),
        fact("desk_receipt_received_at", submission.received_at
            ? full_moment_name(submission.received_at)
            : words("desk_receipt_not_yet")));
}

function code(place, receipt) {
    if (!receipt.code) {
        return null;
    }
    return h("figure", {},
        h("img", { src: `/receipt/${place.month}.svg`, alt: words("desk_receipt_code_alt"), width: 300, height: 300 }),
        h("figcaption", { class: "quiet" }, words("desk_receipt_code")));
}

function sheet(place, month, receipt) {
    return h("article", { class: "receipt" },
        h("h1", {}, words("desk_receipt_title")),
        h("p", { class: "about" },
            lines(month.title), h("br"),
            words("desk_receipt_about", { month: month_name(place.month), office: month.office_name })),
        h("div", { class: `note ${receipt.acknowledged ? "good" : "warn"}` }, h("p", {}, lines(receipt.message))),
        h("div", { class: "told" },
            h("div", {}, receipt.submissions.map(submission_facts)),
            code(place, receipt)));
}

function buttons(place, receipt) {
    return h("p", { class: "buttons screen" },
        h("button", { on: { click: () => window.print() } }, words("desk_print")),
        h("a", { href: `/print/${place.month}` }, words("desk_receipt_form")),
        receipt.changed_since_submission && h("a", { href: `/submit/${place.month}` }, words("desk_receipt_again")));
}

function nothing_yet(place, receipt) {
    return [
        h("h1", {}, words("desk_receipt_title")),
        h("p", { class: "note" }, receipt.message, " ",
            h("a", { href: `/submit/${place.month}` }, words("desk_receipt_go"))),
    ];
}

export async function show(main, place) {
    const column = h("div", { class: "column" });
    fill(main, column);
    let shown = "";

    async function ask() {
        const [month, receipt] = await Promise.all([
            get(`/api/month/${place.month}`),
            get(`/api/month/${place.month}/receipt`),
        ]);
        const now = JSON.stringify([receipt, month.history]);
        if (now !== shown) {
            if (shown !== "") {
                announce(receipt.message);
            }
            shown = now;
            fill(column,
                h("p", { class: "screen" }, h("a", { href: `/month/${place.month}` }, words("desk_back_to_month"))),
                receipt.submissions.length === 0
                    ? nothing_yet(place, receipt)
                    : [sheet(place, month, receipt), buttons(place, receipt)],
                history_section(month.history));
        }
        return receipt.acknowledged && receipt.code;
    }

    // Away for a while is no reason to take the receipt from the screen.
    async function ask_again() {
        const is_done = document.visibilityState === "visible" ? await ask().catch(() => false) : false;
        if (!is_done) {
            setTimeout(ask_again, every_ms);
        }
    }
    await ask();
    setTimeout(ask_again, every_ms);
}
