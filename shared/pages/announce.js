// What changes without a page being loaded is told to screen readers: politely, one line, never twice.
import { h } from "./dom.js";

const region = h("div", { class: "unseen", role: "status", "aria-live": "polite" });
let after;

export function announce(text) {
    if (!region.isConnected) {
        document.body.append(region);
    }
    clearTimeout(after);
    region.textContent = text;
    // Cleared, so that the same sentence is spoken again when it happens again.
    after = setTimeout(() => (region.textContent = ""), 8000);
}
