// The sentences of the page, by key, in its language: the program's one catalogue, asked once a page.
//
// {name} is filled from the arguments; {n|entry|entries} is the word that goes with a number (Thai needs none).
let table = {};
let lang = "th";

export function learn_words(reply) {
    table = reply.words;
    lang = reply.lang;
}

export const language = () => lang;

export function words(key, values = {}) {
    const sentence = table[key];
    if (sentence === undefined) {
        // Nothing is ever silent.
        return [key, ...Object.entries(values).map(([name, value]) => `${name}=${value}`)].join(" ");
    }
    return sentence.replace(/\{([^{}]*)\}/g, (whole, inside) => {
        const [name, one, many] = inside.split("|");
        if (!(name in values)) {
            return whole;
        }
        return one === undefined ? String(values[name]) : String(values[name]) === "1" ? one : many;
    });
}
