// Made pages become part of a program: each file of a folder gzipped, and a C++ file that holds their bytes.
//
//     node embed.mjs --in DIR --out FILE.cpp --header PROGRAM/PAGES/assets.h
//
// The header declares what the C++ file defines, in the program's namespace; PAGES.html is the shell.
//
// Beside FILE.cpp go the gzipped files. The C++ file names each one's SHA-256, so it is compiled again whenever
// a byte changes, and never else.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
};
// esbuild's own spelling of a content hash, before the extension.
const hashed = /-[A-Z0-9]{8}\.[a-z0-9]+$/;

function option(name) {
    const at = process.argv.indexOf(name);
    if (at < 0 || !process.argv[at + 1]) {
        throw new Error(`embed.mjs: ${name} is missing`);
    }
    return resolve(process.argv[at + 1]);
}

function filesIn(folder) {
    return readdirSync(folder, { withFileTypes: true })
        .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))
        .sort();
}

const header = process.argv[process.argv.indexOf("--header") + 1] ?? "";
const [program, pages] = header.split("/");
const source = option("--in");
const made = option("--out");
const folder = join(dirname(made), "gzipped");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const rows = [];
const bytes = [];
for (const file of filesIn(source)) {
    const type = types[extname(file)];
    if (!type) {
        throw new Error(`embed.mjs: ${file}: a kind of file that no type is known for`);
    }
    const raw = readFileSync(file);
    const sha256 = createHash("sha256").update(raw).digest("hex");
    const gzipped = join(folder, `${rows.length}.gz`);
    // The shell is filled when it is served.
    writeFileSync(gzipped, extname(file) === ".html" ? raw : gzipSync(raw, { level: 9 }));
    const path = "/" + relative(source, file).split("\\").join("/");
    const symbol = `phirap_page_${rows.length}`;
    bytes.push(`asm(".pushsection .rodata\\n${symbol}:\\n.incbin \\"${gzipped}\\"\\n${symbol}_end:\\n.popsection\\n");`);
    bytes.push(`extern const char ${symbol}[] asm("${symbol}");`);
    bytes.push(`extern const char ${symbol}_end[] asm("${symbol}_end");`);
    rows.push(
        `        Asset{"${path}", "${type}", "${sha256}", between(${symbol}, ${symbol}_end), ${hashed.test(path)}},`,
    );
}
if (!rows.some((row) => row.includes(`"/${pages}.html"`))) {
    throw new Error(`embed.mjs: the pages have no ${pages}.html`);
}
writeFileSync(
    made,
    `// Made by shared/pages/embed.mjs.
#include <array>
#include <cstddef>

#include "${header}"

${bytes.join("\n")}

namespace phirap::${program} {
namespace {

std::string_view between(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::span<const Asset> assets() {
    static const std::array all = {
${rows.join("\n")}
    };
    return all;
}

}  // namespace phirap::${program}
`,
);
