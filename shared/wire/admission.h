// How an agent comes in: the code that its office is given, its request, and the server's paper.
#pragma once

#include <optional>
#include <string>

#include "shared/core/result.h"
#include "shared/wire/limits.h"
#include "shared/wire/signed_message.h"

namespace phirap {

// What an enrolment code says. It carries the server's key and the certificate's pin, so that trust comes
// with the code and no public authority is needed; and everything to begin recording without a line.
struct EnrolmentCode {
    PublicKey server_key;
    Office office;
    std::array<std::uint8_t, limits::code_secret_bytes> secret{};  // 80 bits, one use
    std::string url;                                               // "https://sync.example.org:8443"
    std::optional<Digest>
        pin;  // SHA-256 of the certificate's public key (SPKI); nothing: a public CA vouches
    std::string mission;

    bool operator==(const EnrolmentCode&) const = default;
};

// "PHIRAP-" and groups of five Crockford base-32 digits, with a checksum of 32 bits: a typing error is
// found before anything is sent.
[[nodiscard]] std::string to_text(const EnrolmentCode& code);
// Reads either case, with or without hyphens and spaces; Error (bad_input) names what is wrong.
[[nodiscard]] Result<EnrolmentCode> enrolment_code_from(std::string_view text);

// What an agent sends to be admitted: signed with the key that it asks admission for.
struct EnrolmentRequest {
    PublicKey key;
    Nonce nonce;
    Office office;
    std::array<std::uint8_t, limits::code_secret_bytes> secret{};
    std::int64_t wall_ms = 0;
    std::string machine;  // what its keeper calls it; at most limits::author_bytes_max

    bool operator==(const EnrolmentRequest&) const = default;
};
[[nodiscard]] Bytes encode_enrolment(const EnrolmentRequest& request, const SigningKey& key);
// Nothing unless it is well formed and signed by the key that it names.
[[nodiscard]] std::optional<EnrolmentRequest> decode_enrolment(BytesView bytes);

// The server's signed word that this writer writes for this office.
struct Admission {
    WriterId server;
    PublicKey key;
    Office office;

    bool operator==(const Admission&) const = default;
};
[[nodiscard]] Bytes make_paper(const Admission& admission, const SigningKey& server);
// Nothing unless `server_key` signed it and it names that server.
[[nodiscard]] std::optional<Admission> read_paper(BytesView paper, const PublicKey& server_key);

}  // namespace phirap
