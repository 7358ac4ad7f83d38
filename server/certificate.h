// The server's own certificate: made once, trusted because the enrolment code carries its pin, so that no
// public authority is needed.
#pragma once

#include <string>
#include <vector>

#include "shared/core/bytes.h"
#include "shared/core/ids.h"
#include "shared/core/result.h"
#include "shared/wire/signed_message.h"

namespace phirap::server {

struct Certificate {
    std::string certificate;  // PEM, X.509
    std::string key;          // PEM, PKCS #8: for a file that the owner alone reads
};

// Self-signed, ECDSA over P-256 (the smallest handshake that every TLS library speaks), good from a day
// before `now_ms` for 20 years: agents check the pin, not the date, and a machine that nobody visits must
// not fall silent. `names`: host names and IP addresses it is good for, at least one.
//
// Its key is derived from `seed`, the server's signing seed: a server that is made again from its recovery
// sheet has the pin that its agents know, or none of them would speak to it.
[[nodiscard]] Certificate make_certificate(const std::vector<std::string>& names, std::int64_t now_ms,
                                           const SigningKey::Seed& seed);

// SHA-256 of the public key (SubjectPublicKeyInfo, DER), as RFC 7469 pins one. Error: certificate_damaged.
[[nodiscard]] Result<Digest> pin_of(const std::string& certificate_pem);

}  // namespace phirap::server
