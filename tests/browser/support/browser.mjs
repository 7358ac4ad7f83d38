// A real chromium of its own profile, and pages that are watched: whatever is asked of another host than the
// desk's, said to the console as an error, thrown, or opened as a dialog fails the test.
//
// The browser has no network but the loopback. Everything else it would ask for goes to a proxy of ours, which
// writes it down and refuses it: this sees what no page event shows (prefetches, pings, what a worker asks).
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { chromium } from "./ready.mjs";
import { waitFor } from "./programs.mjs";

const flags = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-default-apps", "--no-first-run", "--no-default-browser-check", "--disable-dev-shm-usage",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication", "--metrics-recording-only",
    "--password-store=basic", "--use-mock-keychain", "--hide-scrollbars", "--lang=th", "--remote-debugging-port=0",
];

// What chromium asks its maker for by itself, whatever the flags; no page of ours names these.
const browsersOwn = /^(https?:\/\/)?[a-z0-9.-]*\.(google|googleapis|gvt1|gstatic)\.com[:/]/;

export class Browser {
    // after: what to do when the test is over is handed to it. profile: a folder that may outlive a browser.
    static async start(after, profile) {
        const self = new Browser();
        self.asked = [];
        self.wall = createServer((request, response) => {
            self.asked.push(request.url);
            response.writeHead(502).end();
        });
        self.wall.on("connect", (request, socket) => {
            self.asked.push(request.url);
            socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
        });
        await new Promise((done) => self.wall.listen(0, "127.0.0.1", done));
        self.profile = profile;
        after(() => self.close());
        await self.launch();
        return self;
    }
    async launch() {
        const { chromium: driver } = await import("playwright-core");
        const said = join(this.profile, "DevToolsActivePort");
        mkdirSync(this.profile, { recursive: true });
        rmSync(said, { force: true });
        this.process = spawn(chromium, [...flags, `--user-data-dir=${this.profile}`,
            `--proxy-server=http://127.0.0.1:${this.wall.address().port}`, "about:blank"], { stdio: "ignore" });
        this.over = new Promise((done) => this.process.on("exit", done));
        const port = await waitFor("chromium", () => {
            if (this.process.exitCode !== null) {
                throw new Error("chromium ended before it began");
            }
            return existsSync(said) && readFileSync(said, "utf8").includes("\n") && readFileSync(said, "utf8").split("\n")[0];
        });
        this.driver = await driver.connectOverCDP(`http://127.0.0.1:${port}`);
    }
    // As a power cut ends it: nothing is written, no page is told.
    async kill() {
        this.process.kill("SIGKILL");
        await this.over;
        await this.driver.close().catch(() => {});
    }
    async close() {
        if (this.process.exitCode === null && this.process.signalCode === null) {
            await this.driver?.close().catch(() => {});
            this.process.kill("SIGKILL");
            await this.over;
        }
        this.wall.close();
        this.wall.closeAllConnections?.();
        const strange = this.asked.filter((each) => !browsersOwn.test(each));
        if (strange.length > 0) {
            throw new Error(`the browser asked for what is not on this PC: ${strange.join(" ")}`);
        }
    }
    // A visitor with cookies of its own, as another profile would have. The browser's own when `lasting`: those
    // are what a killed browser has on its disk.
    async visitor({ lasting = false, ...more } = {}) {
        const context = lasting ? this.driver.contexts()[0] : await this.driver.newContext({ viewport: { width: 1366, height: 768 }, locale: "th-TH", timezoneId: "Asia/Bangkok", ...more });
        context.setDefaultTimeout(20_000);
        return context;
    }
}

// What the pages of a context did that they may not.
export class Watch {
    constructor(context, host) {
        this.host = host;
        this.wrong = [];
        this.requests = [];
        this.expected = [];
        this.dialogs = [];
        context.on("request", (request) => {
            const url = new URL(request.url());
            this.requests.push(request.url());
            if (!["data:", "blob:", "about:"].includes(url.protocol) && url.host !== this.host) {
                this.wrong.push(`asked another host: ${request.url()}`);
            }
        });
        context.on("console", (message) => {
            if (message.type() === "error") {
                this.wrong.push(`console: ${message.text()} (${message.location()?.url ?? ""})`);
            }
        });
        context.on("weberror", (error) => this.wrong.push(`thrown: ${error.error().stack ?? error.error()}`));
        context.on("dialog", (dialog) => {
            this.dialogs.push(dialog.type());
            if (dialog.type() !== "beforeunload") {
                this.wrong.push(`dialog: ${dialog.type()} ${dialog.message()}`);
            }
            dialog.accept().catch(() => {});
        });
    }
    // A story that kills the agent, or is refused on purpose, says what the console will say of it.
    expect(...patterns) {
        this.expected.push(...patterns);
    }
    check() {
        const wrong = this.wrong.filter((each) => !this.expected.some((pattern) => pattern.test(each)));
        if (wrong.length > 0) {
            throw new Error(`the pages did what they may not:\n${wrong.join("\n")}`);
        }
    }
}

// What the browser says when nobody answers.
export const nobodyThere = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_CONNECTION_CLOSED|Failed to fetch/;
