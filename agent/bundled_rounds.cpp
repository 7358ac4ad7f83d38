#include "agent/bundled_rounds.h"

#include "shared/wire/cbor.h"
#include "shared/wire/limits.h"

namespace phirap::agent {
namespace {

Bytes places_as_bytes(const std::vector<Place>& places) {
    CborWriter out;
    out.array(places.size());
    for (const Place& place : places) {
        out.array(2);
        out.unsigned_number(place.branch);
        out.unsigned_number(place.sequence);
    }
    return out.take();
}

std::vector<Place> places_from(BytesView bytes) {
    CborReader in(bytes);
    std::vector<Place> places;
    for (std::size_t left = in.array(limits::tips_max); left > 0 && in.ok(); --left) {
        (void)in.array(2);
        const auto branch = static_cast<std::uint32_t>(in.unsigned_number(UINT32_MAX));
        places.push_back({branch, in.unsigned_number()});
    }
    return places;
}

Bytes names_as_bytes(const std::vector<Sha256>& names) {
    Bytes bytes;
    for (const Sha256& name : names) {
        append(bytes, name.view());
    }
    return bytes;
}

std::vector<Sha256> names_from(BytesView bytes) {
    std::vector<Sha256> names;
    for (std::size_t at = 0; at + sizeof(Sha256) <= bytes.size(); at += sizeof(Sha256)) {
        names.push_back(*Sha256::from(bytes.subspan(at, sizeof(Sha256))));
    }
    return names;
}

}  // namespace

void remember(AgentStore& store, const std::vector<PreparedRound>& rounds) {
    Database& database = store.database();
    Transaction transaction(database);
    const std::int64_t bundle = database.integer("SELECT max(bundle) + 1 FROM bundled_round").value_or(1);
    for (const PreparedRound& round : rounds) {
        std::optional<Epoch> epoch;
        std::optional<std::uint64_t> position;
        std::optional<Digest> chain;
        if (round.cursor) {
            epoch = round.cursor->epoch;
            position = round.cursor->position;
            chain = round.cursor->chain;
        }
        database.run("INSERT INTO bundled_round VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", round.nonce, bundle,
                     round.enrolment, round.digest, places_as_bytes(round.offered),
                     names_as_bytes(round.pictures_asked), epoch, position, chain);
    }
    database.run("DELETE FROM bundled_round WHERE bundle <= ?", bundle - bundles_remembered);
    transaction.commit();
}

std::optional<PreparedRound> remembered(AgentStore& store, const Nonce& nonce) {
    Statement rows = store.database().rows(
        "SELECT enrolment, request_digest, offered, pictures, cursor_epoch, cursor_position, cursor_chain "
        "FROM bundled_round WHERE nonce = ?",
        nonce);
    if (!rows.next()) {
        return std::nullopt;
    }
    PreparedRound round;
    round.nonce = nonce;
    round.enrolment = rows.integer(0) != 0;
    round.digest = rows.id<Digest>(1);
    round.offered = places_from(rows.blob(2));
    round.pictures_asked = names_from(rows.blob(3));
    if (!rows.is_null(4)) {
        round.cursor =
            Cursor{rows.id<Epoch>(4), static_cast<std::uint64_t>(rows.integer(5)), rows.id<Digest>(6)};
    }
    return round;
}

void forget(AgentStore& store, const Nonce& nonce) {
    store.database().run("DELETE FROM bundled_round WHERE nonce = ?", nonce);
}

}  // namespace phirap::agent
