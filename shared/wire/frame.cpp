#include "shared/wire/frame.h"

#include "shared/core/limits.h"
#include "shared/wire/cbor.h"
#include "shared/wire/compress.h"
#include "shared/wire/limits.h"

namespace phirap {
namespace {

constexpr std::size_t parts = 9;

}  // namespace

Bytes seal_payload(const LineageRoot& root, std::uint64_t sequence, const OperationId& id) {
    CborWriter out;
    out.array(6);
    out.text("seal");
    out.bytes(root.server.view());
    out.text(root.office);
    out.bytes(root.lineage.view());
    out.unsigned_number(sequence);
    out.bytes(id.view());
    return out.take();
}

Bytes make_seal(const SigningKey& key, const LineageRoot& root, std::uint64_t sequence,
                const OperationId& id) {
    return sign_detached(key, seal_payload(root, sequence, id));
}

bool seal_holds(BytesView seal, const LineageRoot& root, std::uint64_t sequence, const OperationId& id,
                const PublicKey& key) {
    const std::optional<SignedMessage> message = parse_signed(seal);
    return message && message->detached && writer_of(key) == root.writer &&
           verify(*message, seal_payload(root, sequence, id), key);
}

Frame pack_frame(const FrameHeader& run, std::span<const BytesView> bodies, BytesView history, Bytes seal) {
    CborWriter raw;
    for (const BytesView body : bodies) {
        raw.bytes(body);
    }
    Frame frame{run, compress(raw.written(), history), std::move(seal)};
    frame.header.count = bodies.size();
    frame.header.raw_bytes = raw.written().size();
    frame.header.with_history = !history.empty();
    return frame;
}

Result<std::vector<Bytes>> unpack_frame(const Frame& frame, BytesView history) {
    const Result<Bytes> raw = inflate_exactly(
        frame.deflated, frame.header.with_history ? history : BytesView(), frame.header.raw_bytes);
    if (!raw) {
        return tl::unexpected(raw.error());
    }
    std::vector<Bytes> bodies;
    CborReader in(*raw);
    for (std::uint64_t i = 0; i < frame.header.count && in.ok(); ++i) {
        const BytesView body = in.bytes(limits::operation_bytes_max);
        bodies.emplace_back(body.begin(), body.end());
    }
    if (!in.finished()) {
        return fail(ErrorKind::damaged, "frame_damaged");
    }
    return bodies;
}

Bytes encode_frame(const Frame& frame) {
    CborWriter out;
    out.array(parts);
    out.bytes(frame.header.writer.view());
    out.bytes(frame.header.lineage.view());
    out.unsigned_number(frame.header.first);
    out.unsigned_number(frame.header.parent);
    out.unsigned_number(frame.header.count);
    out.unsigned_number(frame.header.raw_bytes);
    out.flag(frame.header.with_history);
    out.bytes(frame.deflated);
    out.bytes(frame.seal);
    return out.take();
}

std::optional<Frame> decode_frame(BytesView bytes) {
    if (bytes.size() > limits::frame_bytes_max) {
        return std::nullopt;
    }
    CborReader in(bytes);
    Frame frame;
    const bool shaped = in.array(parts) == parts;
    frame.header.writer = in.id<WriterId>();
    frame.header.lineage = in.id<LineageId>();
    frame.header.first = in.unsigned_number(INT64_MAX - limits::frame_operations_max);
    frame.header.parent = in.unsigned_number();
    frame.header.count = in.unsigned_number(limits::frame_operations_max);
    frame.header.raw_bytes = in.unsigned_number(limits::frame_raw_bytes_max);
    frame.header.with_history = in.flag();
    const BytesView deflated = in.bytes(limits::frame_bytes_max);
    const BytesView seal = in.bytes(limits::seal_bytes_max);
    frame.deflated.assign(deflated.begin(), deflated.end());
    frame.seal.assign(seal.begin(), seal.end());
    if (!shaped || !in.finished() || frame.header.first == 0 || frame.header.count == 0) {
        return std::nullopt;
    }
    return frame;
}

}  // namespace phirap
