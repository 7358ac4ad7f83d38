#include "shared/wire/receipt_proof.h"

#include "shared/core/lineage.h"
#include "shared/core/submission.h"
#include "shared/wire/base32.h"
#include "shared/wire/cbor.h"
#include "shared/wire/frame.h"
#include "shared/wire/limits.h"
#include "shared/wire/operation_body.h"

namespace phirap {
namespace {

constexpr std::string_view heading = "PHIRAP-RECEIPT:1:";
constexpr std::uint64_t version = 1;
// A QR code holds no more.
constexpr std::size_t bodies_max = 32;
constexpr std::size_t body_bytes_max = 4096;

std::optional<ReceiptProof> decode(BytesView bytes) {
    CborReader in(bytes);
    ReceiptProof proof;
    if (in.array(7) != 7 || in.unsigned_number() != version) {
        return std::nullopt;
    }
    proof.office = in.text(limits::office_bytes_max);
    proof.lineage = in.id<LineageId>();
    proof.sequence = in.unsigned_number(INT64_MAX);
    proof.parent = in.id<OperationId>();
    for (std::size_t left = in.array(bodies_max); left > 0; --left) {
        const BytesView body = in.bytes(body_bytes_max);
        proof.bodies.emplace_back(body.begin(), body.end());
    }
    const BytesView seal = in.bytes(limits::seal_bytes_max);
    proof.seal.assign(seal.begin(), seal.end());
    return in.finished() && !proof.bodies.empty() ? std::optional(std::move(proof)) : std::nullopt;
}

std::optional<ProvenReceipt> receipt_in(const ReceiptProof& proof) {
    const std::optional<OperationBody> body = decode_body(proof.bodies.front());
    if (!body || !body->scope.month) {
        return std::nullopt;
    }
    for (const Change& change : body->changes) {
        for (const Field& field : change.fields) {
            const auto* received = std::get_if<std::int64_t>(&field.value);
            if (change.entity.kind == EntityKind::receipt && field.key == "received_ms" &&
                received != nullptr) {
                return ProvenReceipt{proof.office, body->scope.mission, *body->scope.month, change.entity.id,
                                     *received};
            }
        }
    }
    return std::nullopt;
}

}  // namespace

Bytes encode_receipt(const ReceiptProof& proof) {
    CborWriter out;
    out.array(7);
    out.unsigned_number(version);
    out.text(proof.office);
    out.bytes(proof.lineage.view());
    out.unsigned_number(proof.sequence);
    out.bytes(proof.parent.view());
    out.array(proof.bodies.size());
    for (const Bytes& body : proof.bodies) {
        out.bytes(body);
    }
    out.bytes(proof.seal);
    return out.take();
}

std::optional<ProvenReceipt> check_receipt(BytesView bytes, const PublicKey& server) {
    const std::optional<ReceiptProof> proof = decode(bytes);
    if (!proof) {
        return std::nullopt;
    }
    OperationId id = proof->parent;
    for (const Bytes& body : proof->bodies) {
        id = operation_id(id, body);
    }
    const WriterId writer = writer_of(server);
    const LineageRoot root{writer, proof->office, writer, proof->lineage};
    const std::uint64_t last = proof->sequence + proof->bodies.size() - 1;
    return seal_holds(proof->seal, root, last, id, server) ? receipt_in(*proof) : std::nullopt;
}

std::string receipt_text(BytesView bytes) {
    return std::string(heading) + to_base32(bytes);
}

std::optional<Bytes> receipt_bytes(std::string_view text) {
    return text.starts_with(heading) ? from_base32(text.substr(heading.size())) : std::nullopt;
}

}  // namespace phirap
