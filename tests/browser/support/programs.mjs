// The two programs as people run them: real processes, folders of their own, ports that the system picks.
// Every wait is for a sign that the thing is there, under a bound; nothing sleeps for a guessed time.
import { execFile, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
export const build = process.env.PHIRAP_BUILD ?? join(root, "build", "dev");
const serverProgram = join(build, "server", "phirap-server");
const agentProgram = join(build, "agent", "phirap-agent");
export const quarter = join(root, "packaging", "quickstart-data", "nongkhai-2567-q3.json");
// A busy machine of two cores.
const secondsMax = 120;

export async function waitFor(what, asked, seconds = secondsMax) {
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end) {
        const answer = await asked();
        if (answer) {
            return answer;
        }
        await new Promise((done) => setTimeout(done, 20));
    }
    throw new Error(`waited in vain for ${what}`);
}

function environment(language = "en") {
    return { ...process.env, PHIRAP_LANG: language, LC_ALL: "C.UTF-8" };
}

// {status, out, err}; never throws for a status.
export function run(program, ...words) {
    return new Promise((done) => {
        execFile(program, words.map(String), { env: environment(), timeout: secondsMax * 1000, maxBuffer: 1 << 26 },
            (error, out, err) => done({ status: error ? (error.code ?? 1) : 0, out, err }));
    });
}

async function ok(program, ...words) {
    const done = await run(program, ...words);
    if (done.status !== 0) {
        throw new Error(`${words.join(" ")}: status ${done.status}\n${done.out}\n${done.err}`);
    }
    return done.out;
}

// A program's `serve`. What it says goes to a file, so that a full pipe never stops it.
class Serving {
    constructor(program, folder, words, language) {
        mkdirSync(folder, { recursive: true });
        this.log = join(folder, "serve.log");
        const log = openSync(this.log, "a");
        this.process = spawn(program, ["--data", folder, "serve", ...words],
            { stdio: ["ignore", log, log], env: environment(language) });
        closeSync(log);
        this.over = new Promise((done) => this.process.on("exit", done));
    }
    said() {
        return readFileSync(this.log, "utf8");
    }
    runs() {
        return this.process.exitCode === null && this.process.signalCode === null;
    }
    async end(signal) {
        if (this.runs()) {
            this.process.kill(signal);
        }
        await this.over;
    }
}

class Program {
    constructor(program, folder) {
        this.program = program;
        this.folder = folder;
        this.serving = null;
    }
    run(...words) {
        return run(this.program, "--data", this.folder, ...words);
    }
    ok(...words) {
        return ok(this.program, "--data", this.folder, ...words);
    }
    // As a power cut ends it.
    kill() {
        return this.end("SIGKILL");
    }
    stop() {
        return this.end("SIGTERM");
    }
    async end(signal) {
        const serving = this.serving;
        this.serving = null;
        await serving?.end(signal);
    }
}

export class Server extends Program {
    port = 0;
    plain = false;

    // Listens where it listened before, so that codes and agents still find it.
    async serve() {
        const address = join(this.folder, "address");
        rmSync(address, { force: true });
        this.serving = new Serving(serverProgram, this.folder, ["--listen", `127.0.0.1:${this.port}`, ...(this.plain ? ["--plain"] : [])]);
        const listening = await waitFor("the server", () => {
            if (!this.serving.runs()) {
                throw new Error(`the server ended: ${this.serving.said()}`);
            }
            return existsSync(address) && readFileSync(address, "utf8").trim();
        });
        this.port = Number(listening.split(":").pop());
        return this;
    }
    async code(office) {
        return JSON.parse(await this.ok("enrol-code", "--office", office, "--json")).code;
    }
    review(office, month, verdict, ...more) {
        return this.ok("review", verdict, "--office", office, "--month", month, ...more);
    }
    async report(office, month) {
        return JSON.parse(await this.ok("report", "--office", office, "--month", month, "--json")).reports[0];
    }
}

export class Agent extends Program {
    // host:port of the desk, the same after a restart.
    desk = "127.0.0.1:0";

    // Enrolled or not: a desk that is not shows its welcome.
    async serve({ language = "th" } = {}) {
        const before = existsSync(join(this.folder, "serve.log")) ? readFileSync(join(this.folder, "serve.log"), "utf8").length : 0;
        this.serving = new Serving(agentProgram, this.folder, ["--desk", this.desk], language);
        const address = await waitFor("the desk", () => {
            if (!this.serving.runs()) {
                throw new Error(`the agent ended: ${this.serving.said()}`);
            }
            return /http:\/\/([0-9.]+:[0-9]+)\/\?launch=/.exec(this.serving.said().slice(before));
        });
        this.desk = address[1];
        return this;
    }
    // A way in that is good once, as `phirap-agent desk` prints it.
    async address() {
        return (await this.ok("desk")).trim();
    }
    async status() {
        return JSON.parse(await this.ok("status", "--json"));
    }
    async report(month) {
        return JSON.parse(await this.ok("report", "--month", month, "--json")).reports[0];
    }
    configure(text) {
        writeFileSync(join(this.folder, "config.toml"), text);
        return this;
    }
}

// A folder of its own, and whatever is started in it ended and put away when the test, or the file of tests, is over.
export class World {
    constructor(after) {
        this.folder = mkdtempSync(join(tmpdir(), "phirap-desk-"));
        this.programs = [];
        after(async () => {
            await Promise.all(this.programs.map((program) => program.kill()));
            rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
        });
    }
    // plain: without TLS, for a test that stands in the line itself.
    async server({ name = "server", plain = false } = {}) {
        const server = new Server(serverProgram, join(this.folder, name));
        server.plain = plain;
        this.programs.push(server);
        await server.ok("init");
        await server.ok("office", "import", quarter);
        return server.serve();
    }
    agent(name) {
        const agent = new Agent(agentProgram, join(this.folder, name));
        this.programs.push(agent);
        return agent;
    }
    // Enrolled, admitted, its desk open.
    async office(server, office, name = office) {
        const agent = this.agent(name);
        await agent.ok("enrol", await server.code(office), "--machine", name);
        await agent.ok("sync", "--once");
        return agent.serve();
    }
}
