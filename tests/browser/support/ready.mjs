// What the browser tests need that is not in the repository: npm's packages, as the lock file has them, and a
// chromium. Where they cannot be had the tests are skipped, and say why.
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("..", import.meta.url));
// What npm says when there is no way to its registry, or only one that it cannot trust.
const noRegistry = /code (ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|UNABLE_TO_VERIFY_LEAF_SIGNATURE)/;

function onPath(name) {
    const places = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
    return places.find((place) => {
        try {
            accessSync(place, constants.X_OK);
            return true;
        } catch {
            return false;
        }
    });
}

export const chromium = process.env.PHIRAP_CHROMIUM ?? onPath("chromium");

// Test programs run side by side, so one installs and the others wait for it (flock); then it is there already.
function whyNoPackages() {
    const lock = join(here, "package-lock.json");
    const mark = join(here, "node_modules", ".installed");
    const wanted = createHash("sha256").update(readFileSync(lock)).digest("hex");
    if (existsSync(mark) && readFileSync(mark, "utf8").trim() === wanted) {
        return null;
    }
    if (!onPath("npm")) {
        return "npm is not here";
    }
    const install = `[ "$(cat "${mark}" 2>/dev/null)" = ${wanted} ] ||
        { npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 && echo ${wanted} >"${mark}"; }`;
    try {
        execFileSync("flock", [lock, "bash", "-c", install], { cwd: here, encoding: "utf8", stdio: "pipe" });
        return null;
    } catch (error) {
        const words = `${error.stdout ?? ""}${error.stderr ?? ""}`;
        if (noRegistry.test(words)) {
            return "npm's registry cannot be reached from here";
        }
        throw new Error(`npm ci failed:\n${words || error.message}`);
    }
}

// null, or why no test with a browser can run here.
export const whyNot = chromium ? whyNoPackages() : "chromium is not here (apt-get install chromium)";
