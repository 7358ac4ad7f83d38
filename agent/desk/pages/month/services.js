// The services checklist: of each service that the office's list calls relevant, whether its records are
// correct, complete and current. A tick is saved as it is made.
import { h, say, set } from "../../../../shared/pages/dom.js";
import { clock_time, lines } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";
import { whole } from "./edits.js";
import { to_conflicts } from "./field.js";

export function services_list(month) {
    const { services, ticks } = month.now.form;
    const relevant = services.filter(({ key }) => month.now.services.find((each) => each.key === key)?.relevant);
    const boxes = [];
    const done = new Map();
    const conflicts = new Map();

    function box(service, tick) {
        const key = `${service.key}/${tick.key}`;
        const input = h("input", {
            type: "checkbox", "aria-label": `${service.label}: ${tick.label}`, disabled: !month.now.open,
            on: { change: () => month.put(whole, key, input.checked) },
        });
        boxes.push([key, input]);
        return h("td", { role: "cell" }, h("label", {}, input, h("span", { class: "tick-name" }, tick.label)));
    }
    function line(service) {
        done.set(service.key, h("span", { class: "tally" }));
        conflicts.set(service.key, h("div", {}, to_conflicts()));
        return h("tr", { role: "row" },
            h("th", { role: "rowheader", scope: "row" }, lines(service.label), done.get(service.key), conflicts.get(service.key)),
            ticks.map((tick) => box(service, tick)));
    }
    // All that is left open at once: most months all of it is in order.
    const all = () => boxes.forEach(([key, input]) => !input.checked && month.put(whole, key, true));

    const summary = h("span", { class: "quiet" });
    const status = h("span", { class: "status" });
    const element = h("section", { class: "panel services", "aria-labelledby": "services-title" },
        h("div", { class: "section-head" },
            h("h2", { id: "services-title" }, words("desk_services")), summary, status,
            month.now.open && h("button", { type: "button", class: "plain", on: { click: all } }, words("desk_tick_all"))),
        h("table", { role: "table", class: "checklist", "aria-labelledby": "services-title" },
            h("thead", { role: "rowgroup" }, h("tr", { role: "row" },
                h("th", { role: "columnheader", scope: "col" }, words("desk_service")),
                ticks.map((tick) => h("th", { role: "columnheader", scope: "col" }, tick.label)))),
            h("tbody", { role: "rowgroup" }, relevant.map(line))));

    function update() {
        boxes.forEach(([key, input]) => set(input, { checked: month.text_of(whole, key) }));
        let complete = 0;
        for (const { key } of relevant) {
            const ticked = ticks.filter((tick) => month.text_of(whole, `${key}/${tick.key}`)).length;
            complete += ticked === ticks.length ? 1 : 0;
            const tally = done.get(key);
            tally.className = ticked === ticks.length ? "tally whole" : "tally";
            say(tally, ticked === ticks.length ? words("desk_service_whole") : "");
            set(conflicts.get(key), { hidden: !month.now.services.find((each) => each.key === key)?.conflict });
        }
        say(summary, words("desk_services_whole", { n: complete, of: relevant.length }));
        const edits = month.edits.of(whole).filter(([key]) => key.includes("/")).map(([, edit]) => edit);
        const refused = edits.find((edit) => edit.refused);
        const at = month.saved_at.get(`${whole} services`);
        status.className = `status ${refused ? "refused" : edits.length > 0 ? "waiting" : "saved"}`;
        const waiting = words(month.trouble ? "desk_status_waiting" : "desk_status_saving");
        const saved = at ? words("desk_saved_at", { time: clock_time(at) }) : "";
        say(status, refused?.refused ?? (edits.length > 0 ? waiting : saved));
    }
    month.on("saved", ({ entity, at }) => {
        if (entity === whole && at) {
            month.saved_at.set(`${whole} services`, at);
            update();
        }
    });
    month.on("changed", update);
    update();
    return { element };
}
