// What every page must hold, whatever it shows: read by a machine, seen by somebody who has no mouse, whole on a
// small screen.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { sizes } from "./desk.mjs";

let axe = null;

// The violations that axe-core sees, in words; [] is what is wanted.
export async function violations(page) {
    axe ??= readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    await page.evaluate(`${axe}; undefined`);
    return page.evaluate(async () => {
        const found = await globalThis.axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            resultTypes: ["violations"],
        });
        return found.violations.map((each) =>
            `${each.id}: ${each.help}\n` + each.nodes.slice(0, 3).map((node) => `    ${node.html.slice(0, 160)}\n      ${node.failureSummary.split("\n").slice(1, 3).join(" ")}`).join("\n"));
    });
}

// By how many pixels the page is wider than the screen, and by what.
export function tooWide(page) {
    return page.evaluate(() => {
        const root = document.documentElement;
        const over = root.scrollWidth - root.clientWidth;
        if (over <= 0) {
            return null;
        }
        const widest = [...document.body.querySelectorAll("*")]
            .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5)
            .map((element) => `${element.tagName.toLowerCase()}.${element.className} ${(element.textContent ?? "").slice(0, 40)}`);
        return `${over} px: ${widest.slice(0, 6).join(" | ")}`;
    });
}

export async function tooWideAtAnySize(page) {
    const before = page.viewportSize();
    const found = [];
    for (const size of Object.values(sizes)) {
        await page.setViewportSize(size);
        const over = await tooWide(page);
        if (over) {
            found.push(`${size.width}x${size.height}: ${over}`);
        }
    }
    await page.setViewportSize(before);
    return found;
}

// Goes through the page by Tab. Each stop must look otherwise than without the focus, must be on the screen, and
// must not lie under something else (WCAG 2.4.7, 2.4.11). Gives what does not, and how many stops there were.
export async function focusTrouble(page, stopsMax = 80) {
    await page.evaluate(() => {
        document.activeElement?.blur();
        scrollTo(0, 0);
        globalThis.looksOf = (element) => {
            // A radio or a box may show its focus on its label.
            const shown = [element, element.parentElement, element.nextElementSibling].filter(Boolean);
            return shown.map((each) => {
                const style = getComputedStyle(each);
                return [style.outlineStyle === "none" ? "" : style.outline, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecoration, style.clip, style.position].join("|");
            }).join("||");
        };
        globalThis.stops = [];
    });
    const trouble = [];
    let stops = 0;
    for (; stops < stopsMax; ++stops) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(() => {
            const element = document.activeElement;
            if (!element || element === document.body || globalThis.stops.some((each) => each.element === element)) {
                return null;
            }
            globalThis.stops.push({ element, looks: globalThis.looksOf(element) });
            const name = `${element.tagName.toLowerCase()} "${(element.getAttribute("aria-label") || element.labels?.[0]?.textContent || element.textContent || "").trim().slice(0, 50)}"`;
            const box = element.getBoundingClientRect();
            const [x, y] = [box.left + Math.min(box.width / 2, 60), box.top + Math.min(box.height / 2, 20)];
            const seen = document.elementFromPoint(x, y);
            if (box.width < 1 || box.height < 1 || x < 0 || y < 0 || x > innerWidth || y > innerHeight) {
                return `${name} is not on the screen when it has the focus (${Math.round(x)}, ${Math.round(y)})`;
            }
            const label = element.labels?.[0];
            if (seen && seen !== element && !element.contains(seen) && !seen.contains(element) && !label?.contains(seen)) {
                return `${name} lies under ${seen.tagName.toLowerCase()}.${seen.className} when it has the focus`;
            }
            return "";
        });
        if (stop === null) {
            break;
        }
        if (stop) {
            trouble.push(stop);
        }
    }
    // Without the focus, each must look otherwise.
    trouble.push(...(await page.evaluate(() => {
        document.activeElement?.blur();
        return globalThis.stops
            .filter(({ element, looks }) => element.isConnected && globalThis.looksOf(element) === looks)
            .map(({ element }) => `${element.tagName.toLowerCase()} "${(element.getAttribute("aria-label") || element.textContent || element.name || element.id).trim().slice(0, 50)}" looks the same with and without the focus`);
    })));
    return { trouble, stops };
}

// Controls without a name that is read aloud in Thai (letters of the Thai block), on a Thai page.
export function namelessInThai(page) {
    return page.evaluate(() => {
        const named = (element) =>
            element.getAttribute("aria-label") ||
            (element.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim() ||
            [...(element.labels ?? [])].map((label) => label.textContent).join(" ").trim() || element.textContent.trim() || element.title || element.querySelector("img")?.alt || "";
        return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
            .filter((element) => element.checkVisibility?.() ?? true)
            .filter((element) => !element.closest("[lang=en]"))
            // A link that somebody typed is its own name.
            .filter((element) => !/^https?:/.test(named(element)))
            .filter((element) => !/[\u0e01-\u0e3a\u0e40-\u0e4e]/.test(named(element)))
            .map((element) => element.outerHTML.slice(0, 140));
    });
}
