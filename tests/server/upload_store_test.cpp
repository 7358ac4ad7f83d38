// Offsets are promises: what was named is there after the power was cut at any moment, and what came past
// it never counts.
#include "server/upload_store.h"

#include <doctest/doctest.h>

#include <fstream>

#include "server/schema.h"
#include "server/upload_receiving.h"
#include "server/upload_turns.h"
#include "shared/host/migrations.h"
#include "tests/support/memory_vfs.h"
#include "tests/support/seeded.h"
#include "tests/support/temporary_folder.h"

namespace phirap::server {
namespace {

constexpr const char* store_file = "/centre/server.db";

Bytes random_picture(SeededChance& chance, std::size_t bytes) {
    Bytes picture(bytes);
    chance.fill(picture);
    return picture;
}

Upload upload_of(const Bytes& picture) {
    Upload upload;
    upload.name = {"4301", sha256_of(picture)};
    upload.length = picture.size();
    upload.expires_ms = 1000;
    return upload;
}

// A server's folder whose database lies on a disk that loses power, and whose files do what files may do
// then: more is in them than was promised.
struct Machine {
    explicit Machine(std::uint64_t seed) : chance(seed), disk("uploads", chance) {
        Database database(store_file, {.vfs = disk.name()});
        REQUIRE(migrate(database, schema()));
    }

    // Sends what is left of the picture, until the power goes or it is here. Gives the offset last named.
    void send(const Bytes& picture, std::uint64_t& promised) {
        Database database(store_file, {.vfs = disk.name()});
        UploadStore store(database, folder.path());
        const UploadName name{"4301", sha256_of(picture)};
        std::optional<Upload> found = store.unfinished(name);
        if (store.held(name)) {
            promised = picture.size();
            return;
        }
        if (!found) {
            REQUIRE(promised == 0);
            store.begin(upload_of(picture));
            found = store.unfinished(name);
        }
        REQUIRE(found->offset >= promised);
        promised = found->offset;
        while (!found->is_whole()) {
            const std::size_t piece =
                std::min<std::size_t>(1 + chance.below(3000), picture.size() - found->offset);
            UploadReceiving receiving(*found, UploadStore::open(*found, folder.path()), std::nullopt,
                                      [&](const Upload& now) { store.note_progress(now); });
            REQUIRE(receiving.take(BytesView(picture).subspan(found->offset, piece)));
            receiving.record();
            found = receiving.upload();
            promised = found->offset;
        }
        REQUIRE(UploadStore::move_to_evidence(*found, folder.path()));
        store.finish(*found);
    }

    SeededChance chance;
    MemoryVfs disk;
    TemporaryFolder folder;
};

struct Plain {
    Plain() { REQUIRE(migrate(database, schema())); }
    TemporaryFolder folder;
    Database database{folder.path() / "server.db"};
    UploadStore store{database, folder.path()};

    Upload begun(const Bytes& picture) {
        store.begin(upload_of(picture));
        return *store.unfinished({"4301", sha256_of(picture)});
    }
    UploadReceiving receiving(const Upload& upload, std::optional<UploadChecksum> checksum = std::nullopt) {
        return UploadReceiving(upload, UploadStore::open(upload, folder.path()), std::move(checksum),
                               [this](const Upload& now) { store.note_progress(now); });
    }
};

}  // namespace

TEST_CASE("uploads: after a power cut at any moment the named offset stands, and the whole is the picture") {
    int cuts = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        Machine machine(seed);
        const Bytes picture = random_picture(machine.chance, 20'000);
        std::uint64_t promised = 0;
        bool here = false;
        while (!here) {
            machine.disk.power_cut_at(static_cast<std::int64_t>(1 + machine.chance.below(60)));
            try {
                machine.send(picture, promised);
                here = true;
            } catch (const StoreError&) {
                ++cuts;
            }
            machine.disk.stop_failing();
        }
        Database database(store_file, {.vfs = machine.disk.name()});
        UploadStore store(database, machine.folder.path());
        CHECK(store.held({"4301", sha256_of(picture)})->bytes == picture.size());
        CHECK(store.evidence_of("4301").check(sha256_of(picture)));
        CHECK_FALSE(std::filesystem::exists(machine.folder.path() / "uploads" /
                                            ("4301-" + sha256_of(picture).hex())));
    }
    CHECK(cuts > 60);
}

TEST_CASE("uploads: a file that lost what its row promises begins again, and nothing wrong is ever held") {
    Plain plain;
    SeededChance chance(5);
    const Bytes picture = random_picture(chance, 5000);
    const Upload upload = plain.begun(picture);
    UploadReceiving receiving = plain.receiving(upload);
    REQUIRE(receiving.take(BytesView(picture).first(4000)));
    receiving.record();
    std::filesystem::resize_file(plain.folder.path() / "uploads" / ("4301-" + upload.name.sha256.hex()),
                                 3999);
    CHECK_FALSE(plain.store.unfinished(upload.name).has_value());
    CHECK_FALSE(plain.store.held(upload.name).has_value());
    CHECK(plain.begun(picture).offset == 0);
}

TEST_CASE("uploads: a body whose sum does not hold leaves no trace; one that was cut off counts") {
    Plain plain;
    SeededChance chance(6);
    const Bytes picture = random_picture(chance, 5000);
    const Upload upload = plain.begun(picture);
    {
        UploadReceiving wrong =
            plain.receiving(upload, UploadChecksum::from("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="));
        REQUIRE(wrong.take(BytesView(picture).first(1000)));
        CHECK_FALSE(wrong.ended());
        CHECK(wrong.upload().offset == 0);
    }
    CHECK(plain.store.unfinished(upload.name)->offset == 0);
    {
        UploadReceiving cut =
            plain.receiving(upload, UploadChecksum::from("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="));
        REQUIRE(cut.take(BytesView(picture).first(1000)));
        cut.record();
    }
    const Upload half = *plain.store.unfinished(upload.name);
    CHECK(half.offset == 1000);
    UploadReceiving rest = plain.receiving(half);
    REQUIRE(rest.take(BytesView(picture).subspan(1000)));
    REQUIRE(rest.ended());
    CHECK(rest.upload().hash.value() == sha256_of(picture));
}

TEST_CASE("uploads: more than was announced is refused whole") {
    Plain plain;
    const Bytes picture(100, 7);
    UploadReceiving receiving = plain.receiving(plain.begun(picture));
    REQUIRE(receiving.take(BytesView(picture).first(60)));
    CHECK_FALSE(receiving.take(BytesView(picture).first(41)));
    receiving.record();
    CHECK(plain.store.unfinished({"4301", sha256_of(picture)})->offset == 0);
}

TEST_CASE("uploads: what is not what its name says is never held") {
    Plain plain;
    Upload lie = upload_of(Bytes(100, 7));
    lie.name.sha256 = sha256_of(Bytes(100, 8));
    plain.store.begin(lie);
    UploadReceiving receiving = plain.receiving(lie);
    REQUIRE(receiving.take(Bytes(100, 7)));
    REQUIRE(receiving.ended());
    CHECK_FALSE(UploadStore::move_to_evidence(receiving.upload(), plain.folder.path()));
    CHECK_FALSE(plain.store.held(lie.name).has_value());
}

TEST_CASE(
    "uploads: expired ones and files that nobody knows go; what is coming stays; a lost picture is lost") {
    Plain plain;
    const Bytes old_picture(100, 1);
    const Bytes young_picture(100, 2);
    Upload old = upload_of(old_picture);
    Upload young = upload_of(young_picture);
    young.expires_ms = 5000;
    plain.store.begin(old);
    plain.store.begin(young);
    plain.folder.write("uploads/4301-stray", "x");
    CHECK(plain.store.remove_expired(1000) == 1);
    plain.store.remove_strays();
    CHECK_FALSE(plain.store.unfinished(old.name).has_value());
    CHECK(plain.store.unfinished(young.name).has_value());
    CHECK_FALSE(std::filesystem::exists(plain.folder.path() / "uploads/4301-stray"));

    UploadReceiving receiving = plain.receiving(young);
    REQUIRE(receiving.take(young_picture));
    REQUIRE(receiving.ended());
    REQUIRE(UploadStore::move_to_evidence(receiving.upload(), plain.folder.path()));
    plain.store.finish(receiving.upload());
    CHECK(pictures_kept(plain.database, "4301", {old.name.sha256, young.name.sha256}) ==
          std::vector<Kept>{Kept::no, Kept::held});
    CHECK(pictures_kept(plain.database, "4302", {young.name.sha256}) == std::vector<Kept>{Kept::no});
    CHECK(plain.store.forget_lost() == 0);
    plain.store.evidence_of("4301").remove(young.name.sha256);
    CHECK(plain.store.forget_lost() == 1);
    CHECK(pictures_kept(plain.database, "4301", {young.name.sha256}) == std::vector<Kept>{Kept::no});
}

TEST_CASE("uploads: the hash of a half goes on where it was written down, at every byte of a block") {
    SeededChance chance(9);
    const Bytes file = random_picture(chance, 300);
    for (std::size_t at = 0; at <= file.size(); ++at) {
        RunningSha256 first;
        first.add(BytesView(file).first(at));
        auto second = RunningSha256::from(first.written());
        REQUIRE(second.has_value());
        CHECK(second->bytes_added() == at);
        second->add(BytesView(file).subspan(at));
        CHECK(second->value() == sha256_of(file));
    }
    CHECK_FALSE(RunningSha256::from(Bytes(103)).has_value());
}

TEST_CASE("turns: one adds at a time; a silent one is taken over, and what it had is handed over first") {
    UploadTurns turns;
    const UploadName name{"4301", {}};
    auto first = turns.take(name, 0, false);
    REQUIRE(first.has_value());
    int handed_over = 0;
    first->on_hand_over([&] { ++handed_over; });
    CHECK_FALSE(turns.take(name, 1000, false).has_value());
    CHECK(turns.take({"4302", {}}, 1000, false).has_value());
    CHECK(first->run(1500, [] {}));
    CHECK_FALSE(turns.take(name, 1500 + UploadTurns::silent_ms - 1, false).has_value());

    auto second = turns.take(name, 1500 + UploadTurns::silent_ms, false);
    REQUIRE(second.has_value());
    CHECK(handed_over == 1);
    CHECK_FALSE(first->run(4000, [] { FAIL("its turn is over"); }));
    first.reset();
    CHECK_FALSE(turns.take(name, 4000, false).has_value());
    CHECK(turns.take(name, 4000, true).has_value());
    second.reset();
    CHECK(turns.take(name, 4000, false).has_value());
}

}  // namespace phirap::server
