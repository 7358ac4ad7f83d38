// Above every page: the office's name, where to go, the other language, and the line that says where
// everything stands.
import { fill, h } from "../../../shared/pages/dom.js";
import { post } from "../../../shared/pages/request.js";
import { language, words } from "../../../shared/pages/words.js";
import { begin_where } from "./where.js";

const places = [
    ["/", "desk_nav_month", /^\/$|^\/(month|submit|receipt)\//],
    ["/months", "desk_nav_months", /^\/months/],
    ["/conflicts", "desk_nav_conflicts", /^\/conflicts/],
    ["/standing", "desk_nav_standing", /^\/standing/],
    ["/settings", "desk_nav_settings", /^\/settings/],
];

function link_to([address, key, here], place) {
    const current = here.test(place.path) ? "page" : undefined;
    const open = address === "/conflicts" && place.where.conflicts > 0;
    return h("li", {},
        h("a", { href: address, "aria-current": current },
            words(key),
            open && h("span", { class: "badge warn" }, " ", place.where.conflicts, " ")));
}

// Named in its own language, for whoever reads only that.
function tongue() {
    const [other, name] = language() === "th" ? ["en", "English"] : ["th", "ไทย"];
    const change = async () => {
        await post("/api/language", { lang: other });
        location.reload();
    };
    return h("button", { class: "plain tongue", lang: other, on: { click: change } }, name);
}

export function begin_shell(header, place) {
    const welcome = place.path === "/welcome";
    fill(
        header,
        h("a", { class: "skip", href: "#main" }, words("desk_skip")),
        h("div", { class: "bar" },
            h("a", { class: "name", href: "/" },
                h("img", { src: document.querySelector("link[rel=icon]").href, alt: "" }),
                place.where.office_name ? `${words("desk_title")} · ${place.where.office_name}` : words("desk_title")),
            h("nav", { "aria-label": words("desk_nav") },
                !welcome && h("ul", {}, places.map((each) => link_to(each, place)))),
            tongue()),
    );
    if (!welcome) {
        begin_where(header, place.where);
    }
}
