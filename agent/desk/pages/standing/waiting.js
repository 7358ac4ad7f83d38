// The tables of what waits: reports and pictures, each with why, what comes next and how long at today's speed.
import { size_name, span_name } from "../../../../shared/pages/amounts.js";
import { h } from "../../../../shared/pages/dom.js";
import { lines, moment_name, month_name, number_name } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";

const pictures_shown_max = 100;

const cell = (label, ...children) =>
    h("td", {}, h("span", { class: "label", "aria-hidden": "true" }, words(label)), h("div", {}, children));

const head = (keys) => h("thead", {}, h("tr", {}, keys.map((key) => h("th", { scope: "col" }, words(key)))));

function how_long(bytes, standing) {
    if (bytes === 0) {
        return "–";
    }
    return standing.bytes_per_second ? span_name(bytes / standing.bytes_per_second) : words("desk_span_unknown");
}

const why = (key) => (key === "" ? "" : lines(words(`why_${key}`)));

const next = (report) => (report.next_attempt ? words("desk_standing_next_at", { time: moment_name(report.next_attempt) }) : "–");

function report_line(report, standing) {
    const pictures = standing.months.find((month) => month.month === report.month);
    const name = report.month ? month_name(report.month) : words("desk_standing_office");
    return h("tr", {},
        h("th", { scope: "row" }, report.month ? h("a", { href: `/month/${report.month}` }, name) : name),
        cell("desk_standing_where",
            h("span", { class: `badge wrap ${report.waiting === 0 ? "good" : "warn"}` }, words(`desk_standing_${report.where}`)),
            report.waiting > 0 && [h("br"), words("desk_standing_waits",
                { n: number_name(report.waiting), all: number_name(report.operations) })],
            pictures?.pictures > 0 && [h("br"), words("desk_standing_pictures_in",
                { n: number_name(pictures.pictures_in), all: number_name(pictures.pictures) })]),
        cell("desk_standing_why", why(report.why)),
        cell("desk_standing_next", next(report)),
        cell("desk_standing_long", how_long(report.bytes, standing)));
}

function waits(report, standing) {
    const pictures = standing.months.find((month) => month.month === report.month);
    return report.waiting > 0 || (pictures !== undefined && pictures.pictures_in < pictures.pictures);
}

// What is all at the server is counted alone: after years that is nearly everything.
export function reports_table(standing) {
    const reports = standing.reports.filter((report) => waits(report, standing));
    const others = standing.reports.filter((report) => report.month && !waits(report, standing)).length;
    const sent = others > 0 && h("p", { class: "quiet" }, words("desk_standing_sent", { n: number_name(others) }));
    if (reports.length === 0) {
        return h("section", { class: "card" }, h("h2", {}, words("desk_standing_reports")),
            h("p", {}, words("desk_standing_no_reports")), sent);
    }
    return h("section", { class: "card" },
        h("h2", {}, words("desk_standing_reports")),
        h("table", { class: "waits" },
            head(["desk_months_month", "desk_standing_where", "desk_standing_why", "desk_standing_next", "desk_standing_long"]),
            h("tbody", {}, reports.map((report) => report_line(report, standing)))),
        sent);
}

function picture_line(picture, standing) {
    const file = picture.preview?.here ? picture.preview.sha256 : picture.rendition?.here ? picture.rendition.sha256 : undefined;
    return h("tr", {},
        h("th", { scope: "row" },
            h("div", { class: "small-picture" },
                file && h("img", { src: `/api/picture/${file}`, alt: "", loading: "lazy", width: 48, height: 48 }),
                h("a", { href: `/month/${picture.month}#row-${picture.row}` }, picture.name))),
        cell("desk_months_month", month_name(picture.month)),
        cell("desk_standing_where", lines(picture.message)),
        cell("desk_standing_left", picture.bytes_left > 0 ? size_name(picture.bytes_left) : "–"),
        cell("desk_standing_long", how_long(picture.bytes_left, standing)));
}

export function pictures_table(standing) {
    const pictures = standing.pictures_under_way;
    if (pictures.length === 0) {
        return h("section", { class: "card" }, h("h2", {}, words("desk_standing_pictures")), h("p", {}, words("desk_standing_no_pictures")));
    }
    const more = pictures.length - pictures_shown_max;
    return h("section", { class: "card" },
        h("h2", {}, words("desk_standing_pictures")),
        h("table", { class: "waits" },
            head(["desk_standing_picture", "desk_months_month", "desk_standing_where", "desk_standing_left", "desk_standing_long"]),
            h("tbody", {}, pictures.slice(0, pictures_shown_max).map((picture) => picture_line(picture, standing)))),
        more > 0 && h("p", { class: "quiet" }, words("desk_standing_more", { n: number_name(more) })));
}

// What the server did not take: for the administrator.
export function held_back(standing) {
    if (standing.held_back.length === 0) {
        return null;
    }
    return h("section", { class: "note bad" },
        h("h2", {}, words("desk_standing_held", { n: standing.held_back.length })),
        h("ul", {},
            standing.held_back.map((one) =>
                h("li", {}, one.month && `${month_name(one.month)}: `, lines(one.message), " ",
                    h("code", {}, one.operation.slice(0, 16))))));
}
