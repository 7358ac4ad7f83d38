// Names of things that never change their name.
//
// Each kind of id is a type of its own, so that the compiler keeps an office's machine apart from the
// run of operations that it wrote.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/core/bytes.h"

namespace phirap {

template <std::size_t size, typename Tag>
struct Id {
    std::array<std::uint8_t, size> bytes{};

    auto operator<=>(const Id&) const = default;
    [[nodiscard]] BytesView view() const { return bytes; }
    [[nodiscard]] std::string hex() const { return to_hex(bytes); }

    // Nothing unless `from` is exactly as long as the id.
    [[nodiscard]] static std::optional<Id> from(BytesView from) {
        if (from.size() != size) {
            return std::nullopt;
        }
        Id id;
        std::ranges::copy(from, id.bytes.begin());
        return id;
    }
};

// BLAKE2b-256 of (parent id, body): names an operation and, through its parent, all its ancestors.
using OperationId = Id<32, struct OperationTag>;
// Random, drawn when a run of operations begins.
using LineageId = Id<16, struct LineageTag>;
// Who seals: BLAKE2b-128 of an Ed25519 public key, an agent's or the server's.
using WriterId = Id<16, struct WriterTag>;
// A row, a channel's or evidence's row, a service, ...: a UUID (RFC 9562), or a short name (below).
using EntityId = Id<16, struct EntityTag>;
// Changes when a server is restored, so that a cursor from before is known for what it is.
using Epoch = Id<8, struct EpochTag>;
// One request's, so that yesterday's answer is not taken for today's.
using Nonce = Id<16, struct NonceTag>;
using PublicKey = Id<32, struct PublicKeyTag>;
using Signature = Id<64, struct SignatureTag>;
using Digest = Id<32, struct DigestTag>;
// SHA-256 of a file: how pictures are named, here and by whoever checks them with other tools.
using Sha256 = Id<32, struct Sha256Tag>;

// The first 8 bytes of an operation's id: how seen[] names it.
using OperationName = std::uint64_t;
[[nodiscard]] inline OperationName name_of(const OperationId& id) {
    OperationName name = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        name = (name << 8) | id.bytes[i];
    }
    return name;
}

// Things with a natural key (a service, a target's first month) are named by it, so that two machines
// that name one thing make one thing: at most 16 bytes of a-z 0-9 - _ . , the rest zero. A UUID is
// never mistaken for one: RFC 9562 puts 4 to 8 in the high half of its byte 6 and 10xx in its byte 8.
[[nodiscard]] std::optional<EntityId> entity_named(std::string_view name);
[[nodiscard]] bool is_name(const EntityId& id);
// The name, or the UUID in its usual spelling with hyphens.
[[nodiscard]] std::string to_text(const EntityId& id);
// Reads what to_text writes.
[[nodiscard]] std::optional<EntityId> entity_from_text(std::string_view text);

// UUIDv7 (RFC 9562 section 5.7) from a time and 10 random bytes; UUIDv8 (section 5.8) from a digest.
[[nodiscard]] EntityId uuid_v7(std::int64_t unix_ms, const std::array<std::uint8_t, 10>& random);
[[nodiscard]] EntityId uuid_v8(BytesView digest_of_at_least_16_bytes);

// An office's code, TIS 1099 ("4301"): 1 to 16 bytes of A-Z a-z 0-9 - _ .
using Office = std::string;
[[nodiscard]] bool is_office(std::string_view text);

}  // namespace phirap

template <std::size_t width, typename Tag>
struct std::hash<phirap::Id<width, Tag>> {
    // Ids are digests or random; a name's 16 bytes differ anywhere, so all of them are mixed in.
    std::size_t operator()(const phirap::Id<width, Tag>& id) const noexcept {
        std::size_t mixed = 14695981039346656037ULL;
        for (const std::uint8_t byte : id.bytes) {
            mixed = (mixed ^ byte) * 1099511628211ULL;
        }
        return mixed;
    }
};
