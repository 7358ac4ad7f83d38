// BLAKE2b (RFC 7693), unkeyed: the one hash of operations, lineages and digests of inputs. SHA-256 (FIPS
// 180-4) names files alone, since every other program knows it too.
#pragma once

#include <initializer_list>

#include "shared/core/ids.h"

namespace phirap {

// BLAKE2b-256 over the parts laid end to end.
[[nodiscard]] Digest digest_of(std::initializer_list<BytesView> parts);

[[nodiscard]] Sha256 sha256_of(BytesView file);
// From 64 lower-case hexadecimal digits, as evidence fields and upload addresses spell it; else nothing.
[[nodiscard]] std::optional<Sha256> sha256_from_text(std::string_view digits);

}  // namespace phirap
