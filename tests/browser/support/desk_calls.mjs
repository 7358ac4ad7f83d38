// What the pages ask of the program, asked without a browser: for scenes that a test needs but is not about.
import { randomBytes } from "node:crypto";
import { pictureFile } from "./drawn.mjs";

// RFC 9562 section 5.7, as the pages draw them.
export function rowId() {
    const bytes = randomBytes(16);
    bytes.writeUIntBE(Date.now(), 0, 6);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    const hex = bytes.toString("hex");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export class DeskCalls {
    static async of(agent) {
        const self = new DeskCalls();
        self.root = `http://${agent.desk}`;
        const door = await fetch(await agent.address(), { redirect: "manual" });
        self.cookie = door.headers.getSetCookie().map((each) => each.split(";")[0]).join("; ") + "; phirap_lang=th";
        return self;
    }
    async ask(path, options = {}) {
        const reply = await fetch(this.root + path, { ...options, headers: { cookie: this.cookie, origin: this.root, "sec-fetch-site": "same-origin", ...options.headers } });
        const text = await reply.text();
        if (!reply.ok) {
            throw new Error(`${path}: ${reply.status} ${text.slice(0, 500)}`);
        }
        return text === "" ? null : JSON.parse(text);
    }
    get(path) {
        return this.ask(path);
    }
    post(path, body) {
        return this.ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    }
    // A row with these texts, as typed; gives its id.
    async row(month, texts, channels = [], row = rowId(), as_of = "") {
        await this.post(`/api/month/${month}/row`, {
            row,
            fields: Object.entries(texts).map(([key, typed]) => ({ key, typed, as_of })),
            ...(channels.length > 0 ? { channels: { list: channels, as_of } } : {}),
        });
        return row;
    }
    async fields(month, texts) {
        const { as_of } = await this.get(`/api/month/${month}`);
        return this.post(`/api/month/${month}/fields`, { fields: Object.entries(texts).map(([key, typed]) => ({ key, typed, as_of })), services: [] });
    }
    async tickAll(month) {
        const { as_of, services, form } = await this.get(`/api/month/${month}`);
        const all = services.flatMap(({ key }) => form.ticks.map((tick) => ({ key, tick: tick.key, value: true, as_of })));
        return this.post(`/api/month/${month}/fields`, { fields: [], services: all });
    }
    async picture(month, row, seed, role = "activity_photo", name = undefined) {
        const file = pictureFile(seed, name);
        const asked = new URLSearchParams({ row, role, name: file.name });
        return (await this.ask(`/api/month/${month}/picture?${asked}`, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file.buffer })).picture;
    }
    // A month as an office has it when all is well.
    async wholeMonth(month, { rows = 3, pictures = 1 } = {}) {
        const ids = [];
        for (let number = 1; number <= rows; ++number) {
            const texts = { ...activities[(number - 1) % activities.length], date: `${String(4 + ((number - 1) % 20)).padStart(2, "0")}/${month.slice(5)}/${Number(month.slice(0, 4)) + 543}` };
            if (number > activities.length) {
                texts.activity += ` ครั้งที่ ${number}`;
            }
            const channels = [{ kind: "facebook", link: `https://www.facebook.com/cdd.post/${number}` }, { kind: "line", link: `https://line.me/R/ti/p/cdd${number}` }];
            const id = await this.row(month, texts, channels);
            for (let picture = 0; picture < pictures; ++picture) {
                await this.picture(month, id, number * 10 + picture, picture % 2 === 0 ? "activity_photo" : "official_photo");
            }
            ids.push(id);
        }
        await this.fields(month, { reporter: "นางสาวสุดารัตน์ ใจดี", position: "นักวิชาการพัฒนาชุมชนชำนาญการ" });
        await this.tickAll(month);
        return ids;
    }
}

const activities = [
    { activity: "ประชาสัมพันธ์การใช้งานแพลตฟอร์ม Click ชุมชน ในการประชุมหัวหน้าส่วนราชการระดับอำเภอ", place: "หอประชุมที่ว่าการอำเภอ", participants: "45", downloads: "62", official_downloads: "8" },
    { activity: "สาธิตการดาวน์โหลดและสมัครใช้งานให้ผู้ประกอบการ OTOP และกลุ่มสตรีแม่บ้าน", place: "ศาลาประชาคมบ้านโพนสา หมู่ที่ ๓", participants: "๓๘", downloads: "51", official_downloads: "1" },
    { activity: "ลงพื้นที่แนะนำ Shop ชุมชน แก่ร้านค้าในตลาดชุมชน", place: "ตลาดชุมชนท่าเสด็จ", participants: "60", downloads: "48", official_downloads: "0" },
];
