// Elements, made in one line: h("p", {class: "quiet"}, text, h("b", {}, more)).
//
// Text is always a text node, so that what people typed can be nothing but text; there is no way in here to
// hand over HTML. Attributes go by setAttribute, so that an unknown one does no harm either.

// properties: `on` {event: listener}, `data` {name: value}, `value`, `checked`, `disabled`, … as the element
// knows them; else attributes. undefined, null and false leave the attribute away; true gives it without value.
export function h(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    set(element, properties);
    element.append(...nodes(children));
    return element;
}

// An option's value is its attribute: without one, its text would be the value.
const own = new Set(["value", "checked", "disabled", "hidden", "readOnly", "indeterminate", "open", "multiple"]);

export function set(element, properties) {
    for (const [name, value] of Object.entries(properties)) {
        if (name === "on") {
            for (const [event, listener] of Object.entries(value)) {
                element.addEventListener(event, listener);
            }
        } else if (name === "data") {
            for (const [key, text] of Object.entries(value)) {
                element.dataset[key] = text;
            }
        } else if (own.has(name) && !(name === "value" && element instanceof HTMLOptionElement)) {
            // Setting it anew would move the caret.
            if (element[name] !== value) {
                element[name] = value;
            }
        } else if (value === undefined || value === null || value === false) {
            element.removeAttribute(name);
        } else if (element.getAttribute(name) !== (value === true ? "" : String(value))) {
            element.setAttribute(name, value === true ? "" : String(value));
        }
    }
    return element;
}

// Lists flattened, nothing left away, all else as text.
function nodes(children) {
    return children
        .flat(Infinity)
        .filter((child) => child !== null && child !== undefined && child !== false && child !== "")
        .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

export function fill(element, ...children) {
    element.replaceChildren(...nodes(children));
    return element;
}

// Changes the text alone, and only where it is another: screen readers speak what is written anew.
export function say(element, text) {
    if (element.textContent !== text) {
        element.textContent = text;
    }
}

// The children of `list` become those of `keys`, in that order; what stays is not touched (focus, scrolling
// and pictures stay as they are). make(key) gives the element of a key that was not there. `pinned` is never
// moved, others move around it: an element that is moved loses the focus inside it.
export function keyed(list, keys, known, make, pinned) {
    const wanted = new Set(keys);
    for (const [key, element] of known) {
        if (!wanted.has(key)) {
            element.remove();
            known.delete(key);
        }
    }
    let after = null;
    for (const key of keys) {
        let element = known.get(key);
        if (!element) {
            element = make(key);
            known.set(key, element);
        }
        let next = after ? after.nextElementSibling : list.firstElementChild;
        while (element === pinned && element.parentNode === list && next !== element) {
            list.append(next);
            next = after ? after.nextElementSibling : list.firstElementChild;
        }
        if (next !== element) {
            list.insertBefore(element, next);
        }
        after = element;
    }
}

let drawn = 0;
// An id for a label and its control.
export function fresh_id(stem = "e") {
    drawn += 1;
    return `${stem}-${drawn}`;
}
