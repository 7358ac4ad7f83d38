// Pictures on their way: what is sent, in which order, and what counts as delivered.
#include "agent/uploading.h"

#include <doctest/doctest.h>

#include "agent/background.h"
#include "agent/runner.h"
#include "shared/core/evidence.h"
#include "tests/agent/tus_server.h"

namespace phirap::agent {
namespace {

using testing::OfficePc;
using testing::ScriptedLine;
using testing::TusServer;

Bytes file_of(std::size_t bytes, std::uint64_t seed) {
    Bytes file(bytes);
    SeededChance(seed).fill(file);
    return file;
}

struct Picture {
    Bytes preview;
    Bytes rendition;
};

struct Story {
    TemporaryFolder folder;
    OfficePc pc;
    ScriptedLine line{pc};
    TusServer server{line};
    DiskLevel level = DiskLevel::roomy;
    Uploading uploading{server, folder.path() / "renditions", [this] { return level; }};
    LineEstimate estimate;
    std::atomic<bool> stop = false;
    std::uint8_t rows = 0;

    // A row with one picture, whose files lie here.
    Picture record(std::size_t preview_bytes, std::size_t rendition_bytes, bool here = true) {
        Picture picture{file_of(preview_bytes, 2U * ++rows), file_of(rendition_bytes, 2U * rows + 1)};
        Evidence evidence;
        evidence.role = "activity_photo";
        evidence.name = "p" + std::to_string(rows) + ".jpg";
        evidence.rendition = sha256_of(picture.rendition);
        evidence.preview = sha256_of(picture.preview);
        OperationBody body;
        body.scope = {"click-chumchon", Month{2024, 5}};
        const EntityId row = uuid_v7(rows, {});
        body.changes = {{ChangeKind::set, {EntityKind::row, row, 0}, {{"activity", std::string("อบรม")}}},
                        {ChangeKind::set, {EntityKind::evidence, row, 0}, fields_of(evidence)}};
        REQUIRE(pc.store().save(std::move(body)));
        if (here) {
            BlobStore renditions(folder.path() / "renditions");
            renditions.put(picture.preview);
            renditions.put(picture.rendition);
        }
        return picture;
    }
    // As a cursor that the server does not know does.
    void drop_confirmations() {
        Transaction transaction(pc.store().database());
        const OperationLog log = pc.store().log();
        Progress progress = pc.store().progress();
        pc.store().drop_confirmations(log, progress);
        pc.store().put(progress);
        transaction.commit();
    }
    Contact contact() { return run_contact({pc.store(), line.pc_mutex}, line, estimate, stop, &uploading); }
    UploadTable table() { return UploadTable(pc.store(), folder.path() / "renditions"); }
    [[nodiscard]] MonthPictures month() {
        const std::vector<MonthPictures> months = table().months();
        return months.empty() ? MonthPictures{} : months.front();
    }
};

}  // namespace

TEST_CASE("uploading: after the report its pictures go, every preview before any large one") {
    Story story;
    const Picture one = story.record(5'000, 100'000);
    const Picture two = story.record(6'000, 90'000);

    const Contact contact = story.contact();

    CHECK(contact.ending == Ending::reached);
    CHECK(contact.pictures.pictures == 4);
    CHECK_FALSE(contact.pictures.left);
    REQUIRE(story.server.arrived.size() == 4);
    const auto is_preview = [&](const std::string& name) {
        return name == sha256_of(one.preview).hex() || name == sha256_of(two.preview).hex();
    };
    CHECK(is_preview(story.server.arrived[0]));
    CHECK(is_preview(story.server.arrived[1]));
    CHECK(story.month().named == 2);
    CHECK(story.month().delivered == 2);
    CHECK(story.month().waiting_operations == 0);
    CHECK(story.table().under_way().empty());

    const std::size_t requests = story.server.methods.size();
    const std::size_t asked = story.line.pictures_asked;
    (void)story.contact();
    CHECK(story.server.methods.size() == requests);
    CHECK(story.line.pictures_asked == asked);  // who has nothing on the way does not ask
}

TEST_CASE("uploading: a cut loses nothing that arrived; where to go on, the server is asked") {
    Story story;
    story.record(3'000, 100'000);
    story.server.then_cut_after(1'000);

    const Contact contact = story.contact();

    CHECK(contact.pictures.pictures == 2);
    CHECK(story.server.methods[0] == "POST");
    CHECK(story.server.methods[1] == "HEAD");
    CHECK(story.server.methods[2] == "PATCH");
    CHECK(story.server.body_bytes == 3'000 + 100'000 + 2'000);
    CHECK(story.month().delivered == 1);
}

TEST_CASE(
    "uploading: a contact that is cut for good says what is left, and the next one goes on from there") {
    Story story;
    story.record(3'000, 200'000);
    story.estimate = {};
    int requests = 0;
    story.server.meanwhile = [&] { story.stop = ++requests == 3; };

    const Contact first = story.contact();
    CHECK(first.ending == Ending::reached);
    CHECK(first.pictures.left);
    CHECK(first.progressed);
    CHECK(story.month().delivered == 0);
    const std::vector<PictureUnderWay> under_way = story.table().under_way();
    REQUIRE(under_way.size() == 1);
    CHECK(under_way[0].preview.state == UploadState::handed_in);
    CHECK(under_way[0].rendition.sent > 0);

    story.stop = false;
    story.server.meanwhile = [] {};
    story.server.methods.clear();
    const std::uint64_t before = story.server.body_bytes;
    const Contact second = story.contact();
    CHECK(second.pictures.pictures == 1);
    CHECK(story.server.methods.front() == "HEAD");
    CHECK(story.server.body_bytes - before == 200'000 - under_way[0].rendition.sent);
    CHECK(story.month().delivered == 1);
}

TEST_CASE("uploading: a row saved meanwhile goes before the next chunk") {
    Story story;
    story.record(3'000, 250'000);
    int requests = 0;
    std::vector<std::size_t> posts;
    story.server.meanwhile = [&] {
        if (++requests == 3) {
            const std::lock_guard lock(story.line.pc_mutex);
            OperationBody body;
            body.scope = {"click-chumchon", Month{2024, 5}};
            body.changes = {
                {ChangeKind::set, {EntityKind::row, uuid_v7(99, {}), 0}, {{"activity", std::string("x")}}}};
            REQUIRE(story.pc.store().save(std::move(body)));
        }
        posts.push_back(story.line.posts());
    };
    const Contact contact = story.contact();
    CHECK(story.pc.store().outbox() == 0);
    CHECK(contact.pictures.pictures == 2);
    REQUIRE(posts.size() > 3);
    CHECK(posts[3] == posts[2] + 1);  // a round between this chunk and the next
}

TEST_CASE("uploading: what the door says delivers nothing; the signed word does, and it may say no") {
    Story story;
    const Picture picture = story.record(3'000, 5'000);
    // A portal that knows our headers: everything is here, it says.
    for (const std::uint64_t size : {3'000, 5'000}) {
        story.server.then_answers(201, {{"tus-resumable", "1.0.0"}, {"upload-offset", std::to_string(size)}});
    }
    const Contact contact = story.contact();
    // The server's word was no, so both were sent again, to the server this time.
    CHECK(story.server.arrived.size() == 2);
    CHECK(contact.pictures.pictures == 4);
    CHECK(story.month().delivered == 1);
    CHECK(story.line.pictures.contains(sha256_of(picture.rendition)));
}

TEST_CASE("uploading: a server that takes a picture and says it has it not is not asked for ever") {
    Story story;
    story.record(3'000, 5'000);
    story.server.meanwhile = [&] { story.line.pictures.clear(); };
    const Contact contact = story.contact();
    CHECK(contact.pictures.left);
    CHECK(contact.rounds < 200);
    CHECK(story.month().delivered == 0);
}

TEST_CASE("uploading: whoever answers without tus's headers is not the server, and nothing moves") {
    for (const int status : {200, 201, 204, 302, 404, 409}) {
        CAPTURE(status);
        Story story;
        story.record(3'000, 5'000);
        story.server.then_answers(status, {{"content-type", "text/html"}});
        const Contact contact = story.contact();
        CHECK(contact.pictures.left);
        CHECK(contact.pictures.pictures == 0);
        CHECK(story.server.methods.size() == 1);
        CHECK(story.table().under_way()[0].preview.why == "upload_not_the_server");
        CHECK(story.contact().pictures.pictures == 2);
        CHECK(story.table().under_way().empty());
    }
    Story story;
    story.record(3'000, 5'000);
    story.server.then_answers(201, {{"tus-resumable", "1.0.0"}, {"upload-offset", "3001"}});
    CHECK(story.contact().pictures.pictures == 0);
}

TEST_CASE(
    "uploading: a token that has run out is replaced by a round, and a server that gives none is left "
    "alone") {
    Story story;
    story.record(3'000, 5'000);
    story.server.then_answers(401, {{"tus-resumable", "1.0.0"}});
    CHECK(story.contact().pictures.pictures == 2);

    Story other;
    other.record(3'000, 5'000);
    other.server.token = "another";
    const Contact contact = other.contact();
    CHECK(contact.pictures.left);
    CHECK(contact.rounds < 10);
}

TEST_CASE("uploading: no room at the server puts a picture off for an hour, and the report is in") {
    Story story;
    story.record(3'000, 5'000);
    for (int i = 0; i < 2; ++i) {
        story.server.then_answers(507, {{"tus-resumable", "1.0.0"}});
    }
    (void)story.contact();
    CHECK(story.pc.store().outbox() == 0);
    CHECK(story.table().under_way()[0].rendition.why == "upload_no_room");
    (void)story.contact();
    CHECK(story.server.methods.size() == 2);
    story.pc.clock().pass(61 * 60 * 1000);
    CHECK(story.contact().pictures.pictures == 2);
}

TEST_CASE("uploading: who asks now is not made to wait for what was put off, also through the service") {
    Story story;
    const auto put_all_off = [&] {
        story.server.then_answers(507, {{"tus-resumable", "1.0.0"}})
            .then_answers(507, {{"tus-resumable", "1.0.0"}});
        (void)story.contact();
        CHECK(story.table().under_way()[0].rendition.why == "upload_no_room");
    };
    story.record(3'000, 5'000);
    put_all_off();
    story.uploading.asked_by_a_person();
    CHECK(story.contact().pictures.pictures == 2);

    story.record(3'000, 5'000);
    put_all_off();
    SeededChance chance(1);
    const Log log(LogLevel::error);
    Background::Parts parts{{story.pc.store(), story.line.pc_mutex}, story.line, chance, log};
    parts.uploading = &story.uploading;
    Background background(std::move(parts));
    background.start();
    Contact contact = background.contact_now();
    background.stop();
    CHECK(contact.pictures.pictures == 2);
    CHECK(story.month().delivered == 2);
}

TEST_CASE("uploading: a restored server is asked, and gets again what it does not hold") {
    Story story;
    const Picture picture = story.record(3'000, 5'000);
    (void)story.contact();
    REQUIRE(story.month().delivered == 1);
    story.line.pictures.erase(sha256_of(picture.rendition));
    story.server.coming.clear();
    story.drop_confirmations();
    CHECK(story.month().delivered == 0);
    story.server.arrived.clear();
    (void)story.contact();
    CHECK(story.server.arrived == std::vector<std::string>{sha256_of(picture.rendition).hex()});
    CHECK(story.month().delivered == 1);
}

TEST_CASE("uploading: a short disk lets go of renditions that are archived, and of no others") {
    Story story;
    const Picture old = story.record(3'000, 5'000);
    const Picture young = story.record(3'000, 5'000);
    (void)story.contact();
    const BlobStore renditions(story.folder.path() / "renditions");
    const auto day = 25LL * 60 * 60 * 1000;
    story.level = DiskLevel::no_pictures;
    story.pc.clock().pass(day);
    (void)story.contact();
    CHECK(renditions.names().size() == 4);  // held by the server, and that is not enough

    story.line.archived = {sha256_of(old.preview), sha256_of(old.rendition)};
    story.pc.clock().pass(day);
    (void)story.contact();
    CHECK_FALSE(renditions.has(sha256_of(old.rendition)));
    CHECK(renditions.has(sha256_of(old.preview)));
    CHECK(renditions.has(sha256_of(young.rendition)));
    CHECK(story.month().delivered == 2);
}

TEST_CASE("uploading: with room enough an archived rendition stays, and nobody asks day after day") {
    Story story;
    const Picture picture = story.record(3'000, 5'000);
    (void)story.contact();
    story.line.archived = {sha256_of(picture.rendition)};
    const std::size_t asked = story.line.pictures_asked;
    story.pc.clock().pass(25LL * 60 * 60 * 1000);
    (void)story.contact();
    CHECK(story.line.pictures_asked == asked);
    CHECK(BlobStore(story.folder.path() / "renditions").has(sha256_of(picture.rendition)));
}

TEST_CASE("uploading: archived goes with the cursor: a restored server is asked anew before anything goes") {
    Story story;
    const Picture picture = story.record(3'000, 5'000);
    story.line.archived = {sha256_of(picture.rendition), sha256_of(picture.preview)};
    (void)story.contact();
    REQUIRE(story.table().archived().size() == 1);
    story.drop_confirmations();
    CHECK(story.table().archived().empty());
    story.line.archived.clear();
    story.level = DiskLevel::full;
    (void)story.contact();
    CHECK(BlobStore(story.folder.path() / "renditions").has(sha256_of(picture.rendition)));
}

TEST_CASE("uploading: a month later the server is asked again, and gets what it has lost") {
    Story story;
    const Picture picture = story.record(3'000, 5'000);
    (void)story.contact();
    REQUIRE(story.month().delivered == 1);
    story.line.pictures.erase(sha256_of(picture.preview));
    story.server.coming.clear();
    story.pc.clock().pass(29LL * 24 * 60 * 60 * 1000);
    (void)story.contact();
    CHECK_FALSE(story.line.pictures.contains(sha256_of(picture.preview)));
    story.pc.clock().pass(2LL * 24 * 60 * 60 * 1000);
    (void)story.contact();
    CHECK(story.line.pictures.contains(sha256_of(picture.preview)));
    CHECK(story.month().delivered == 1);
}

TEST_CASE("uploading: pictures of another PC are its own to send, and their state shows here too") {
    Story story;
    const Picture picture = story.record(3'000, 5'000, false);
    const Contact contact = story.contact();
    CHECK(story.server.methods.empty());
    CHECK_FALSE(contact.pictures.left);
    CHECK(story.table().under_way()[0].rendition.bytes == 0);
    story.line.pictures = {sha256_of(picture.preview), sha256_of(picture.rendition)};
    story.pc.clock().pass(7LL * 60 * 60 * 1000);
    (void)story.contact();
    CHECK(story.month().delivered == 1);
}

TEST_CASE("uploading: a deleted row's pictures are not sent, and a name that two rows share goes once") {
    Story story;
    const Picture picture = story.record(3'000, 5'000);
    Evidence again;
    again.role = "capture";
    again.rendition = sha256_of(picture.rendition);
    again.preview = sha256_of(picture.preview);
    OperationBody body;
    body.scope = {"click-chumchon", Month{2024, 6}};
    body.changes = {
        {ChangeKind::set, {EntityKind::row, uuid_v7(50, {}), 0}, {{"activity", std::string("x")}}},
        {ChangeKind::set, {EntityKind::evidence, uuid_v7(50, {}), 0}, fields_of(again)}};
    REQUIRE(story.pc.store().save(std::move(body)));
    story.record(4'000, 6'000);
    OperationBody removal;
    removal.scope = {"click-chumchon", Month{2024, 5}};
    removal.changes = {{ChangeKind::remove, {EntityKind::row, uuid_v7(2, {}), 0}, {}}};
    REQUIRE(story.pc.store().save(std::move(removal)));
    CHECK(story.contact().pictures.pictures == 2);
    CHECK(story.table().months().size() == 2);
}

TEST_CASE("uploading: chunks are as long as the line is good for") {
    Story story;
    story.record(3'000, 180'000);
    for (int i = 0; i < 12; ++i) {
        story.estimate.cut(500);
    }
    (void)story.contact();
    CHECK(story.server.methods.size() >= 4);
    Story slow;
    slow.record(3'000, 180'000);
    for (int i = 0; i < 30; ++i) {
        slow.estimate.delivered(LineEstimate::frame_bytes_min, 60'000);
    }
    slow.server.meanwhile = [&] { slow.estimate.delivered(LineEstimate::frame_bytes_min, 60'000); };
    (void)slow.contact();
    CHECK(slow.server.largest_body <= 2 * LineEstimate::frame_bytes_min);
    CHECK(slow.month().delivered == 1);
}

}  // namespace phirap::agent
