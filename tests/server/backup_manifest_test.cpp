// Manifests come from disks that others can write to: what is odd in one is named, never believed.
#include "server/backup_manifest.h"

#include <doctest/doctest.h>

#include "server/centre.h"

namespace phirap::server {
namespace {

template <typename IdType>
IdType id(std::uint8_t byte) {
    IdType made;
    made.bytes.fill(byte);
    return made;
}

BackupManifest manifest() {
    BackupManifest made;
    made.program = "0.1.0";
    made.schema = 2;
    made.made_ms = 1'714'003'200'000;
    made.server = id<WriterId>(1);
    made.mission = "click-chumchon";
    made.files = {{Files::store, 61'440, id<Digest>(2)}, {Files::key, 188, id<Digest>(3)}};
    made.offices = {{"4301", 7, id<Digest>(4), 2, 50'000}, {"4305", 0, id<Digest>(5), 0, 0}};
    made.operations = 7;
    made.faults = 0;
    made.pictures_missing = 1;
    made.missing = {{"4301", id<Sha256>(6)}};
    return made;
}

// The manifest with one piece of its text replaced.
Result<BackupManifest> with(const std::string& piece, const std::string& other) {
    std::string text = to_json(manifest());
    const std::size_t at = text.find(piece);
    REQUIRE(at != text.npos);
    return manifest_from_json(text.replace(at, piece.size(), other));
}

std::string where(const Result<BackupManifest>& read) {
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().key == "backup_manifest_bad");
    return read.error().arguments.front().second;
}

}  // namespace

TEST_CASE("backup manifest: what was written is read, and its sums follow from it") {
    CHECK(manifest_from_json(to_json(manifest())).value() == manifest());
    CHECK(manifest().pictures() == 2);
    CHECK(manifest().bytes() == 61'440 + 188 + 50'000);
}

TEST_CASE("backup manifest: every odd value is named by its place") {
    CHECK(where(with("\"schema\": 2", "\"schema\": \"2\"")) == "/schema");
    CHECK(where(with("\"made_ms\": 1714003200000", "\"made_ms\": -1")) == "/made_ms");
    CHECK(where(with("\"operations\": 7", "\"operations\": 1e300")) == "/operations");
    CHECK(where(with("\"operations\": 7", "\"operations\": 18446744073709551615")) == "/operations");
    CHECK(where(with("\"faults\": 0", "\"faults\": null")) == "/faults");
    CHECK(where(with("0101", "01")) == "/server");
    CHECK(where(with("\"mission\": \"click-chumchon\"", "\"mission\": []")) == "/mission");
    CHECK(where(with("\"4301\",\n      \"position\"", "\"../..\",\n      \"position\"")) ==
          "/offices/0/office");
    CHECK(where(with("\"pictures_missing\": 1", "\"pictures_missing\": 1, \"more\": 2")) == "/more");
    CHECK(where(with("\"program\": \"0.1.0\",", "")) == "/program");
}

TEST_CASE("backup manifest: a file that is none of a server's is not asked for, nor one left out") {
    CHECK(where(with("\"server.key\"", "\"../../etc/shadow\"")) == "/files/1/name");
    CHECK(where(with("\"server.key\"", "\"server.db\"")) == "/files");
    CHECK(where(with("\"server.db\"", "\"tls.crt\"")) == "/files");
}

TEST_CASE("backup manifest: too much, too deep, cut short, or no JSON at all") {
    const std::string text = to_json(manifest());
    for (std::size_t bytes = 0; bytes < text.size() - 2; ++bytes) {
        CAPTURE(bytes);
        CHECK_FALSE(manifest_from_json(text.substr(0, bytes)).has_value());
    }
    CHECK_FALSE(manifest_from_json(text + std::string(manifest_bytes_max, ' ')).has_value());
    CHECK_FALSE(manifest_from_json(std::string(100'000, '[')).has_value());
    CHECK_FALSE(manifest_from_json("[]").has_value());
    CHECK_FALSE(manifest_from_json("").has_value());
    std::string many;
    for (int i = 0; i < 10; ++i) {
        many += "{\"name\": \"tls.crt\", \"bytes\": 1, \"digest\": \"" + id<Digest>(1).hex() + "\"}, ";
    }
    CHECK(where(with("\"files\": [", "\"files\": [" + many)) == "/files");
}

TEST_CASE("backup manifest: a later version's is told apart from a damaged one") {
    const auto read = with("\"format\": 1", "\"format\": 2, \"strange\": 1");
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().key == "backup_newer");
    CHECK(where(with("\"format\": 1", "\"format\": 0")) == "/format");
}

}  // namespace phirap::server
