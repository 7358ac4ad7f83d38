#include "shared/wire/cbor.h"
#include "shared/wire/limits.h"
#include "shared/wire/sync_message.h"

namespace phirap {
namespace {

constexpr std::size_t hello_parts = 9;
constexpr std::size_t hello_parts_with_pictures = 10;

void write_cursor(CborWriter& out, const std::optional<Cursor>& cursor) {
    if (!cursor) {
        out.null();
        return;
    }
    out.array(3);
    out.bytes(cursor->epoch.view());
    out.unsigned_number(cursor->position);
    out.bytes(cursor->chain.view());
}

std::optional<Cursor> read_cursor(CborReader& in) {
    if (in.next() == CborReader::Kind::null) {
        in.null();
        return std::nullopt;
    }
    if (in.array(3) != 3) {
        in.fail();
    }
    Cursor cursor;
    cursor.epoch = in.id<Epoch>();
    cursor.position = in.unsigned_number(INT64_MAX);
    cursor.chain = in.id<Digest>();
    return cursor;
}

Bytes encode_hello(const Hello& hello) {
    CborWriter out;
    out.array(hello.pictures ? hello_parts_with_pictures : hello_parts);
    out.unsigned_number(hello.protocol_min);
    out.unsigned_number(hello.protocol_max);
    out.bytes(hello.agent.view());
    out.bytes(hello.nonce.view());
    out.number(hello.wall_ms);
    write_cursor(out, hello.cursor);
    out.array(hello.tips.size());
    for (const OfferedTip& tip : hello.tips) {
        out.array(3);
        out.bytes(tip.lineage.view());
        out.unsigned_number(tip.sequence);
        out.unsigned_number(tip.name);
    }
    out.unsigned_number(hello.queue);
    out.text(hello.version);
    if (hello.pictures) {
        out.array(hello.pictures->size());
        for (const Sha256& picture : *hello.pictures) {
            out.bytes(picture.view());
        }
    }
    return out.take();
}

std::optional<Hello> decode_hello(BytesView bytes) {
    CborReader in(bytes);
    Hello hello;
    // A later version may add parts at the end.
    const std::size_t parts = in.array(limits::hello_parts_max);
    if (parts < hello_parts) {
        in.fail();
    }
    hello.protocol_min = in.unsigned_number();
    hello.protocol_max = in.unsigned_number();
    hello.agent = in.id<WriterId>();
    hello.nonce = in.id<Nonce>();
    hello.wall_ms = in.number();
    hello.cursor = read_cursor(in);
    hello.tips.resize(in.array(limits::tips_max));
    for (OfferedTip& tip : hello.tips) {
        if (in.array(3) != 3) {
            in.fail();
        }
        tip.lineage = in.id<LineageId>();
        tip.sequence = in.unsigned_number(INT64_MAX);
        tip.name = in.unsigned_number();
    }
    hello.queue = in.unsigned_number();
    hello.version = in.text(limits::version_bytes_max);
    if (parts >= hello_parts_with_pictures) {
        hello.pictures.emplace(in.array(limits::pictures_asked_max));
        for (Sha256& picture : *hello.pictures) {
            picture = in.id<Sha256>();
        }
    }
    for (std::size_t part = hello_parts_with_pictures; part < parts; ++part) {
        in.skip();
    }
    return in.finished() ? std::optional(std::move(hello)) : std::nullopt;
}

std::vector<Bytes> read_list(CborReader& in, std::size_t count_max, std::size_t bytes_max) {
    std::vector<Bytes> list(in.array(count_max));
    for (Bytes& item : list) {
        const BytesView read = in.bytes(bytes_max);
        item.assign(read.begin(), read.end());
    }
    return list;
}

}  // namespace

Digest chain_start(const WriterId& server, const Office& office) {
    return digest_of({server.view(), bytes_of(office)});
}

Digest chain_after(const Digest& previous, const OperationId& id) {
    return digest_of({previous.view(), id.view()});
}

Bytes encode_request(const SyncRequest& request, const SigningKey& agent) {
    CborWriter rest;
    rest.array(request.papers.size());
    for (const Bytes& paper : request.papers) {
        rest.bytes(paper);
    }
    rest.array(request.frames.size());
    for (const Bytes& frame : request.frames) {
        rest.bytes(frame);
    }
    CborWriter out;
    out.array(3);
    out.bytes(sign_message(agent, encode_hello(request.hello), digest_of({rest.written()}).view()));
    out.encoded(rest.written());
    return out.take();
}

std::optional<ReceivedRequest> decode_request(BytesView bytes) {
    if (bytes.size() > limits::request_bytes_max) {
        return std::nullopt;
    }
    CborReader in(bytes);
    if (in.array(3) != 3) {
        in.fail();
    }
    const std::optional<SignedMessage> message = parse_signed(in.bytes(limits::hello_bytes_max));
    if (!message) {
        return std::nullopt;
    }
    std::optional<Hello> hello = decode_hello(message->payload);
    if (!hello) {
        return std::nullopt;
    }
    // One after the other: in a braced list g++ 12 destroys the hello twice when the copy behind it finds no
    // memory.
    ReceivedRequest received;
    received.request.hello = *std::move(hello);
    received.hello = *message;
    received.bound = digest_of({in.rest()});
    received.request.papers = read_list(in, limits::papers_max, limits::paper_bytes_max);
    received.request.frames = read_list(in, limits::frames_per_request_max, limits::frame_bytes_max);
    return in.finished() ? std::optional(std::move(received)) : std::nullopt;
}

bool hello_holds(const ReceivedRequest& received, const PublicKey& agent) {
    return !received.hello.detached && writer_of(agent) == received.request.hello.agent &&
           verify(received.hello, received.hello.payload, agent, received.bound.view());
}

}  // namespace phirap
