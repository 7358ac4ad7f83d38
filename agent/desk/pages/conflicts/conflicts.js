// Open questions: two machines of the office answered one thing and neither had seen the other's answer. One at
// a time, the answers side by side; after one is settled comes the next.
import { announce } from "../../../../shared/pages/announce.js";
import { fill, h } from "../../../../shared/pages/dom.js";
import { get, post } from "../../../../shared/pages/request.js";
import { words } from "../../../../shared/pages/words.js";
import { ask_where_soon } from "../where.js";
import { question_card } from "./question.js";

function nothing_open() {
    return [
        h("h1", { tabindex: "-1" }, words("desk_conflicts_title")),
        h("p", { class: "note good" }, words("desk_conflicts_none")),
        h("p", {}, h("a", { href: "/" }, words("desk_back_to_month"))),
    ];
}

export async function show(main) {
    const column = h("div", { class: "column wide" });
    fill(main, column);
    let questions = [];
    let at = 0;
    // What a question is about stands in its month; each is asked once.
    const months = new Map();

    async function month_of(question) {
        if (!months.has(question.month)) {
            months.set(question.month, await get(`/api/month/${question.month}`));
        }
        return months.get(question.month);
    }

    async function look() {
        questions = (await get("/api/conflicts")).questions;
    }

    // -> undefined when settled, or the sentence that says why not.
    async function settle(question, settlement) {
        const reply = await post(`/api/month/${question.month}/settle`, { question: question.key, ...settlement });
        if (reply.faults?.length > 0) {
            return reply.faults[0].message;
        }
        months.set(question.month, reply.month);
        await look();
        ask_where_soon();
        announce(questions.length > 0 ? words("desk_conflicts_next", { n: questions.length }) : words("desk_conflicts_none"));
        await draw(true);
        return undefined;
    }

    function step(by) {
        at = (at + by + questions.length) % questions.length;
        return draw(true);
    }

    async function draw(moves_focus) {
        if (questions.length === 0) {
            fill(column, nothing_open());
        } else {
            at = Math.min(at, questions.length - 1);
            const question = questions[at];
            const month = await month_of(question);
            fill(column,
                h("h1", { tabindex: "-1" }, words("desk_conflicts_title")),
                h("p", {}, words("desk_conflicts_why")),
                h("div", { class: "buttons turning" },
                    h("b", {}, words("desk_conflicts_at", { n: at + 1, all: questions.length })),
                    questions.length > 1 && [
                        h("button", { class: "plain", on: { click: () => step(-1) } }, words("desk_conflicts_before")),
                        h("button", { class: "plain", on: { click: () => step(1) } }, words("desk_conflicts_after")),
                    ]),
                question_card(question, month, (settlement) => settle(question, settlement)));
        }
        if (moves_focus) {
            (column.querySelector("h2") ?? column.querySelector("h1")).focus();
        }
    }

    await look();
    at = Math.max(0, questions.findIndex((question) => `#${question.key}` === location.hash));
    await draw(false);
}
