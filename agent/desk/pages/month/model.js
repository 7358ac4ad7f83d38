// The month as the page has it: the program's last reply, and over it what was typed and is not saved yet.
//
// Whatever draws reads text_of() and status_of() and is told by on("changed"); whatever types says type(),
// leave(), undo(). An entity is a row's id, or `whole` for the month's own fields and the services' ticks
// (key "shop/correct"). A row's channels are one value, a list, under the key "channels".
import { drawn_id } from "./drawn_id.js";
import { Edits, same, whole } from "./edits.js";
import { Saving } from "./saving.js";

const channel_of = ({ kind, link, capture }) => ({ kind, link: link ?? "", capture: capture ?? "" });

export class Month extends EventTarget {
    saved_at = new Map();
    begun = []; // rows that were begun here and are not in a reply yet
    trouble; // of the last save, while it lasts

    constructor(reply) {
        super();
        this.now = reply;
        this.types = new Map(
            [...reply.form.fields, ...reply.form.row_fields].map((field) => [field.key, field.type]),
        );
        this.edits = new Edits(`phirap ${reply.office} ${reply.month}`);
        this.#index();
        this.#find_begun();
        this.saving = new Saving(this);
    }

    #rows = new Map();
    #fields = new Map();

    #index() {
        const named = (fields) => new Map(fields.map((field) => [field.key, field]));
        this.#rows = new Map(this.now.rows.map((row) => [row.id, row]));
        this.#fields = new Map(this.now.rows.map((row) => [row.id, named(row.fields)]));
        this.#fields.set(whole, named(this.now.fields));
    }

    // A row that another window deleted while it was typed into stays on the page with what was typed.
    #find_begun() {
        const typed_into = this.edits.entities().filter((entity) => entity !== whole);
        this.begun = [...new Set([...this.begun, ...typed_into])].filter((id) => !this.#rows.has(id));
    }

    row = (id) => this.#rows.get(id);
    stands = (entity) => entity === whole || this.#rows.has(entity);
    field = (entity, key) => this.#fields.get(entity)?.get(key);
    number_of = (id) => this.row(id)?.number ?? this.now.rows.length + 1 + Math.max(0, this.begun.indexOf(id));
    row_ids = () => [...this.now.rows.map((row) => row.id), ...this.begun];

    // What stands, as a person reads it.
    standing(entity, key) {
        if (key === "channels") {
            return (this.row(entity)?.channels ?? []).map(channel_of);
        }
        if (key.includes("/")) {
            const [service, tick] = key.split("/");
            return this.now.services.find((each) => each.key === service)?.ticks[tick] ?? false;
        }
        const field = this.field(entity, key);
        if (this.types.get(key) === "flag") {
            return field?.value === "true" ? "true" : "false";
        }
        return field?.typed ?? field?.shown ?? "";
    }

    text_of(entity, key) {
        const edit = this.edits.get(entity, key);
        return edit ? edit.typed : this.standing(entity, key);
    }

    fault_of(entity, key) {
        const edit = this.edits.get(entity, key);
        return edit ? edit.refused : (this.field(entity, key)?.fault ?? undefined);
    }

    status_of(entity) {
        const edits = this.edits.of(entity).map(([, edit]) => edit);
        if (edits.some((edit) => edit.refused)) {
            return { kind: "refused" };
        }
        if (edits.some((edit) => edit.left)) {
            return { kind: this.trouble ? "waiting" : "saving", trouble: this.trouble };
        }
        return edits.length > 0 ? { kind: "typing" } : { kind: "saved", at: this.saved_at.get(entity) };
    }

    // --- what a person does

    type(entity, key, typed) {
        const edit = this.edits.get(entity, key);
        if (!edit && same(typed, this.standing(entity, key))) {
            return;
        }
        // The same edit goes on: a save that is under way must see that it was typed over meanwhile.
        this.edits.put(entity, key, Object.assign(edit ?? { as_of: this.now.as_of }, { typed, left: false, refused: undefined }));
        this.tell("typed", { entity });
        this.tell("changed", { entity });
    }

    leave(entity, key) {
        const edit = this.edits.get(entity, key);
        if (!edit || edit.refused) {
            return;
        }
        if (edit.sent === undefined && same(edit.typed, this.standing(entity, key))) {
            this.edits.drop(entity, key);
        } else {
            edit.left = true;
        }
        this.tell("changed", { entity });
        this.saving.go_on();
    }

    // True when there was something to take back.
    undo(entity, key) {
        const edit = this.edits.get(entity, key);
        if (!edit || edit.sent !== undefined) {
            return false;
        }
        this.edits.drop(entity, key);
        this.tell("typed", { entity });
        this.tell("changed", { entity });
        return true;
    }

    put(entity, key, typed) {
        this.type(entity, key, typed);
        this.leave(entity, key);
    }

    // Of a refused one: what was typed, over what another window saved meanwhile.
    insist(entity, key) {
        const edit = this.edits.get(entity, key);
        Object.assign(edit, { as_of: this.now.as_of, refused: undefined, left: true });
        this.tell("changed", { entity });
        this.saving.go_on();
    }

    begin_row() {
        const id = drawn_id();
        this.begun.push(id);
        this.tell("changed", { entity: id });
        return id;
    }

    // What was typed into a row, and the row itself where it was only begun here.
    forget_row(id) {
        this.edits.of(id).forEach(([key]) => this.edits.drop(id, key));
        this.begun = this.begun.filter((each) => each !== id);
        this.tell("changed", { entity: id });
    }

    // --- what the program answers

    take(reply) {
        this.now = reply;
        this.#index();
        this.#find_begun();
        this.tell("changed", {});
        this.tell("graded", { grade: reply.grade });
    }

    tell(name, detail) {
        this.dispatchEvent(Object.assign(new Event(name), detail));
    }

    on(name, listener) {
        this.addEventListener(name, listener);
    }
}
