// A row of the month before as the start of a new one: its words and channels, without day, figures, links and
// pictures. That month is asked for when somebody wants it.
import { fill, h } from "../../../../shared/pages/dom.js";
import { get } from "../../../../shared/pages/request.js";
import { month_name } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";
import { drawn_id } from "./drawn_id.js";

function before(month) {
    const [year, number] = month.split("-").map(Number);
    return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`;
}

// begun(id): the new row is there.
export function copy_from(month, begun) {
    const former = before(month.now.month);
    const list = h("ul", { class: "former" });
    const element = h("details", { class: "panel copy-from" },
        h("summary", {}, words("desk_copy_from", { month: month_name(former) })), list);

    function copy(row) {
        const id = drawn_id();
        month.saving.act({ path: "copy", body: { from: { month: former, row }, row: id }, done: () => begun(id) });
    }
    function line(reply, row) {
        const told = row.fields
            .filter(({ key }) => ["text", "date"].includes(reply.form.row_fields.find((field) => field.key === key)?.type))
            .map((field) => field.shown).filter(Boolean);
        return h("li", {}, h("span", {}, told.join(" · ")),
            h("button", {
                type: "button", class: "plain", "aria-label": words("desk_copy_row", { n: row.number }),
                on: { click: () => copy(row.id) },
            }, words("desk_copy")));
    }
    element.addEventListener("toggle", async () => {
        if (!element.open) {
            return;
        }
        const reply = await get(`/api/month/${former}`).catch((trouble) => trouble);
        fill(list, reply.rows === undefined ? h("li", {}, reply.message)
            : reply.rows.length === 0 ? h("li", { class: "quiet" }, words("desk_no_rows_closed"))
            : reply.rows.map((row) => line(reply, row)));
    });
    return { element };
}
