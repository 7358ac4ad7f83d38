// Pictures, which lie beside the stores as files: the server's rows promise no byte that is not on its disk.
//
// The files are real. What the power may take of one that is coming is taken by hand: what was not yet
// synced.
#include <doctest/doctest.h>

#include "agent/upload_table.h"
#include "server/upload_receiving.h"
#include "server/upload_store.h"
#include "shared/core/evidence.h"
#include "shared/core/invariant.h"
#include "tests/sweeps/failing_files.h"
#include "tests/sweeps/path.h"

namespace phirap::sweeps {
namespace {

constexpr std::size_t picture_bytes = 30'000;

Bytes picture() {
    Bytes bytes(picture_bytes);
    SeededChance(7).fill(bytes);
    return bytes;
}

server::UploadName name_of_picture() {
    return {"4301", sha256_of(picture())};
}

std::filesystem::path coming(const Scene& scene) {
    return scene.files() / "uploads" / ("4301-" + name_of_picture().sha256.hex());
}

// As server/uploads.cpp does, a piece at a time.
void upload(Scene& scene) {
    server::UploadStore store(scene.server_database(), scene.files());
    const server::UploadName name = name_of_picture();
    std::optional<server::Upload> upload = store.unfinished(name);
    if (store.held(name)) {
        return;
    }
    if (!upload) {
        upload.emplace();
        upload->name = name;
        upload->length = picture_bytes;
        upload->expires_ms = scene.clock().wall_ms() + 1000;
        store.begin(*upload);
    }
    const Bytes bytes = picture();
    server::UploadReceiving receiving(*upload, server::UploadStore::open(*upload, scene.files()),
                                      std::nullopt,
                                      [&](const server::Upload& now) { store.note_progress(now); });
    for (std::size_t at = upload->offset; at < bytes.size(); at += 7'000) {
        const std::size_t count = std::min<std::size_t>(7'000, bytes.size() - at);
        invariant(receiving.take(BytesView(bytes).subspan(at, count)), "the picture is as long as was said");
        receiving.record();
    }
    invariant(receiving.ended(), "no sum was named");
    invariant(server::UploadStore::move_to_evidence(receiving.upload(), scene.files()),
              "the picture is whole");
    store.finish(receiving.upload());
}

// What a power cut may leave of the file; the row promises no more.
void lose_what_was_not_synced(Scene& scene) {
    const auto offset = scene.server_database().integer("SELECT bytes FROM upload");
    if (offset && std::filesystem::exists(coming(scene))) {
        const std::uint64_t synced = FailingFiles::synced_bytes(coming(scene));
        CHECK(static_cast<std::uint64_t>(*offset) <= synced);
        std::filesystem::resize_file(coming(scene),
                                     std::min(synced, std::filesystem::file_size(coming(scene))));
    }
}

}  // namespace

TEST_CASE("sweep: a picture that comes in pieces goes on from bytes that are there, and is held once whole") {
    sweep({.name = "upload",
           .set_up =
               [](Scene& scene) {
                   scene.use_files();
                   scene.make_server();
                   scene.enrol_pc();
                   scene.sync_pc();
               },
           .act = upload,
           .promise =
               [](Scene& scene) {
                   lose_what_was_not_synced(scene);
                   server::UploadStore store(scene.server_database(), scene.files());
                   const bool has_row = scene.server_database().integer("SELECT count(*) FROM picture") == 1;
                   CHECK(store.held(name_of_picture()).has_value() == has_row);
                   if (has_row) {
                       CHECK(store.evidence_of("4301").check(name_of_picture().sha256).has_value());
                   } else if (const auto upload = store.unfinished(name_of_picture())) {
                       CHECK(upload->hash.bytes_added() == upload->offset);
                   }
               },
           .crashes = Scene::server_folder});
}

TEST_CASE("sweep: a picture by stick is in its place before the server says that it has it") {
    sweep({.name = "picture put, then said",
           .set_up =
               [](Scene& scene) {
                   scene.use_files();
                   scene.make_server();
                   scene.enrol_pc();
                   scene.sync_pc();
               },
           .act =
               [](Scene& scene) {
                   server::UploadStore store(scene.server_database(), scene.files());
                   server::Upload upload;
                   upload.name = name_of_picture();
                   upload.length = upload.offset = picture_bytes;
                   if (!store.held(upload.name)) {
                       store.evidence_of("4301").put(picture());
                       store.finish(upload);
                   }
               },
           .promise =
               [](Scene& scene) {
                   const BlobStore evidence(scene.files() / "evidence" / "4301");
                   const bool has_row = scene.server_database().integer("SELECT count(*) FROM picture") == 1;
                   // Whatever bears the name is whole, said or not.
                   CHECK(evidence.has(name_of_picture().sha256) >= has_row);
                   CHECK(evidence.has(name_of_picture().sha256) ==
                         evidence.check(name_of_picture().sha256).has_value());
               },
           .crashes = Scene::server_folder});
}

TEST_CASE("sweep: which of a PC's pictures are on their way is known after a fall, or found out again") {
    static Evidence evidence;
    evidence.role = "activity_photo";
    evidence.name = "p.jpg";
    evidence.rendition = sha256_of(picture());
    evidence.preview = sha256_of(bytes_of("preview"));
    sweep({.name = "the PC's table of uploads",
           .set_up =
               [](Scene& scene) {
                   scene.use_files();
                   scene.make_server();
                   scene.enrol_pc();
                   OperationBody body;
                   body.scope = {"click-chumchon", Month{2024, 4}};
                   const EntityId row = uuid_v7(1, {});
                   body.changes = {
                       {ChangeKind::set, {EntityKind::row, row, 0}, {{"activity", std::string("อบรม")}}},
                       {ChangeKind::set, {EntityKind::evidence, row, 0}, fields_of(evidence)}};
                   invariant(scene.pc().save(std::move(body)).has_value(), "within the limits");
                   BlobStore renditions(scene.files());
                   renditions.put(picture());
                   renditions.put(bytes_of("preview"));
               },
           .act =
               [](Scene& scene) {
                   agent::UploadTable uploads(scene.pc(), scene.files());
                   uploads.look_through_reports();
                   while (const auto next = uploads.next()) {
                       uploads.note(next->name, agent::UploadState::handed_in, next->bytes, "");
                   }
                   const std::vector<Sha256> asked = uploads.to_ask(10);
                   uploads.learn(asked, std::vector<Kept>(asked.size(), Kept::archived));
                   invariant(uploads.under_way().empty(), "what the server has is not under way");
               },
           .promise =
               [](Scene& scene) {
                   agent::UploadTable uploads(scene.pc(), scene.files());
                   uploads.look_through_reports();
                   REQUIRE(uploads.months().size() == 1);
                   CHECK(uploads.months().front().named == 1);
               },
           .crashes = Scene::pc_folder});
}

}  // namespace phirap::sweeps
