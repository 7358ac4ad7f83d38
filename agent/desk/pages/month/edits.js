// What was typed and is not known to be saved, field by field. It is kept in the browser's own storage too, so
// that a reload, a killed browser or a program that is away lose nothing.
//
// An edit: {typed, as_of, left, sent, refused}. `as_of` is as of when the old value was shown, and stays while
// the page shows newer replies; `left`: the field was left, so it is to be saved; `sent`: what a save whose
// answer is not known yet said: it is repeated before anything else is said of that field; `refused`: why the
// program would not take it.
// The entity of the month's own fields and the services' ticks; every other is a row's id.
export const whole = "month";

export class Edits {
    #edits = new Map();
    #key;
    #after;

    constructor(key) {
        this.#key = key;
        try {
            for (const [place, edit] of Object.entries(JSON.parse(localStorage.getItem(key) ?? "{}"))) {
                this.#edits.set(place, { ...edit, left: true, refused: undefined });
            }
        } catch {
            // Nothing that can be read is kept there.
        }
        // Typing never waits for the disk: written a moment later, and when the page goes.
        addEventListener("pagehide", () => this.#write());
    }

    get size() {
        return this.#edits.size;
    }

    get(entity, key) {
        return this.#edits.get(`${entity} ${key}`);
    }

    put(entity, key, edit) {
        this.#edits.set(`${entity} ${key}`, edit);
        this.keep();
    }

    drop(entity, key) {
        this.#edits.delete(`${entity} ${key}`);
        this.keep();
    }

    // [key, edit] of one entity.
    of(entity) {
        return [...this.#edits]
            .filter(([place]) => place.startsWith(`${entity} `))
            .map(([place, edit]) => [place.slice(entity.length + 1), edit]);
    }

    entities() {
        return [...new Set([...this.#edits.keys()].map((place) => place.slice(0, place.indexOf(" "))))];
    }

    keep() {
        clearTimeout(this.#after);
        this.#after = setTimeout(() => this.#write(), 150);
    }

    #write() {
        clearTimeout(this.#after);
        try {
            if (this.#edits.size === 0) {
                localStorage.removeItem(this.#key);
                return;
            }
            const kept = [...this.#edits].map(([place, { typed, as_of, sent }]) => [place, { typed, as_of, sent }]);
            localStorage.setItem(this.#key, JSON.stringify(Object.fromEntries(kept)));
        } catch {
            // A full or forbidden storage: the page itself still has all of it.
        }
    }
}

export const same = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);
