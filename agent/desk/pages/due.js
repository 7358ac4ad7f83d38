// When a month is due, as a sentence, and how pressing that is.
import { day_name } from "../../../shared/pages/thai.js";
import { words } from "../../../shared/pages/words.js";

// due: {day, days_left} as the program gives them -> {words, level: "", "warn" or "bad"}.
export function due_words({ day, days_left: left }) {
    const key = left < 0 ? "desk_deadline_past" : left === 0 ? "desk_deadline_today" : "desk_deadline_left";
    return {
        words: words(key, { day: day_name(day), n: Math.abs(left) }),
        level: left < 0 ? "bad" : left <= 3 ? "warn" : "",
    };
}
