// Asking the program: JSON in, JSON out, and what went wrong as a sentence.
//
// Three kinds of trouble. `away`: no answer came; whether it was done is not known, and asking again is safe.
// `closed`: the page may not come in (401) or is locked (423). Else the program refused and says why itself.
import { words } from "./words.js";

export class Trouble extends Error {
    constructor(kind, message, status = 0, key = "") {
        super(message);
        this.kind = kind; // "away", "closed", "refused", "failed"
        this.status = status;
        this.key = key;
    }
}

// The page that is open hears of a lock from whatever was asked.
function hear_of_lock(status) {
    if (status === 423) {
        window.dispatchEvent(new Event("phirap-locked"));
    }
}

const wait_ms_max = 20_000;

async function ask(path, options, wait_ms = wait_ms_max) {
    let reply;
    try {
        reply = await fetch(path, {
            credentials: "same-origin",
            cache: "no-store",
            ...options,
            signal: options.signal ?? AbortSignal.timeout(wait_ms),
        });
    } catch (error) {
        if (error.name === "AbortError") {
            throw error;
        }
        throw new Trouble("away", words("desk_away"));
    }
    const text = await reply.text().catch(() => undefined);
    if (text === undefined) {
        throw new Trouble("away", words("desk_away"));
    }
    let value;
    try {
        value = text === "" ? {} : JSON.parse(text);
    } catch {
        value = undefined;
    }
    if (reply.ok && value !== undefined) {
        return value;
    }
    const error = value?.error ?? {};
    hear_of_lock(reply.status);
    const kind = reply.status === 401 || reply.status === 423 ? "closed" : reply.status < 500 ? "refused" : "failed";
    throw new Trouble(kind, error.message ?? words("desk_failed"), reply.status, error.key ?? "");
}

export const get = (path, options = {}) => ask(path, options);

export const post = (path, body = {}, options = {}) =>
    ask(path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        ...options,
    });

// Where the answer is a file: its bytes, as a Blob. There is no bound on how long it may take to make.
export async function post_for_bytes(path, body = {}) {
    let reply;
    let bytes;
    try {
        reply = await fetch(path, {
            method: "POST",
            credentials: "same-origin",
            cache: "no-store",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify(body),
        });
        bytes = await reply.blob();
    } catch {
        throw new Trouble("away", words("desk_away"));
    }
    if (reply.ok) {
        return bytes;
    }
    hear_of_lock(reply.status);
    const error = await bytes.text().then(JSON.parse).then((value) => value.error).catch(() => ({}));
    const kind = reply.status === 401 || reply.status === 423 ? "closed" : reply.status < 500 ? "refused" : "failed";
    throw new Trouble(kind, error?.message ?? words("desk_failed"), reply.status, error?.key ?? "");
}

// A file's bytes. progress(part from 0 to 1) is told as they go; fetch cannot tell it.
export function post_bytes(path, bytes, progress = () => {}) {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open("POST", path);
        request.setRequestHeader("Content-Type", "application/octet-stream");
        request.responseType = "text";
        request.upload.addEventListener("progress", (event) => {
            if (event.lengthComputable) {
                progress(event.loaded / event.total);
            }
        });
        request.addEventListener("error", () => reject(new Trouble("away", words("desk_away"))));
        request.addEventListener("load", () => {
            let value;
            try {
                value = JSON.parse(request.responseText);
            } catch {
                value = undefined;
            }
            if (request.status >= 200 && request.status < 300 && value) {
                resolve(value);
                return;
            }
            hear_of_lock(request.status);
            const closed = request.status === 401 || request.status === 423;
            const kind = closed ? "closed" : request.status < 500 ? "refused" : "failed";
            const message = value?.error?.message ?? words("desk_failed");
            reject(new Trouble(kind, message, request.status, value?.error?.key ?? ""));
        });
        request.send(bytes);
    });
}

export const pause = (wait_ms) => new Promise((resolve) => setTimeout(resolve, wait_ms));
