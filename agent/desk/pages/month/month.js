// The month: the official form as a living page, the coach beside it.
import { announce } from "../../../../shared/pages/announce.js";
import { fill, h } from "../../../../shared/pages/dom.js";
import { get } from "../../../../shared/pages/request.js";
import { clock_time } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";
import { live_history } from "../history.js";
import { on_where } from "../where.js";
import { coach } from "./coach.js";
import { copy_from } from "./copy_from.js";
import { heading } from "./heading.js";
import { Month } from "./model.js";
import { rows_table } from "./rows.js";
import { services_list } from "./services.js";
import { deleted_rows, undo_offers } from "./undo.js";
import { Uploads } from "./uploads.js";

export const ask = async (name) => get(`/api/month/${name ?? (await get("/api/months")).current}`);

export async function show(main, place) {
    const month = new Month(await place.asked);
    const name = month.now.month;
    const uploads = new Uploads(month);
    const offers = undo_offers();
    const rows = rows_table(month, uploads, (id) => remove_row(month, rows, offers, id));
    document.title = `${month.now.month_shown} · ${words("desk_title")}`;
    main.classList.add("month-page");
    fill(main,
        h("div", { class: "sheet" },
            heading(month).element,
            rows.element,
            offers.element,
            month.now.open && copy_from(month, rows.open).element,
            deleted_rows(month, (id) => bring_back(month, rows, id)).element,
            services_list(month).element,
            live_history(month).element,
            finish(month, name)),
        coach(month, rows.go_to).element);
    tell_what_happens(month, rows, offers);
    // What came from the centre and from the office's other computers.
    let contact = place.where.last_contact;
    on_where((where) => {
        if (where && where.last_contact !== contact) {
            contact = where.last_contact;
            month.saving.refresh();
        }
    });
    // A picture that misses its place must not take the page away.
    for (const event of ["dragover", "drop"]) {
        window.addEventListener(event, (dropped) => dropped.preventDefault());
    }
    if (month.edits.size > 0) {
        announce(words("desk_restored"));
        month.saving.go_on();
    }
}

const finish = (month, name) =>
    h("div", { class: "finish" },
        month.now.open && h("a", { role: "button", href: `/submit/${name}` }, words("desk_to_submit")),
        h("a", { href: `/print/${name}` }, words("desk_to_print")),
        !["none", "draft"].includes(month.now.state) && h("a", { href: `/receipt/${name}` }, words("desk_to_receipt")));

function remove_row(month, rows, offers, id) {
    const text = words("desk_row_deleted", { n: month.number_of(id) });
    rows.close(false);
    if (!month.row(id) && month.edits.of(id).length === 0) {
        month.forget_row(id);
        rows.add.focus();
        return;
    }
    month.saving.act({
        path: "delete",
        body: { row: id, as_of: month.now.as_of },
        done: () => {
            month.forget_row(id);
            offers.offer(text, () => bring_back(month, rows, id));
            rows.add.focus();
        },
    });
}

function bring_back(month, rows, id) {
    month.saving.act({
        path: "keep",
        body: { row: id, as_of: month.now.as_of },
        done: () => {
            announce(words("desk_brought_back"));
            month.edits.of(id).forEach(([key]) => month.insist(id, key));
            rows.go_to(month.number_of(id));
        },
    });
}

function tell_what_happens(month, rows, offers) {
    month.on("remove-picture", ({ row, picture, removed }) => {
        const body = { row, child: picture.child, as_of: month.now.as_of };
        removed?.();
        month.saving.act({
            path: "remove-picture",
            body,
            done: () => offers.offer(words("desk_picture_removed", { name: picture.name }), () =>
                month.saving.act({ path: "keep-picture", body: { row, child: picture.child, as_of: month.now.as_of } })),
        });
    });
    month.on("saved", ({ at, faults }) => {
        if (faults.length > 0) {
            announce(faults[0].message);
        } else if (at) {
            announce(words("desk_saved_at", { time: clock_time(at) }));
        }
    });
    month.on("bring-back", ({ row }) => bring_back(month, rows, row));
    month.on("refused", ({ message }) => announce(message));
}
