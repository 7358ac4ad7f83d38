#include "server/upload_token.h"

#include <sodium/utils.h>

#include "shared/core/digest.h"
#include "shared/wire/base64.h"
#include "shared/wire/cbor.h"
#include "shared/wire/limits.h"

namespace phirap::server {
namespace {

Bytes content_of(const UploadRight& right) {
    CborWriter out;
    out.array(3);
    out.bytes(right.agent.view());
    out.text(right.office);
    out.number(right.expires_ms);
    return out.take();
}

}  // namespace

// An Ed25519 signature is a function of key and message that nobody else can compute, and this one is shown
// to nobody: a secret of 64 bytes. Everything else that the key signs is a COSE Sig_structure, whose bytes
// begin otherwise.
UploadTokens::UploadTokens(const SigningKey& server)
    : secret_(server.sign(bytes_of("Phirap: the key of upload tokens, 1"))) {}

Digest UploadTokens::proof_of(BytesView content) const {
    return digest_of({secret_.view(), content});
}

std::string UploadTokens::give(const UploadRight& right) const {
    Bytes token = content_of(right);
    const Digest proof = proof_of(token);
    append(token, proof.view());
    return to_base64url(token);
}

std::optional<UploadRight> UploadTokens::read(std::string_view token, std::int64_t now_ms) const {
    const std::optional<Bytes> bytes =
        token.size() <= limits::upload_token_bytes_max ? from_base64url(token) : std::nullopt;
    if (!bytes || bytes->size() <= Digest().bytes.size()) {
        return std::nullopt;
    }
    const BytesView content = BytesView(*bytes).first(bytes->size() - Digest().bytes.size());
    const Digest proof = proof_of(content);
    if (sodium_memcmp(proof.bytes.data(), content.data() + content.size(), proof.bytes.size()) != 0) {
        return std::nullopt;
    }
    CborReader in(content);
    UploadRight right;
    if (in.array(3) != 3) {
        in.fail();
    }
    right.agent = in.id<WriterId>();
    right.office = in.text(limits::office_bytes_max);
    right.expires_ms = in.number();
    return in.finished() && now_ms < right.expires_ms ? std::optional(std::move(right)) : std::nullopt;
}

}  // namespace phirap::server
