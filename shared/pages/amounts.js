// How much and how long, as people say it: rounded, never more exact than it is known.
import { number_name } from "./thai.js";
import { words } from "./words.js";

const kilobyte = 1000;
const megabyte = 1000 * kilobyte;

export const size_name = (bytes) =>
    bytes < megabyte
        ? words("desk_size_kilobytes", { n: number_name(Math.ceil(bytes / kilobyte)) })
        : words("desk_size_megabytes", { n: number_name(Math.round((10 * bytes) / megabyte) / 10) });

export function span_name(seconds) {
    if (seconds < 60) {
        return words("desk_span_moment");
    }
    const minutes = Math.ceil(seconds / 60);
    if (minutes < 90) {
        return words("desk_span_minutes", { n: minutes });
    }
    const hours = Math.ceil(minutes / 60);
    return hours < 48 ? words("desk_span_hours", { n: hours }) : words("desk_span_days", { n: Math.ceil(hours / 24) });
}
