// Coming in, and what every page is made of.
import assert from "node:assert/strict";
import { stage } from "./support/desk.mjs";

const story = stage();

story("the pages come in by the address that the program prints, and not without it", async ({ world, server, open }) => {
    const agent = await world.office(server, "4301");
    const visit = await open(agent);
    assert.equal(new URL(visit.page.url()).search, "", "the token does not stay in the address");
    const stranger = await fetch(`http://${agent.desk}/api/where`);
    assert.equal(stranger.status, 401);
    const cookies = await visit.context.cookies();
    const desk = cookies.find((each) => each.name === "phirap_desk");
    assert.equal(desk.httpOnly, true);
    assert.equal(desk.sameSite, "Strict");
});

story("all that the pages are made of comes to at most 300 kB", async ({ world, server, open }) => {
    const agent = await world.office(server, "4302");
    const visit = await open(agent);
    const sizes = new Map();
    const session = await visit.context.newCDPSession(visit.page);
    await session.send("Network.enable");
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    const asked = new Map();
    session.on("Network.requestWillBeSent", (event) => asked.set(event.requestId, event.request.url));
    session.on("Network.loadingFinished", (event) => sizes.set(asked.get(event.requestId), event.encodedDataLength));
    const months = await visit.get("/api/months");
    for (const path of ["/", "/months", "/conflicts", "/standing", "/settings", "/welcome", ...["month", "submit", "receipt", "print"].map((each) => `/${each}/${months.current}`)]) {
        await visit.go(path);
    }
    let together = 0;
    for (const [url, bytes] of sizes) {
        together += new URL(url).pathname.startsWith("/api/") ? 0 : bytes;
    }
    assert.ok(sizes.size > 3, "something was loaded");
    assert.ok(together <= 300 * 1024, `${together} bytes`);
});
