// The pages, made into a few files: one of HTML, one bundle of JavaScript, one of CSS, and the faces.
//
//     node shared/pages/build.mjs --desk --out DIR
//
// Names carry esbuild's hash of the content, so that a browser may keep what it has for ever. The same sources
// and the same lock file give the same bytes. Whatever would come from a data: address becomes a file of its
// own: the pages' Content-Security-Policy knows 'self' alone.
import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const places = { desk: "agent/desk/pages", admin: "server/admin/pages" };
const compressed_bytes_max = 300_000;

function option(name) {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? undefined : process.argv[at + 1];
}

const name = Object.keys(places).find((each) => process.argv.includes(`--${each}`));
const out = option("out") && resolve(option("out"));
if (!name || !out) {
    console.error("usage: node build.mjs --desk|--admin --out DIR");
    process.exit(2);
}

// Pico draws its ticks and arrows from data: addresses.
const drawings_as_files = {
    name: "drawings-as-files",
    setup({ onLoad, onResolve }) {
        const drawings = new Map();
        onResolve({ filter: /^drawing:/ }, ({ path }) => ({ path, namespace: "drawing" }));
        onLoad({ filter: /.*/, namespace: "drawing" }, ({ path }) => ({
            contents: drawings.get(path),
            loader: "file",
        }));
        onLoad({ filter: /pico\..*\.css$/ }, ({ path }) => ({
            loader: "css",
            contents: readFileSync(path, "utf8").replace(/url\("data:image\/svg\+xml,([^"]*)"\)/g, (_, text) => {
                const key = [...drawings].find(([, known]) => known === decodeURIComponent(text))?.[0] ??
                    `drawing:${drawings.size}.svg`;
                drawings.set(key, decodeURIComponent(text));
                return `url("${key}")`;
            }),
        }));
    },
};

// Drawings of our own, named in the HTML.
const drawn = readdirSync(join(root, places[name])).filter((file) => file.endsWith(".svg"));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const made = await build({
    absWorkingDir: root,
    entryPoints: {
        [name]: join(places[name], `${name}.js`),
        [`${name}-style`]: join(places[name], `${name}.css`),
        ...Object.fromEntries(drawn.map((file) => [file.replace(/\.svg$/, ""), join(places[name], file)])),
    },
    outdir: out,
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome100", "firefox100", "safari15"],
    charset: "utf8",
    legalComments: "eof",
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    publicPath: "/",
    loader: { ".woff2": "file", ".svg": "copy" },
    nodePaths: [join(root, "shared/pages/node_modules")],
    plugins: [drawings_as_files],
    metafile: true,
    logLevel: "warning",
});

const paths = Object.keys(made.metafile.outputs).map((path) => `/${relative(out, resolve(root, path))}`);
const ending = (stem, extension) =>
    paths.find((path) => path.startsWith(`/${stem}-`) && path.endsWith(extension)) ?? `/${stem}${extension}`;
const html = readFileSync(join(root, places[name], `${name}.html`), "utf8")
    .replaceAll(`/${name}.js`, ending(name, ".js"))
    .replaceAll(`/${name}.css`, ending(`${name}-style`, ".css"))
    .replace(/\/([a-z]+)\.svg/g, (_, stem) => ending(stem, ".svg"))
    .replace(/\/(sarabun-[a-z]+-\d+-normal)\.woff2/g, (_, stem) => ending(stem, ".woff2"));
writeFileSync(join(out, `${name}.html`), html);

let total = 0;
for (const file of readdirSync(out).sort()) {
    const bytes = readFileSync(join(out, file));
    const sent = Math.min(gzipSync(bytes, { level: 9 }).length, bytes.length);
    total += sent;
    console.log(`${file.padEnd(44)} ${String(bytes.length).padStart(8)} bytes ${String(sent).padStart(8)} compressed`);
}
console.log(`${"all".padEnd(44)} ${" ".repeat(15)}${String(total).padStart(8)} compressed`);
if (total > compressed_bytes_max) {
    console.error(`build.mjs: the pages are over their ${compressed_bytes_max} bytes`);
    process.exit(1);
}
