// The official form on paper: printed by the browser itself, looked at as PDF, as text and as pictures.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stage } from "./support/desk.mjs";
import { DeskCalls } from "./support/desk_calls.mjs";
import { build } from "./support/programs.mjs";

const story = stage();
const month = "2024-04";
const folder = join(build, "test-logs", "screenshots");

const run = (program, ...words) => execFileSync(program, words, { encoding: "utf8" });

// Fonts spell some Thai letters in two parts, and a PDF gives them back so.
const joined = (text) => text.normalize("NFC").replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, "$1\u0e33");

async function printed(visit, name) {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${name}.pdf`);
    writeFileSync(file, await visit.page.pdf({ preferCSSPageSize: true, printBackground: true }));
    run("pdftoppm", "-png", "-r", "70", file, join(folder, name));
    const pages = joined(run("pdftotext", "-raw", file, "-")).split("\f").slice(0, -1);
    return { info: run("pdfinfo", file), pages };
}

const tight = (text) => joined(text).replace(/\s+/g, "");

// How often a word is there, and how often it is there in one piece.
function pieces(pages, word) {
    const all = pages.reduce((sum, page) => sum + tight(page).split(word).length - 1, 0);
    const whole = pages.reduce((sum, page) => sum + page.split("\n").reduce((lines, line) => lines + tight(line).split(word).length - 1, 0), 0);
    return { all, whole };
}

story("the form prints on A4 landscape: the letter's headings in order on each page, no Thai word torn, the signature with the last rows", async ({ world, server, open }) => {
    const agent = await world.office(server, "4301");
    const calls = await DeskCalls.of(agent);
    await calls.wholeMonth(month, { rows: 14, pictures: 1 });
    const visit = await open(agent, { path: `/print/${month}` });
    const { info, pages } = await printed(visit, "print-form");
    assert.match(info, /Page size: +84[12]\S* x 59[456]\S* pts .A4/, info);

    const { form, title } = await visit.month(month);
    const columns = form.columns.map((column) => tight(column.heading));
    const annex = pages.findIndex((page) => tight(page).includes(tight(visit.words("desk_form_annex"))));
    assert.ok(annex >= 0 && annex < pages.length, "the pictures come behind");
    const ofForm = pages.slice(0, annex);
    assert.ok(ofForm.length >= 2, "14 rows take more than one page");
    for (const page of ofForm) {
        let at = 0;
        for (const heading of columns) {
            const next = tight(page).indexOf(heading, at);
            assert.ok(next >= at, `${heading} after the ones before it in:\n${page.slice(0, 800)}`);
            at = next;
        }
    }
    assert.ok(tight(pages[0]).includes(tight(title)), pages[0].slice(0, 400));

    const words = ["ประชาสัมพันธ์", "ดำเนินการ", "กิจกรรม", "ช่องทาง", "ส่วนราชการ", "หัวหน้า", "จำนวน", "อำเภอ", "แพลตฟอร์ม", "ผู้ประกอบการ", "ศาลาประชาคม", "ร้านค้า", "หอประชุม"];
    for (const word of words) {
        const { all, whole } = pieces(pages, tight(word));
        assert.ok(all > 0, `${word} is on the form`);
        assert.equal(whole, all, `${word} is torn ${all - whole} times`);
    }

    // The letter's foot, with the last rows.
    const signed = pages.findIndex((page) => tight(page).includes("ผู้รายงาน"));
    assert.ok(signed >= 0);
    assert.ok(tight(pages[signed]).includes("ตำแหน่ง"));
    assert.match(tight(pages[signed]), /เม\.ย\.|เมษายน/, "the last rows stand on the signature's page");
    await visit.picture("print-preview");
});

story("the form of a month without rows has its headings and the signature", async ({ world, server, open }) => {
    const agent = await world.office(server, "4302");
    const visit = await open(agent, { path: `/print/${month}` });
    const { pages } = await printed(visit, "print-empty");
    assert.equal(pages.length, 1);
    assert.ok(tight(pages[0]).includes("ผู้รายงาน"));
});
