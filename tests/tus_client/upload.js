// Uploads one file with tus-js-client, which knows nothing of Phirap, and says what became of it as JSON.
// usage: node upload.js '{"endpoint": …, "token": …, "file": …, "sha256": …, "chunk": …, "stop_after": …,
//                        "url": …, "terminate": …, "with_creation": …}'
'use strict';

const fs = require('fs');
const tus = require('tus-js-client');

const asked = JSON.parse(process.argv[2]);
const size = fs.statSync(asked.file).size;
let retries = 0;

const say = (outcome) => {
    console.log(JSON.stringify({ retries, url: upload.url, ...outcome }));
    process.exit(0);
};

const upload = new tus.Upload(fs.createReadStream(asked.file), {
    endpoint: asked.endpoint,
    uploadUrl: asked.url || null,
    uploadSize: size,
    uploadDataDuringCreation: Boolean(asked.with_creation),
    chunkSize: asked.chunk || Infinity,
    headers: { Authorization: `Bearer ${asked.token}` },
    metadata: { sha256: asked.sha256, filename: 'ภาพ.webp' },
    retryDelays: Array(60).fill(20),
    onShouldRetry: (error) => {
        retries += 1;
        const status = error.originalResponse ? error.originalResponse.getStatus() : 0;
        return status === 0 || status === 409 || status === 423 || status >= 500;
    },
    onChunkComplete: (chunk, accepted) => {
        if (asked.stop_after && accepted >= asked.stop_after) {
            const end = asked.terminate ? upload.abort(true) : upload.abort();
            end.then(() => say({ ended: asked.terminate ? 'terminated' : 'stopped', accepted }));
        }
    },
    onError: (error) => {
        const status = error.originalResponse ? error.originalResponse.getStatus() : 0;
        say({ ended: 'error', status, message: String(error.message) });
    },
    onSuccess: () => say({ ended: 'success' }),
});
upload.start();
