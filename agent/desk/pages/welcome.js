// The page /welcome: to come.
import { fill, h } from "../../../shared/pages/dom.js";
import { words } from "../../../shared/pages/words.js";

export async function show(main) {
    fill(main, h("h1", {}, words("desk_title")));
}
