// What stands in a cell of the form: a column shows one thing or, divided by a stroke, several.
import { h } from "../../../../shared/pages/dom.js";
import { lines } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";

const nothing = "-";

function field_text(row, key) {
    const field = row.fields.find((each) => each.key === key);
    return field === undefined ? undefined : field.shown;
}

const see = (numbers) => words("desk_form_see", { numbers: numbers.join(", ") });

function channel(month, row, { kind, link, capture }, pictures) {
    const label = month.form.channel_kinds.find((each) => each.key === kind)?.label ?? kind;
    const captured = pictures.find((each) => each.row === row && each.picture.rendition === capture);
    const is_link = /^https?:\/\//i.test(link);
    return h("li", {},
        lines(label),
        link !== "" && [" ", is_link ? h("a", { href: link, rel: "noreferrer", target: "_blank" }, link) : link],
        captured && [" ", h("span", { class: "together" }, see([captured.number]))]);
}

// The nodes of a cell; pictures: all of the month, numbered as the annex has them.
export function cells_of(month, row, column, pictures) {
    const parts = column.shows.map((key) => {
        if (key === "ordinal") {
            return row.number;
        }
        if (key === "office") {
            return lines(month.office_name);
        }
        if (key === "channels") {
            return row.channels.length === 0 ? "" : h("ul", {}, row.channels.map((each) => channel(month, row, each, pictures)));
        }
        const text = field_text(row, key);
        if (text !== undefined) {
            return text === "" ? "" : lines(text);
        }
        const numbers = pictures.filter((each) => each.row === row && each.picture.role === key).map((each) => each.number);
        return numbers.length === 0 ? "" : see(numbers);
    });
    if (parts.every((part) => part === "")) {
        return nothing;
    }
    return parts.flatMap((part, index) => [index > 0 ? " / " : "", part === "" ? nothing : part]);
}
