// Points by month, as a small line: the same figures as the table beneath, so screen readers are spared it.
import uPlot from "uplot";
import { h } from "../../../../shared/pages/dom.js";
import { month_name } from "../../../../shared/pages/thai.js";
import { words } from "../../../../shared/pages/words.js";

const months_min = 3;
const height_px = 150;
const points_max = 10;

const token = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();

function options(names, width) {
    const ink = { stroke: token("--quiet"), font: "14px Sarabun", ticks: { show: false } };
    return {
        width,
        height: height_px,
        padding: [8, 45, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: false }, y: { range: [0, points_max + 0.8] } },
        axes: [
            {
                ...ink,
                size: 32,
                grid: { show: false },
                // No more names than have room.
                splits: () => names.map((_, index) => index).filter((index) => index % Math.ceil(names.length / (width / 130)) === 0),
                values: (_, splits) => splits.map((index) => names[index]),
            },
            { ...ink, size: 40, splits: () => [0, 4, 6, 8, 10], grid: { stroke: token("--line"), width: 1 } },
        ],
        series: [{}, { stroke: token("--accent"), width: 2, points: { show: true, size: 8, fill: token("--accent") } }],
    };
}

// months: as GET months has them, newest first. Too few for a line -> null.
export function points_chart(months) {
    const graded = [...months].reverse();
    if (graded.filter((month) => month.points !== null).length < months_min) {
        return null;
    }
    const box = h("div", { class: "chart" });
    const names = graded.map((month) => month_name(month.month, true));
    const values = [graded.map((_, index) => index), graded.map((month) => month.points)];
    let plot;
    const observer = new ResizeObserver(() => {
        const width = box.clientWidth;
        if (width > 0 && width !== plot?.width) {
            plot?.destroy();
            plot = new uPlot(options(names, width), values, box);
        }
    });
    // A canvas keeps the face that was there when it was drawn.
    document.fonts.ready.then(() => observer.observe(box));
    return h("figure", { class: "card", "aria-hidden": "true" },
        h("figcaption", {}, words("desk_months_chart")), box);
}
