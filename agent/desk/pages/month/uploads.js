// Pictures on their way to the program: one after the other, beside the saving of text, which never waits for
// them. While the program is away they wait in the page; what it will not take says why.
import { pause, post_bytes } from "../../../../shared/pages/request.js";
import { announce } from "../../../../shared/pages/announce.js";
import { words } from "../../../../shared/pages/words.js";

const again_ms = 2000;

export class Uploads {
    list = [];
    #running = false;

    constructor(month) {
        this.month = month;
        addEventListener("beforeunload", (event) => {
            if (this.list.some((each) => !each.message)) {
                event.preventDefault();
            }
        });
    }

    of = (row, role, channel) =>
        this.list.filter((each) => each.row === row && each.role === role && each.channel === channel);

    add(row, role, channel, files) {
        for (const file of files) {
            this.list.push({ row, role, channel, file, name: file.name, part: 0, as_of: this.month.now.as_of });
        }
        this.month.tell("changed", { entity: row });
        this.#go_on();
    }

    dismiss(upload) {
        this.list = this.list.filter((each) => each !== upload);
        this.month.tell("changed", { entity: upload.row });
    }

    async #go_on() {
        if (this.#running) {
            return;
        }
        this.#running = true;
        for (let next = this.#next(); next; next = this.#next()) {
            await this.#send(next);
        }
        this.#running = false;
    }

    #next = () => this.list.find((each) => !each.message && !each.done);

    async #send(upload) {
        const { row, role, channel, file, as_of } = upload;
        const name = await name_of(file);
        await this.#channels_saved(row, channel);
        const query = new URLSearchParams({ row, role, name, as_of, ...(channel ? { channel } : {}) });
        try {
            await post_bytes(`/api/month/${this.month.now.month}/picture?${query}`, file, (part) => {
                upload.part = part;
                upload.progressed?.();
            });
        } catch (trouble) {
            if (trouble.kind === "refused") {
                upload.message = trouble.message;
                announce(trouble.message);
                this.month.tell("changed", { entity: row });
            } else {
                upload.part = 0;
                await pause(again_ms);
            }
            return;
        }
        upload.done = true;
        announce(words("desk_picture_added", { name }));
        // A reply of its own could be older than that of a save meanwhile: the month is asked in its turn.
        this.month.saving.act({ fresh: true, done: () => this.dismiss(upload) });
    }

    // A capture goes to the channel of its kind, so that channel has to be there.
    async #channels_saved(row, channel) {
        const waits = () => {
            const edit = channel && this.month.edits.get(row, "channels");
            return edit && !edit.refused;
        };
        while (waits()) {
            await new Promise((resolve) => this.month.addEventListener("changed", resolve, { once: true }));
        }
    }
}

// What is pasted has no name of its own ("image.png" is the browser's word for that). It is named by what is in
// it, so that the same capture pasted twice has one name.
async function name_of(file) {
    if (file.name && file.name !== "image.png") {
        return file.name;
    }
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    const start = [...digest.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `paste-${start}.${file.type.split("/")[1] ?? "png"}`;
}

export const pictures_in = (transfer) => [...(transfer?.files ?? [])];
