// The line that says where everything stands: above every page, always, and true.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { stage } from "./support/desk.mjs";
import { DeskCalls } from "./support/desk_calls.mjs";

const story = stage();
const month = "2024-04";

// The line says this within the bound; it asks again by itself, and at once when the PC says it is online.
async function says(visit, pattern) {
    const line = visit.page.getByRole("region", { name: visit.words("desk_where") }).filter({ hasText: pattern });
    await visit.page.evaluate(() => dispatchEvent(new Event("online")));
    await line.waitFor();
}

story("what was sent, what waits, and a server that cannot be reached are told apart, and told by themselves", async ({ world, open }) => {
    const server = await world.server({ name: "line" });
    const agent = await world.office(server, "4301");
    const calls = await DeskCalls.of(agent);
    const visit = await open(agent);
    await says(visit, "ส่งครบแล้ว");
    await visit.picture("where-sent", { whole: false });

    await server.stop();
    await calls.row(month, { activity: "อบรม", date: "3/4/2567" });
    await visit.post("/api/send", {});
    await says(visit, "ติดต่อเซิร์ฟเวอร์ไม่ได้");
    await visit.picture("where-unreachable", { whole: false });
    assert.equal((await agent.report(month)).activities.length, 1, "it is safe meanwhile");

    await server.serve();
    await visit.post("/api/send", {});
    await says(visit, "ส่งครบแล้ว");
    assert.equal((await server.report("4301", month)).activities.length, 1);
});

story("a page that answers in the server's place is called what it is, and nothing is taken for sent", async ({ world, open }) => {
    const server = await world.server({ name: "portal", plain: true });
    const agent = await world.office(server, "4302");
    const calls = await DeskCalls.of(agent);
    const visit = await open(agent);
    await server.stop();
    const portal = createServer((request, response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>เข้าสู่ระบบ Wi-Fi</h1>"));
    await new Promise((done) => portal.listen(server.port, "127.0.0.1", done));
    try {
        await calls.row(month, { activity: "อบรม", date: "3/4/2567" });
        await visit.post("/api/send", {});
        await says(visit, "ยังไม่ได้ส่ง");
        await visit.picture("where-portal", { whole: false });
        assert.equal((await visit.get("/api/where")).state, "not_the_server");
        assert.ok((await agent.status()).waiting > 0, "it still waits");
    } finally {
        portal.closeAllConnections();
        await new Promise((done) => portal.close(done));
    }
    await server.serve();
    await visit.post("/api/send", {});
    await says(visit, "ส่งครบแล้ว");
});

story("in hours in which nothing goes by itself the line says how much waits", async ({ world, server, open }) => {
    const agent = world.agent("quiet");
    await agent.ok("enrol", await server.code("4305"), "--machine", "quiet");
    await agent.ok("sync", "--once");
    await agent.configure(`quiet_hours = "00:00-23:59"\n`).serve();
    const calls = await DeskCalls.of(agent);
    const visit = await open(agent);
    await calls.row(month, { activity: "อบรม", date: "3/4/2567" });
    await says(visit, /รอส่ง/);
    const where = await visit.get("/api/where");
    assert.equal(where.level, "waiting");
    assert.ok(where.waiting > 0);
});

story("an agent that stopped is told at once, and that nothing typed is lost", async ({ world, server, open }) => {
    const agent = await world.office(server, "4308");
    const visit = await open(agent);
    visit.watch.expect(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
    await agent.kill();
    await says(visit, visit.words("desk_away"));
    await visit.picture("where-away", { whole: false });
    await agent.serve();
    await says(visit, "ส่งครบแล้ว");
});
