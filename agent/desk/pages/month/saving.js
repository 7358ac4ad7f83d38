// Saving: one save at a time, each with all that was left in one row since the last one.
//
// A save whose answer did not come is said again, word for word, until there is one; then the next. So nothing
// is lost while the program is away, and nothing is saved twice.
import { post, get, pause } from "../../../../shared/pages/request.js";
import { words } from "../../../../shared/pages/words.js";
import { ask_where_soon, on_where } from "../where.js";
import { same, whole } from "./edits.js";

const again_ms = [300, 1000, 2000, 4000];

export class Saving {
    #acts = [];
    #running = false;
    #wake = () => {};

    constructor(month) {
        this.month = month;
        this.place = `/api/month/${month.now.month}`;
        // The other tabs of this browser show what was saved here.
        this.others = new BroadcastChannel(`phirap ${month.now.office} ${month.now.month}`);
        this.others.addEventListener("message", () => this.refresh());
        document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.refresh());
        on_where((where) => where && this.#wake());
    }

    // Another act on the month, in its turn: {path, body, done(reply), refused(trouble)}.
    act(act) {
        this.#acts.push(act);
        this.go_on();
    }

    refresh() {
        if (!this.#acts.some((act) => act.fresh)) {
            this.act({ fresh: true });
        }
    }

    async go_on() {
        if (this.#running) {
            return;
        }
        this.#running = true;
        for (let job = this.#next(); job; job = this.#next()) {
            await this.#until_answered(job);
        }
        this.#running = false;
    }

    // What was typed comes before what is done with it.
    #next() {
        for (const entity of this.month.edits.entities()) {
            const left = this.month.edits.of(entity).filter(([, edit]) => edit.left && !edit.refused);
            if (left.length > 0) {
                return save_of(entity, left);
            }
        }
        return this.#acts.shift();
    }

    async #until_answered(job) {
        for (let attempt = 0; ; attempt += 1) {
            try {
                const reply = job.fresh
                    ? { month: await get(this.place) }
                    : await post(`${this.place}/${job.path}`, job.body);
                this.#recovered();
                this.#answered(job, reply);
                return;
            } catch (trouble) {
                if (trouble.kind === "refused") {
                    this.#recovered();
                    this.#refused(job, trouble);
                    return;
                }
                if (trouble.kind === undefined) {
                    throw trouble;
                }
                if (job.fresh) {
                    return;
                }
                this.month.trouble = trouble;
                this.month.tell("trouble", {});
                this.month.tell("changed", {});
                ask_where_soon();
                const woken = new Promise((resolve) => (this.#wake = resolve));
                await Promise.race([pause(again_ms[Math.min(attempt, again_ms.length - 1)]), woken]);
            }
        }
    }

    #recovered() {
        if (this.month.trouble) {
            this.month.trouble = undefined;
            this.month.tell("trouble", {});
        }
    }

    #answered(job, reply) {
        for (const [key, edit, typed] of job.edits ?? []) {
            const fault = (reply.faults ?? []).find((each) => member_is(each.member, key));
            this.#settle(job.entity, key, edit, typed, fault, reply.month);
        }
        const of_row = (reply.faults ?? []).find((each) => each.member === "row");
        if (job.edits && !of_row && reply.saved_at) {
            this.month.saved_at.set(job.entity, reply.saved_at);
        }
        this.month.take(reply.month);
        job.done?.(reply);
        if (!job.fresh) {
            this.month.tell("saved", { entity: job.entity, at: reply.saved_at, faults: reply.faults ?? [] });
            this.others.postMessage("saved");
            ask_where_soon();
        }
    }

    // `typed` is what this save said; the field may say something else by now.
    #settle(entity, key, edit, typed, fault, month) {
        edit.sent = undefined;
        const kept_as_typed = fault && month.rows.concat({ id: whole, fields: month.fields }).some(
            (row) => row.id === entity && row.fields.some((field) => field.key === key && field.typed === typed));
        if (fault && !kept_as_typed) {
            const why = fault.key === "row_deleted" ? words("desk_not_saved_row_deleted") : fault.message;
            edit.refused = same(edit.typed, typed) ? why : undefined;
        } else if (same(edit.typed, typed)) {
            this.month.edits.drop(entity, key);
        } else {
            // Typed over what was just saved, and so seen.
            edit.as_of = month.as_of;
        }
        this.month.edits.keep();
    }

    #refused(job, trouble) {
        for (const [, edit] of job.edits ?? []) {
            edit.sent = undefined;
            edit.refused = trouble.message;
        }
        job.refused?.(trouble);
        this.month.tell("refused", { message: trouble.message });
        this.month.tell("changed", {});
        this.refresh();
    }
}

// "channels/2/link" and a fault of the whole row are the channels' too.
const member_is = (member, key) =>
    member === key || member === "row" || member === `services/${key}` || (key === "channels" && member.startsWith("channels/"));

function save_of(entity, left) {
    const edits = left.map(([key, edit]) => {
        edit.sent ??= edit.typed;
        return [key, edit, edit.sent];
    });
    const field = ([key, edit, typed]) => ({ key, typed, as_of: edit.as_of });
    const fields = edits.filter(([key]) => key !== "channels" && !key.includes("/")).map(field);
    if (entity === whole) {
        const services = edits
            .filter(([key]) => key.includes("/"))
            .map(([key, edit, value]) => ({ key: key.split("/")[0], tick: key.split("/")[1], value, as_of: edit.as_of }));
        return { entity, edits, path: "fields", body: { fields, services } };
    }
    return { entity, edits, path: "row", body: row_body(entity, edits, fields) };
}

function row_body(row, edits, fields) {
    const channels = edits.find(([key]) => key === "channels");
    return channels ? { row, fields, channels: { list: sent_channels(channels[2]), as_of: channels[1].as_of } } : { row, fields };
}

// What is empty is not said.
const sent_channels = (list) =>
    list.map((channel) => Object.fromEntries(Object.entries(channel).filter(([, text]) => text !== "")));

// What a save of this entity would say now: for the coach, who asks what it would be.
export function would_save(month, entity) {
    const typed = month.edits.of(entity).filter(([, edit]) => !edit.refused);
    const copies = typed.map(([key, edit]) => [key, { typed: edit.typed, as_of: edit.as_of }]);
    return copies.length === 0 ? undefined : save_of(entity, copies).body;
}
