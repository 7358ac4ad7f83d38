// A month with as many rows and pictures as anyone will have, brought in at once: as they lie on a PC once they
// were recorded and attached.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawn } from "./drawn.mjs";
import { quarter } from "./programs.mjs";

export async function fullMonth(agent, month, { rows, pictures }) {
    const kept = (seed) => {
        const file = drawn(seed, 96, 72);
        const name = createHash("sha256").update(file).digest("hex");
        mkdirSync(join(agent.folder, "renditions", name.slice(0, 2)), { recursive: true });
        writeFileSync(join(agent.folder, "renditions", name.slice(0, 2), name), file);
        return { name: `ภาพ ${seed}.png`, sha256: name };
    };
    const { services } = JSON.parse(readFileSync(quarter, "utf8")).reports[0];
    const activities = Array.from({ length: rows }, (_, number) => ({
        date: `${month}-${String(1 + (number % 28)).padStart(2, "0")}`,
        activity: `ประชาสัมพันธ์แพลตฟอร์ม Click ชุมชน ครั้งที่ ${number + 1} ในการประชุมประจำเดือนของหมู่บ้าน`,
        place: `ศาลาประชาคมหมู่ที่ ${1 + (number % 15)}`,
        participants: 20 + (number % 50),
        downloads: 1,
        official_downloads: 0,
        channels: [{ kind: "facebook", link: `https://www.facebook.com/cdd/posts/${number}` }, { kind: "line", link: `https://line.me/R/ti/p/${number}` }],
        official_photos: [],
        photos: Array.from({ length: pictures }, (_, picture) => kept(number * pictures + picture)),
    }));
    const report = { office: "4301", month, services, activities, reporter: { name: "สมศรี ใจดี", position: "นักวิชาการ" } };
    const file = join(agent.folder, "month.json");
    writeFileSync(file, JSON.stringify({ reports: [report] }));
    await agent.ok("import", file);
}
