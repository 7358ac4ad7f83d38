// Pictures drawn by the tests: PNG files of any size, each another.
import * as zlib from "node:zlib";

const table = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let bit = 0; bit < 8; ++bit) {
        c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    }
    return c >>> 0;
});

// Node.js 18 has none of its own.
function crc32(bytes) {
    if (zlib.crc32) {
        return zlib.crc32(bytes);
    }
    let c = 0xffffffff;
    for (const byte of bytes) {
        c = table[(c ^ byte) & 255] ^ (c >>> 8);
    }
    return (c ^ 0xffffffff) >>> 0;
}

function chunk(kind, body) {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length);
    head.write(kind, 4, "latin1");
    const tail = Buffer.alloc(4);
    tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), body])));
    return Buffer.concat([head, body, tail]);
}

// A field under a sky, its colours and its sun by `seed`.
export function drawn(seed, width = 640, height = 480) {
    const rows = Buffer.alloc(height * (1 + width * 3));
    const hue = (seed * 47) % 120;
    const [sunX, sunY] = [((seed * 97) % 80 + 10) / 100 * width, height * 0.28];
    for (let y = 0; y < height; ++y) {
        for (let x = 0; x < width; ++x) {
            const at = y * (1 + width * 3) + 1 + x * 3;
            const isSun = (x - sunX) ** 2 + (y - sunY) ** 2 < (height / 9) ** 2;
            const isField = y > height * 0.6 + 12 * Math.sin(x / 60 + seed);
            const [r, g, b] = isSun ? [250, 214, 90] : isField ? [70 + hue / 3, 130 + hue / 2, 70] : [120 + hue / 2, 180 + (y * 40) / height, 235];
            rows[at] = r;
            rows[at + 1] = g;
            rows[at + 2] = b;
        }
    }
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header.set([8, 2, 0, 0, 0], 8);
    return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk("IHDR", header), chunk("IDAT", zlib.deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

// As a file chooser takes it.
export function pictureFile(seed, name = `ภาพที่ ${seed}.png`) {
    return { name, mimeType: "image/png", buffer: drawn(seed) };
}
