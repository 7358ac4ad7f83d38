// The two messages of a round: what an agent sends to POST /v1/sync, and what comes back.
//
// Both are signed, so that nothing between can say them; everything else about them, status and headers
// included, decides nothing. PROTOCOL.md sections 6 to 8 give the bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/core/digest.h"
#include "shared/core/lineage.h"
#include "shared/wire/signed_message.h"

namespace phirap {

// Version 0 until the protocol is frozen.
inline constexpr std::uint64_t protocol_version = 0;

// How far an agent has an office's feed.
struct Cursor {
    Epoch epoch;
    std::uint64_t position = 0;  // the last that it has; positions begin at 1
    Digest chain;                // over every id up to there, see chain_after()

    bool operator==(const Cursor&) const = default;
};
// BLAKE2b-256(previous ‖ id); before position 1 stands chain_start().
[[nodiscard]] Digest chain_start(const WriterId& server, const Office& office);
[[nodiscard]] Digest chain_after(const Digest& previous, const OperationId& id);

// A run's last operation, as its holder offers it.
struct OfferedTip {
    LineageId lineage;
    std::uint64_t sequence = 0;
    OperationName name = 0;

    bool operator==(const OfferedTip&) const = default;
};

struct Hello {
    std::uint64_t protocol_min = protocol_version;
    std::uint64_t protocol_max = protocol_version;
    WriterId agent;
    Nonce nonce;
    std::int64_t wall_ms = 0;
    std::optional<Cursor> cursor;
    std::vector<OfferedTip> tips;  // own; all while something foreign is unconfirmed
    std::uint64_t queue = 0;       // operations in the outbox
    std::string version;           // of the program
    // Pictures of which we want to know whether the server holds them. Nothing: none are of interest, and no
    // token is asked for.
    std::optional<std::vector<Sha256>> pictures;

    bool operator==(const Hello&) const = default;
};

struct SyncRequest {
    Hello hello;
    std::vector<Bytes> papers;  // admissions of writers that the server said it does not know
    std::vector<Bytes> frames;
    bool operator==(const SyncRequest&) const = default;
};

// The hello is signed over the digest of all that follows it (external_aad), so a frame taken out or put in
// breaks it.
[[nodiscard]] Bytes encode_request(const SyncRequest& request, const SigningKey& agent);

struct ReceivedRequest {
    SyncRequest request;
    SignedMessage hello;  // not verified: the reader looks up the agent's key first
    Digest bound;         // of what follows the hello
};
[[nodiscard]] std::optional<ReceivedRequest> decode_request(BytesView bytes);
[[nodiscard]] bool hello_holds(const ReceivedRequest& received, const PublicKey& agent);

enum class Verdict : std::uint8_t {
    taken = 0,          // what `held` says is on the server's disk
    damaged = 1,        // a frame did not check; the others are as `held` says
    unadmitted = 2,     // nothing stored: this writer is not known here
    other_office = 3,   // nothing stored of what is another office's
    busy = 4,           // nothing stored: come back at `come_back_ms`
    unsupported = 5,    // nothing stored: no protocol version in common
    code_refused = 6,   // enrolment: unknown, used by another key, or expired
    revoked = 7,        // stored as `held` says, quarantined until an admin releases it
    store_trouble = 8,  // nothing stored: the server's disk is in trouble
};

// For one offered tip, in the order of the hello: the longest prefix of it that the server holds.
struct Held {
    std::uint64_t sequence = 0;  // 0: nothing of it
    OperationId id;              // at that place; zero with 0

    bool operator==(const Held&) const = default;
};

// A frame that could not be joined to what is held.
struct Want {
    enum class Why : std::uint8_t { gap = 0, no_history = 1 };
    LineageId lineage;
    std::uint64_t from = 0;  // the last that we hold of it; send what follows
    OperationName name = 0;  // its name, or the root's with 0
    Why why = Why::gap;

    bool operator==(const Want&) const = default;
};

// What becomes of a picture that the hello asked about.
enum class Kept : std::uint8_t {
    no = 0,        // the server lacks it
    held = 1,      // it is on the server's disk
    archived = 2,  // and in a backup that was verified: an agent short of room may let its rendition go
};

struct Acknowledgement {
    WriterId server;
    WriterId agent;
    Nonce nonce;     // the hello's
    Digest request;  // BLAKE2b-256 of the whole request
    Verdict verdict = Verdict::taken;
    std::int64_t wall_ms = 0;  // the server's clock
    Epoch epoch;
    std::vector<Held> held;
    std::vector<EntityId> holds;  // standing quarantines of this office: ids' first 16 bytes
    std::vector<Want> wants;
    std::vector<WriterId> unknown_writers;  // present their papers
    bool cursor_unknown = false;            // drop cursor and confirmations, offer everything
    std::uint64_t head = 0;                 // the feed's last position
    std::optional<Cursor> cursor;           // the reader's after this page
    std::int64_t come_back_ms = 0;          // delay from now that the server asks for; 0: none
    std::int64_t spread_ms = 0;             // window over which to spread first attempts after an outage
    Digest page;                            // BLAKE2b-256 of the page
    Bytes paper;                            // enrolment: the admission
    std::string upload_token;               // opens /v1/evidence; "" unless the hello asked about pictures
    std::vector<Kept> pictures;             // for those that the hello named, in order

    bool operator==(const Acknowledgement&) const = default;
};
[[nodiscard]] Bytes encode_acknowledgement(const Acknowledgement& acknowledgement, const SigningKey& server);
// Nothing unless the server's key signed it.
[[nodiscard]] std::optional<Acknowledgement> decode_acknowledgement(BytesView bytes,
                                                                    const PublicKey& server_key);

// One stretch of the feed: a frame, or the name of a run that the reader's tips prove it holds.
struct NamedRun {
    LineageId lineage;
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    OperationName last = 0;

    bool operator==(const NamedRun&) const = default;
};
struct PageItem {
    Bytes frame;  // empty for a named run
    NamedRun run;
    bool operator==(const PageItem&) const = default;
};
[[nodiscard]] Bytes encode_page(const std::vector<PageItem>& items);
[[nodiscard]] std::optional<std::vector<PageItem>> decode_page(BytesView bytes);

// What goes back: the acknowledgement and the page that it signs for.
struct SyncResponse {
    Bytes acknowledgement;
    Bytes page;
};
[[nodiscard]] Bytes encode_response(const SyncResponse& response);
[[nodiscard]] std::optional<SyncResponse> decode_response(BytesView bytes);

}  // namespace phirap
