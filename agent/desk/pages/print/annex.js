// The annex: the month's pictures, numbered by row, so that a cell of the form can point to them.
import { h } from "../../../../shared/pages/dom.js";
import { lines } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";

// -> [{row, picture, number: "3.2"}], in the order of the form.
export function numbered_pictures(month) {
    return month.rows.flatMap((row) =>
        row.pictures.map((picture, index) => ({ row, picture, number: `${row.number}.${index + 1}` })));
}

function caption(month, { row, picture, number }) {
    const role = month.form.roles.find((each) => each.key === picture.role)?.label ?? words("desk_form_capture");
    const day = row.fields.find((field) => field.key === month.form.dated_by)?.shown;
    return h("figcaption", {}, h("b", {}, words("desk_form_see", { numbers: number })), " ", lines(role), day && ` · ${day}`);
}

// The large one; where only its small copy has come to this PC, that one; else a box that says so.
function image(entry) {
    const { picture, number } = entry;
    const files = [picture.rendition, picture.preview].filter((file) => file);
    if (!picture.here || files.length === 0) {
        return h("p", { class: "absent" }, words("desk_form_absent"));
    }
    const element = h("img", { loading: "lazy", decoding: "async", alt: words("desk_form_picture_alt", { number, name: picture.name }) });
    element.addEventListener("error", () => {
        files.shift();
        if (files.length > 0) {
            element.src = `/api/picture/${files[0]}`;
        } else {
            element.replaceWith(h("p", { class: "absent" }, words("desk_form_absent")));
        }
    });
    element.src = `/api/picture/${files[0]}`;
    return element;
}

// Nothing to show -> null.
export function annex(month, pictures) {
    if (pictures.length === 0) {
        return null;
    }
    return h("article", { class: "paper annex" },
        h("h2", {}, words("desk_form_annex")),
        h("div", { class: "pictures" },
            pictures.map((entry) => h("figure", {}, image(entry), caption(month, entry)))));
}
