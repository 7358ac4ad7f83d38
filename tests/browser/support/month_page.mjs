// The month's page, as an officer names what is on it.
import { pictureFile } from "./drawn.mjs";

export class MonthPage {
    constructor(visit, month) {
        this.visit = visit;
        this.page = visit.page;
        this.name = month;
    }
    static async open(visit, month) {
        await visit.go(month === "current" ? "/" : `/month/${month}`);
        return new MonthPage(visit, month);
    }
    words(key, values) {
        return this.visit.words(key, values);
    }
    get add() {
        return this.page.getByRole("button", { name: this.words("desk_row_add") });
    }
    // The row that is open.
    row(number) {
        return this.page.getByRole("region", { name: this.words("desk_row_n", { n: number }), exact: true });
    }
    // A row that is closed, as a line of the table.
    line(text) {
        return this.page.getByRole("row").filter({ hasText: text });
    }
    field(label, within = this.page) {
        return within.getByRole("textbox", { name: label, exact: false });
    }
    // The row says that what was typed is saved.
    async saved(number) {
        await this.row(number).getByText(this.savedAt).first().waitFor();
    }
    get savedAt() {
        return new RegExp(this.words("desk_saved_at", { time: "" }).trim() + "\\s*\\d");
    }

    // Everything below goes by keyboard.

    async beginRow() {
        await this.visit.pressOn(this.add);
    }
    async type(row, label, text) {
        await this.visit.type(this.field(label, this.row(row)), text);
        await this.page.keyboard.press("Tab");
    }
    async channel(row, kind, link) {
        const which = this.row(row).getByRole("combobox", { name: this.words("desk_choose_kind") });
        await this.visit.tabTo(which);
        // A list takes the first letters of what is meant.
        await this.page.keyboard.type(kind);
        await this.page.keyboard.press("Enter");
        await this.page.keyboard.type(link);
        await this.page.keyboard.press("Tab");
    }
    // Chosen from the folder that the space bar on the control opens.
    async choosePicture(row, label, ...seeds) {
        const control = this.row(row).getByLabel(label).and(this.page.locator("input[type=file]"));
        await this.visit.tabTo(control);
        const [chooser] = await Promise.all([this.page.waitForEvent("filechooser"), this.page.keyboard.press("Space")]);
        await chooser.setFiles(seeds.map((seed) => pictureFile(seed)));
    }
    // What lies in the clipboard, into the row.
    async paste(row, seed) {
        await this.visit.context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: `http://${this.visit.agent.desk}` });
        await this.page.evaluate(async (bytes) => {
            const blob = new Blob([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], { type: "image/png" });
            await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
        }, pictureFile(seed).buffer.toString("base64"));
        await this.visit.tabTo(this.row(row).getByRole("textbox").first());
        await this.page.keyboard.press("Control+V");
    }
}
