#include "tests/bench/frames.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "shared/core/invariant.h"
#include "shared/wire/frame.h"
#include "shared/wire/limits.h"
#include "shared/wire/operation_body.h"
#include "shared/wire/sync_message.h"
#include "tests/bench/measure.h"
#include "tests/bench/rows.h"

namespace phirap::bench {
namespace {

constexpr std::size_t rows_with_history = 100;  // the first frames have little; a lineage has it for ever
constexpr std::size_t frames_max = 2000;
constexpr std::size_t head_bytes_max = 5;  // of a body, and of all of them, in CBOR

struct Run {
    std::vector<Bytes> bodies;
    std::vector<OperationId> ids;
    Bytes text;                     // all bodies laid end to end
    std::vector<std::size_t> ends;  // of each body in it
};

SigningKey some_key(std::uint8_t byte) {
    SigningKey::Seed seed{};
    seed.fill(byte);
    return SigningKey(seed);
}

LineageRoot some_root(const SigningKey& key) {
    return {some_key(2).writer(), "4301", key.writer(), LineageId{{4, 3, 2, 1}}};
}

Run encoded(const std::vector<OperationBody>& rows, const LineageRoot& root) {
    Run run;
    OperationId parent = root_id(root);
    for (const OperationBody& row : rows) {
        Bytes body = encode_body(row).value();
        parent = operation_id(parent, body);
        run.ids.push_back(parent);
        run.bodies.push_back(std::move(body));
    }
    for (const Bytes& body : run.bodies) {
        append(run.text, body);
        run.ends.push_back(run.text.size());
    }
    return run;
}

BytesView history_before(const Run& run, std::size_t row) {
    const std::size_t end = run.ends[row - 1];
    const std::size_t size = std::min(end, limits::history_bytes_max);
    return BytesView(run.text).subspan(end - size, size);
}

Frame frame_of(const Run& run, std::size_t row, std::size_t count, const LineageRoot& root,
               const SigningKey& key) {
    std::vector<BytesView> bodies(run.bodies.begin() + static_cast<std::ptrdiff_t>(row),
                                  run.bodies.begin() + static_cast<std::ptrdiff_t>(row + count));
    FrameHeader header;
    header.writer = root.writer;
    header.lineage = root.lineage;
    header.first = row + 1;
    header.parent = name_of(run.ids[row - 1]);
    header.count = count;
    header.with_history = true;
    const std::size_t last = row + count - 1;
    return pack_frame(header, bodies, history_before(run, row),
                      make_seal(key, root, last + 1, run.ids[last]));
}

// The rows from `row` on in one request: as few frames as hold them.
Bytes request_of(const Run& run, std::size_t row, std::size_t count, const LineageRoot& root,
                 const SigningKey& key) {
    SyncRequest request;
    const std::size_t end = row + count;
    request.hello.agent = root.writer;
    request.hello.wall_ms = 1'735'689'600'000;
    request.hello.cursor = Cursor{Epoch{{1}}, row, Digest{}};
    request.hello.tips.push_back({root.lineage, end, name_of(run.ids[end - 1])});
    request.hello.queue = count;
    request.hello.version = "0.1.0";
    while (row < end) {
        std::size_t next = row + 1;
        while (next < end && run.ends[next] - run.ends[row - 1] + (next - row + 2) * head_bytes_max <=
                                 limits::frame_raw_bytes_max) {
            ++next;
        }
        request.frames.push_back(encode_frame(frame_of(run, row, next - row, root, key)));
        row = next;
    }
    return encode_request(request, key);
}

// As the receiver does it: signature, inflate, decode, chain, seal.
void take(const Bytes& bytes, const Run& run, const LineageRoot& root, const SigningKey& key) {
    const std::optional<ReceivedRequest> received = decode_request(bytes);
    invariant(received && hello_holds(*received, key.public_key()), "our own request");
    for (const Bytes& encoded : received->request.frames) {
        const std::optional<Frame> frame = decode_frame(encoded);
        invariant(frame.has_value(), "our own frame");
        const std::size_t row = frame->header.first - 1;
        const std::vector<Bytes> bodies = unpack_frame(*frame, history_before(run, row)).value();
        OperationId id = run.ids[row - 1];
        for (const Bytes& body : bodies) {
            invariant(decode_body(body).has_value(), "our own operation");
            id = operation_id(id, body);
        }
        invariant(seal_holds(frame->seal, root, row + bodies.size(), id, key.public_key()), "our own seal");
    }
}

void frames_of(const Run& run, std::size_t rows_a_frame, int times, const LineageRoot& root,
               const SigningKey& key) {
    std::vector<Bytes> requests;
    const Cost sending = best_of(
        times, [&] { requests.clear(); },
        [&] {
            for (std::size_t row = rows_with_history;
                 row + rows_a_frame <= run.bodies.size() && requests.size() < frames_max;
                 row += rows_a_frame) {
                requests.push_back(request_of(run, row, rows_a_frame, root, key));
            }
        });
    const Cost taking = best_of(
        times, [] {},
        [&] {
            for (const Bytes& request : requests) {
                take(request, run, root, key);
            }
        });
    std::size_t bytes = 0;
    for (const Bytes& request : requests) {
        bytes += request.size();
    }
    const double rows = static_cast<double>(requests.size() * rows_a_frame);
    report(fmt::format("ours_request_bytes_{}", rows_a_frame), static_cast<double>(bytes) / rows);
    report(fmt::format("ours_pack_cpu_us_{}", rows_a_frame), sending.cpu_s * 1e6 / rows);
    report(fmt::format("ours_unpack_cpu_us_{}", rows_a_frame), taking.cpu_s * 1e6 / rows);
}

}  // namespace

void frames(const Lines& lines, int times) {
    const SigningKey key = some_key(1);
    const LineageRoot root = some_root(key);
    std::vector<OperationBody> rows;
    for (const std::string& line : lines) {
        rows.push_back(row_of(line));
    }
    Run run;
    const Cost encoding = best_of(
        times, [] {}, [&] { run = encoded(rows, root); });
    report("ours_encode_cpu_us", encoding.cpu_s * 1e6 / static_cast<double>(rows.size()));
    report("ours_body_bytes", static_cast<double>(run.text.size()) / static_cast<double>(rows.size()));
    for (const std::size_t rows_a_frame : {500, 10, 1}) {
        frames_of(run, rows_a_frame, times, root, key);
    }
}

}  // namespace phirap::bench
