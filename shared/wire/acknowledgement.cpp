#include <algorithm>

#include "shared/core/mutant.h"
#include "shared/wire/cbor.h"
#include "shared/wire/limits.h"
#include "shared/wire/sync_message.h"

namespace phirap {
namespace {

// The map's keys (PROTOCOL.md section 7). A key that we do not know is passed over.
enum Key : std::uint64_t {
    key_server,
    key_agent,
    key_nonce,
    key_request,
    key_verdict,
    key_wall_ms,
    key_epoch,
    key_held,
    key_holds,
    key_wants,
    key_unknown_writers,
    key_cursor_unknown,
    key_head,
    key_cursor,
    key_come_back_ms,
    key_spread_ms,
    key_page,
    key_paper,
    key_upload_token,
    key_pictures,
    key_count,
};

void write_lists(CborWriter& out, const Acknowledgement& from) {
    out.unsigned_number(key_held);
    out.array(from.held.size());
    for (const Held& held : from.held) {
        out.array(2);
        out.unsigned_number(held.sequence);
        out.bytes(held.id.view());
    }
    out.unsigned_number(key_holds);
    out.array(from.holds.size());
    for (const EntityId& hold : from.holds) {
        out.bytes(hold.view());
    }
    out.unsigned_number(key_wants);
    out.array(from.wants.size());
    for (const Want& want : from.wants) {
        out.array(4);
        out.bytes(want.lineage.view());
        out.unsigned_number(want.from);
        out.unsigned_number(want.name);
        out.unsigned_number(static_cast<std::uint64_t>(want.why));
    }
    out.unsigned_number(key_unknown_writers);
    out.array(from.unknown_writers.size());
    for (const WriterId& writer : from.unknown_writers) {
        out.bytes(writer.view());
    }
}

Want read_want(CborReader& in) {
    Want want;
    if (in.array(4) != 4) {
        in.fail();
    }
    want.lineage = in.id<LineageId>();
    want.from = in.unsigned_number(INT64_MAX);
    want.name = in.unsigned_number();
    want.why = static_cast<Want::Why>(in.unsigned_number(1));
    return want;
}

Held read_held(CborReader& in) {
    Held held;
    if (in.array(2) != 2) {
        in.fail();
    }
    held.sequence = in.unsigned_number(INT64_MAX);
    held.id = in.id<OperationId>();
    return held;
}

Cursor read_cursor(CborReader& in) {
    Cursor cursor;
    if (in.array(3) != 3) {
        in.fail();
    }
    cursor.epoch = in.id<Epoch>();
    cursor.position = in.unsigned_number(INT64_MAX);
    cursor.chain = in.id<Digest>();
    return cursor;
}

std::int64_t read_wait(CborReader& in) {
    return std::min(static_cast<std::int64_t>(in.unsigned_number(INT64_MAX)), limits::wait_ms_max);
}

template <typename Item, typename Read>
std::vector<Item> read_list(CborReader& in, std::size_t count_max, Read read) {
    std::vector<Item> list(in.array(count_max));
    for (Item& item : list) {
        item = read(in);
    }
    return list;
}

void read_member(CborReader& in, std::uint64_t key, Acknowledgement& to) {
    switch (key) {
        case key_server:
            to.server = in.id<WriterId>();
            return;
        case key_agent:
            to.agent = in.id<WriterId>();
            return;
        case key_nonce:
            to.nonce = in.id<Nonce>();
            return;
        case key_request:
            to.request = in.id<Digest>();
            return;
        case key_verdict:
            to.verdict =
                static_cast<Verdict>(in.unsigned_number(static_cast<std::uint64_t>(Verdict::store_trouble)));
            return;
        case key_wall_ms:
            to.wall_ms = in.number();
            return;
        case key_epoch:
            to.epoch = in.id<Epoch>();
            return;
        case key_held:
            to.held = read_list<Held>(in, limits::tips_max, read_held);
            return;
        case key_holds:
            to.holds = read_list<EntityId>(in, limits::holds_max,
                                           [](CborReader& from) { return from.id<EntityId>(); });
            return;
        case key_wants:
            to.wants = read_list<Want>(in, limits::frames_per_request_max, read_want);
            return;
        case key_unknown_writers:
            to.unknown_writers = read_list<WriterId>(in, limits::papers_max,
                                                     [](CborReader& from) { return from.id<WriterId>(); });
            return;
        case key_cursor_unknown:
            to.cursor_unknown = in.flag();
            return;
        case key_head:
            to.head = in.unsigned_number(INT64_MAX);
            return;
        case key_cursor:
            to.cursor = read_cursor(in);
            return;
        case key_come_back_ms:
            to.come_back_ms = read_wait(in);
            return;
        case key_spread_ms:
            to.spread_ms = read_wait(in);
            return;
        case key_page:
            to.page = in.id<Digest>();
            return;
        case key_paper: {
            const BytesView paper = in.bytes(limits::paper_bytes_max);
            to.paper.assign(paper.begin(), paper.end());
            return;
        }
        case key_upload_token:
            to.upload_token = in.text(limits::upload_token_bytes_max);
            return;
        case key_pictures:
            to.pictures.resize(in.array(limits::pictures_asked_max));
            for (Kept& kept : to.pictures) {
                kept = static_cast<Kept>(in.unsigned_number(static_cast<std::uint64_t>(Kept::archived)));
            }
            return;
        default:
            in.skip();
    }
}

}  // namespace

Bytes encode_acknowledgement(const Acknowledgement& from, const SigningKey& server) {
    CborWriter out;
    out.map(key_count - (from.cursor ? 0 : 1) - (from.paper.empty() ? 1 : 0) -
            (from.upload_token.empty() ? 1 : 0) - (from.pictures.empty() ? 1 : 0));
    out.unsigned_number(key_server);
    out.bytes(from.server.view());
    out.unsigned_number(key_agent);
    out.bytes(from.agent.view());
    out.unsigned_number(key_nonce);
    out.bytes(from.nonce.view());
    out.unsigned_number(key_request);
    out.bytes(from.request.view());
    out.unsigned_number(key_verdict);
    out.unsigned_number(static_cast<std::uint64_t>(from.verdict));
    out.unsigned_number(key_wall_ms);
    out.number(from.wall_ms);
    out.unsigned_number(key_epoch);
    out.bytes(from.epoch.view());
    write_lists(out, from);
    out.unsigned_number(key_cursor_unknown);
    out.flag(from.cursor_unknown);
    out.unsigned_number(key_head);
    out.unsigned_number(from.head);
    if (from.cursor) {
        out.unsigned_number(key_cursor);
        out.array(3);
        out.bytes(from.cursor->epoch.view());
        out.unsigned_number(from.cursor->position);
        out.bytes(from.cursor->chain.view());
    }
    out.unsigned_number(key_come_back_ms);
    out.number(from.come_back_ms);
    out.unsigned_number(key_spread_ms);
    out.number(from.spread_ms);
    out.unsigned_number(key_page);
    out.bytes(from.page.view());
    if (!from.paper.empty()) {
        out.unsigned_number(key_paper);
        out.bytes(from.paper);
    }
    if (!from.upload_token.empty()) {
        out.unsigned_number(key_upload_token);
        out.text(from.upload_token);
    }
    if (!from.pictures.empty()) {
        out.unsigned_number(key_pictures);
        out.array(from.pictures.size());
        for (const Kept kept : from.pictures) {
            out.unsigned_number(static_cast<std::uint64_t>(kept));
        }
    }
    return sign_message(server, out.written());
}

std::optional<Acknowledgement> decode_acknowledgement(BytesView bytes, const PublicKey& server_key) {
    std::optional<Bytes> payload = open_signed(bytes, server_key);
    if (mutant(Mutant::any_answer_obeyed)) {
        const std::optional<SignedMessage> message = parse_signed(bytes);
        payload = message ? std::optional(message->payload) : std::nullopt;
    }
    if (!payload) {
        return std::nullopt;
    }
    CborReader in(*payload);
    Acknowledgement acknowledgement;
    const std::size_t members = in.map(limits::acknowledgement_members_max);
    std::uint64_t seen = 0;
    std::uint64_t next = 0;
    for (std::size_t i = 0; i < members && in.ok(); ++i) {
        const std::uint64_t key = in.unsigned_number(INT64_MAX);
        if (key < next) {
            in.fail();  // keys stand in order, each once
        }
        next = key + 1;
        if (key < key_count) {
            seen |= std::uint64_t{1} << key;
        }
        read_member(in, key, acknowledgement);
    }
    constexpr std::uint64_t may_be_missing =
        (1U << key_cursor) | (1U << key_paper) | (1U << key_upload_token) | (1U << key_pictures);
    constexpr std::uint64_t every = (std::uint64_t{1} << key_count) - 1;
    return in.finished() && (seen | may_be_missing) == every ? std::optional(std::move(acknowledgement))
                                                             : std::nullopt;
}

}  // namespace phirap
