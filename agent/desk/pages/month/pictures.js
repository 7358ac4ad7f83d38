// The pictures of a row that show one thing (a role, or one channel's capture): dropped, pasted or chosen here,
// looked at, taken away again.
import { fill, fresh_id, h, keyed, say, set } from "../../../../shared/pages/dom.js";
import { words } from "../../../../shared/pages/words.js";
import { enlarge } from "./enlarge.js";
import { pictures_in } from "./uploads.js";

const picture_at = (sha256) => `/api/picture/${sha256}`;

export function thumbnail(picture) {
    const small = picture.preview ?? picture.rendition;
    return picture.here && small
        ? h("img", { src: picture_at(small), alt: picture.name, loading: "lazy", decoding: "async", width: 96, height: 72 })
        : h("span", { class: "elsewhere" }, words("desk_picture_elsewhere"));
}

// The picture, large; with `remove`, it can be taken away there too.
export const look_at = (picture, remove) => enlarge(picture.name, picture_at(picture.rendition ?? picture.preview), remove);

// pictures(): those of the reply. removed(picture): what else goes with it.
export function picture_strip(month, uploads, row, { role, channel, label, pictures, removed }) {
    const id = fresh_id("pictures");
    const list = h("ul", { class: "strip" });
    const known = new Map();
    const add = (files) => files.length > 0 && uploads.add(row, role, channel, files);
    const chooser = h("input", {
        type: "file", id, class: "unseen-input", multiple: !channel, accept: "image/jpeg,image/png,image/webp",
        "aria-label": label,
        on: { change: () => { add([...chooser.files]); chooser.value = ""; } },
    });
    const element = h("div", { class: "drop-box", data: { drop: role } },
        list,
        h("div", { class: "choose" }, chooser,
            h("label", { for: id, class: "choose-label" }, words(channel ? "desk_choose_capture" : "desk_choose_pictures")),
            !channel && h("span", { class: "quiet hint" }, words("desk_drop_or_paste"))));
    element.take_pictures = add;
    accept_drops(element, add);

    function remove(picture) {
        month.tell("remove-picture", { row, picture, removed });
    }
    function item_of(key) {
        const item = h("li");
        const upload = uploads.of(row, role, channel).find((each) => upload_key(each) === key);
        return upload ? waiting_item(item, upload, uploads) : item;
    }
    function update() {
        const shown = pictures();
        const waiting = uploads.of(row, role, channel);
        keyed(list, [...shown.map((each) => `p${each.child}`), ...waiting.map(upload_key)], known, item_of);
        for (const picture of shown) {
            draw_picture(known.get(`p${picture.child}`), picture, remove);
        }
        waiting.forEach((each) => each.progressed?.());
        set(list, { hidden: shown.length + waiting.length === 0 });
    }
    update();
    return { element, update };
}

let uploads_drawn = 0;
function upload_key(upload) {
    upload.key ??= `u${(uploads_drawn += 1)}`;
    return upload.key;
}

function draw_picture(item, picture, remove) {
    const drawn = JSON.stringify([picture.preview, picture.rendition, picture.sent, picture.here, picture.name]);
    if (item.drawn === drawn) {
        return;
    }
    item.drawn = drawn;
    fill(item,
        h("button", { type: "button", class: "thumb", "aria-label": words("desk_enlarge", { name: picture.name }),
            on: { click: () => look_at(picture, () => remove(picture)) } }, thumbnail(picture)),
        h("div", { class: "below" },
            h("span", { class: picture.sent ? "sent" : "unsent" }, words(picture.sent ? "desk_picture_sent" : "desk_picture_unsent")),
            h("button", { type: "button", class: "bare danger", "aria-label": words("desk_remove_picture", { name: picture.name }),
                on: { click: () => remove(picture) } }, words("desk_remove"))));
}

// Not there yet: drawn from the file itself, on a canvas, since the page may load nothing but from the program.
function waiting_item(item, upload, uploads) {
    const canvas = h("canvas", { width: 96, height: 72, role: "img", "aria-label": upload.name });
    const progress = h("progress", { max: 1, "aria-label": words("desk_picture_going", { name: upload.name }) });
    const message = h("p", { class: "fault" });
    const dismiss = h("button", { type: "button", class: "bare", on: { click: () => uploads.dismiss(upload) } }, words("desk_dismiss"));
    createImageBitmap(upload.file, { resizeWidth: 96, resizeHeight: 72, resizeQuality: "low" })
        .then((bitmap) => canvas.getContext("2d").drawImage(bitmap, 0, 0))
        .catch(() => {});
    upload.progressed = () => {
        set(progress, { hidden: Boolean(upload.message), value: upload.part });
        set(message, { hidden: !upload.message });
        set(dismiss, { hidden: !upload.message });
        say(message, upload.message ?? "");
    };
    upload.progressed();
    item.classList.add("going");
    return fill(item, canvas, progress, message, dismiss);
}

export function accept_drops(element, add) {
    element.addEventListener("dragover", (event) => {
        event.preventDefault();
        element.classList.add("over");
    });
    element.addEventListener("dragleave", () => element.classList.remove("over"));
    element.addEventListener("drop", (event) => {
        event.preventDefault();
        event.stopPropagation();
        element.classList.remove("over");
        add(pictures_in(event.dataTransfer));
    });
}
