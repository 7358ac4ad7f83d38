// tus 1.0.0 as its text says it, on the door without HTTP.
#include "server/uploads.h"

#include <doctest/doctest.h>

#include <map>

#include "server/cli/commands.h"
#include "server/upload_headers.h"
#include "server/upload_receiving.h"
#include "shared/host/random_bytes.h"
#include "shared/wire/base64.h"
#include "tests/support/seeded.h"
#include "tests/support/temporary_folder.h"

namespace phirap::server {
namespace {

using Headers = std::map<std::string, std::string>;

std::string header_of(const UploadAnswer& answer, const std::string& name) {
    for (const auto& [found, value] : answer.headers) {
        if (found == name) {
            return value;
        }
    }
    return "";
}

class Office {
  public:
    explicit Office(const UploadLimits& limits = {}) {
        Context context;
        context.folder = folder_.path() / "server";
        REQUIRE(init({}, context, clock_, chance_) == Exit::done);
        centre_ = Centre::open(context.folder, clock_, chance_).value();
        limits_ = limits;
        restart();
    }
    void restart() { uploads_ = std::make_unique<Uploads>(*centre_, limits_, log_); }

    UploadAnswer ask(const std::string& method, const std::string& name, Headers headers, BytesView body = {},
                     std::size_t dies_after = SIZE_MAX) {
        headers.emplace("Tus-Resumable", "1.0.0");
        headers.emplace("Authorization", "Bearer " + token("4301"));
        UploadRequest request;
        request.method = method;
        request.name = name;
        request.header = [&](const char* wanted) {
            const auto found = headers.find(wanted);
            return found == headers.end() ? "" : found->second;
        };
        request.body_bytes = body.size();
        request.body = [&](const std::function<bool(BytesView)>& take) {
            const std::size_t comes = std::min(body.size(), dies_after);
            for (std::size_t at = 0; at < comes; at += 700) {
                if (!take(body.subspan(at, std::min<std::size_t>(700, comes - at)))) {
                    return false;
                }
            }
            return comes == body.size();
        };
        UploadAnswer answer = uploads_->answer(request, busy);
        CHECK(header_of(answer, "Tus-Resumable") == "1.0.0");
        return answer;
    }
    UploadAnswer create(const Bytes& picture, Headers more = {}, BytesView body = {}) {
        more.emplace("Upload-Length", std::to_string(picture.size()));
        more.emplace("Upload-Metadata",
                     "filename cA==,sha256 " + to_base64(bytes_of(sha256_of(picture).hex())));
        return ask("POST", "", more, body);
    }
    UploadAnswer patch(const Bytes& picture, std::size_t offset, BytesView body, Headers more = {},
                       std::size_t dies_after = SIZE_MAX) {
        more.emplace("Content-Type", "application/offset+octet-stream");
        more.emplace("Upload-Offset", std::to_string(offset));
        return ask("PATCH", sha256_of(picture).hex(), more, body, dies_after);
    }
    UploadAnswer head(const Bytes& picture, Headers more = {}) {
        return ask("HEAD", sha256_of(picture).hex(), std::move(more));
    }
    [[nodiscard]] std::string token(const phirap::Office& office) const {
        return UploadTokens(centre_->key()).give({{}, office, clock_.wall_ms() + upload_token_ms});
    }
    [[nodiscard]] bool holds(const Bytes& picture, const phirap::Office& office = "4301") {
        const Centre::Writing writing = centre_->writing();
        return pictures_kept(writing.store().database(), office, {sha256_of(picture)}).front() != Kept::no;
    }
    void leave_whole_but_unfinished(const Bytes& picture) {
        const Centre::Writing writing = centre_->writing();
        UploadStore store(writing.store().database(), centre_->folder());
        const Upload upload = *store.unfinished({"4301", sha256_of(picture)});
        UploadReceiving receiving(upload, UploadStore::open(upload, centre_->folder()), std::nullopt,
                                  [&](const Upload& now) { store.note_progress(now); });
        REQUIRE(receiving.take(picture));
        REQUIRE(receiving.ended());
    }
    SetClock& clock() { return clock_; }
    bool busy = false;

  private:
    TemporaryFolder folder_;
    mutable SetClock clock_;
    RandomBytes chance_;
    Log log_{LogLevel::error, [](std::string_view) {}};
    UploadLimits limits_;
    std::unique_ptr<Centre> centre_;
    std::unique_ptr<Uploads> uploads_;
};

Bytes picture_of(std::size_t bytes, std::uint64_t seed = 1) {
    Bytes picture(bytes);
    SeededChance(seed).fill(picture);
    return picture;
}

}  // namespace

TEST_CASE("tus: a picture is created, sent in two parts, asked about, and held") {
    Office office;
    const Bytes picture = picture_of(5000);
    const std::string hex = sha256_of(picture).hex();

    const UploadAnswer created = office.create(picture);
    CHECK(created.status == 201);
    CHECK(header_of(created, "Location") == "/v1/evidence/" + hex);
    CHECK(header_of(created, "Upload-Offset") == "0");
    CHECK(header_of(created, "Upload-Expires") == "Thu, 02 May 2024 00:00:00 GMT");

    const UploadAnswer first = office.patch(picture, 0, BytesView(picture).first(3000));
    CHECK(first.status == 204);
    CHECK(header_of(first, "Upload-Offset") == "3000");
    CHECK_FALSE(header_of(first, "Upload-Expires").empty());
    const UploadAnswer asked = office.head(picture);
    CHECK(asked.status == 200);
    CHECK(header_of(asked, "Upload-Offset") == "3000");
    CHECK(header_of(asked, "Upload-Length") == "5000");
    CHECK(header_of(asked, "Cache-Control") == "no-store");
    CHECK(header_of(asked, "Upload-Metadata").starts_with("filename cA==,sha256 "));
    CHECK_FALSE(office.holds(picture));

    office.restart();
    CHECK(office.patch(picture, 3000, BytesView(picture).subspan(3000)).status == 204);
    CHECK(office.holds(picture));
    CHECK(header_of(office.head(picture), "Upload-Offset") == "5000");
    CHECK(office.create(picture).status == 201);
    CHECK(header_of(office.create(picture), "Upload-Offset") == "5000");
}

TEST_CASE("tus: a picture may come with its creation; nothing at all is a picture too") {
    Office office;
    const Bytes picture = picture_of(3000);
    const UploadAnswer created = office.create(picture, {{"Content-Type", "application/offset+octet-stream"}},
                                               BytesView(picture).first(2000));
    CHECK(created.status == 201);
    CHECK(header_of(created, "Upload-Offset") == "2000");
    CHECK(office.create({}).status == 201);
    CHECK(office.holds({}));
}

TEST_CASE("tus: what a dying line brought is kept, whatever sum had been promised") {
    Office office;
    const Bytes picture = picture_of(5000);
    REQUIRE(office.create(picture).status == 201);
    (void)office.patch(picture, 0, picture, {{"Upload-Checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="}}, 2100);
    CHECK(header_of(office.head(picture), "Upload-Offset") == "2100");
}

TEST_CASE("tus: refusals have the statuses of its text, and change nothing") {
    UploadLimits limits;
    limits.bytes_max = 10'000;
    Office office(limits);
    const Bytes picture = picture_of(5000);
    REQUIRE(office.create(picture).status == 201);
    REQUIRE(office.patch(picture, 0, BytesView(picture).first(1000)).status == 204);

    CHECK(office.patch(picture, 999, BytesView(picture).subspan(999)).status == 409);
    CHECK(office.patch(picture, 1000, picture).status == 413);
    CHECK(office.patch(picture, 1000, {}, {{"Content-Type", "image/webp"}}).status == 415);
    CHECK(office
              .patch(picture, 1000, BytesView(picture).first(10),
                     {{"Upload-Checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="}})
              .status == 460);
    CHECK(
        office.patch(picture, 1000, BytesView(picture).first(10), {{"Upload-Checksum", "md5 AAAA"}}).status ==
        400);
    CHECK(office.patch(picture, 1000, {}, {{"Upload-Offset", "-1"}}).status == 400);
    const UploadAnswer other_version = office.head(picture, {{"Tus-Resumable", "0.2.2"}});
    CHECK(other_version.status == 412);
    CHECK(header_of(other_version, "Tus-Version") == "1.0.0");
    CHECK(office.create(picture_of(10'001)).status == 413);
    CHECK(office.create(picture, {{"Upload-Length", ""}}).status == 400);
    CHECK(office.create(picture, {{"Upload-Metadata", "filename cA=="}}).status == 400);
    CHECK(office.create(picture, {{"Upload-Length", "4999"}}).status == 409);
    CHECK(office.head(picture_of(5)).status == 404);
    CHECK(office.patch(picture_of(5), 0, {}).status == 404);
    CHECK(office.ask("GET", sha256_of(picture).hex(), {}).status == 405);
    CHECK(office.ask("HEAD", "../../etc/passwd", {}).status == 404);

    CHECK(header_of(office.head(picture), "Upload-Offset") == "1000");
    CHECK(office.patch(picture, 1000, BytesView(picture).subspan(1000)).status == 204);
    CHECK(office.holds(picture));
}

TEST_CASE("tus: OPTIONS says what is spoken here, to anybody") {
    Office office;
    const UploadAnswer answer = office.ask("OPTIONS", "", {{"Authorization", ""}, {"Tus-Resumable", "9"}});
    CHECK(answer.status == 204);
    CHECK(header_of(answer, "Tus-Version") == "1.0.0");
    CHECK(header_of(answer, "Tus-Extension") ==
          "creation,creation-with-upload,checksum,expiration,termination");
    CHECK(header_of(answer, "Tus-Max-Size") == "33554432");
    CHECK(header_of(answer, "Tus-Checksum-Algorithm") == "sha1,sha256");
}

TEST_CASE("tus: without a token that is ours and young nothing is shown or taken") {
    Office office;
    const Bytes picture = picture_of(100);
    REQUIRE(office.create(picture).status == 201);
    std::string token = office.token("4301");
    CHECK(office.head(picture, {{"Authorization", ""}}).status == 401);
    CHECK(office.head(picture, {{"Authorization", "Bearer " + token + "A"}}).status == 401);
    token[3] = token[3] == 'A' ? 'B' : 'A';
    CHECK(office.head(picture, {{"Authorization", "Bearer " + token}}).status == 401);
    const std::string old = office.token("4301");
    office.clock().pass(upload_token_ms);
    CHECK(office.head(picture, {{"Authorization", "Bearer " + old}}).status == 401);
    CHECK(office.head(picture).status == 200);
    const std::string forged = UploadTokens(SigningKey({9})).give({{}, "4301", INT64_MAX});
    CHECK(office.head(picture, {{"Authorization", "Bearer " + forged}}).status == 401);
}

TEST_CASE("tus: an office's pictures are its own") {
    Office office;
    const Bytes picture = picture_of(100);
    REQUIRE(office.create(picture).status == 201);
    REQUIRE(office.patch(picture, 0, picture).status == 204);
    const Headers other = {{"Authorization", "Bearer " + office.token("4302")}};
    CHECK(office.head(picture, other).status == 404);
    CHECK(office.holds(picture));
    CHECK_FALSE(office.holds(picture, "4302"));
}

TEST_CASE("tus: a whole that is not what its name says is void, and can begin again") {
    Office office;
    const Bytes picture = picture_of(100);
    REQUIRE(office.create(picture).status == 201);
    CHECK(office.patch(picture, 0, picture_of(100, 2)).status == 460);
    CHECK(office.head(picture).status == 404);
    REQUIRE(office.create(picture).status == 201);
    CHECK(office.patch(picture, 0, picture).status == 204);
    CHECK(office.holds(picture));
}

TEST_CASE("tus: killed between the last byte and its place, a picture is put there when next asked about") {
    for (const bool by_head : {true, false}) {
        Office office;
        const Bytes picture = picture_of(100);
        REQUIRE(office.create(picture).status == 201);
        office.leave_whole_but_unfinished(picture);
        CHECK_FALSE(office.holds(picture));
        const UploadAnswer answer = by_head ? office.head(picture) : office.create(picture);
        CHECK(header_of(answer, "Upload-Offset") == "100");
        CHECK(office.holds(picture));
    }
}

TEST_CASE("tus: what has not arrived can be taken back, what has arrived stays") {
    Office office;
    const Bytes picture = picture_of(100);
    const std::string name = sha256_of(picture).hex();
    REQUIRE(office.create(picture).status == 201);
    CHECK(office.ask("DELETE", name, {}).status == 204);
    CHECK(office.head(picture).status == 404);
    CHECK(office.ask("DELETE", name, {}).status == 404);
    REQUIRE(office.create(picture).status == 201);
    REQUIRE(office.patch(picture, 0, picture).status == 204);
    CHECK(office.ask("DELETE", name, {}).status == 403);
    CHECK(office.holds(picture));
}

TEST_CASE("tus: nobody goes on with an upload for a week, and it is gone") {
    Office office;
    const Bytes picture = picture_of(100);
    REQUIRE(office.create(picture).status == 201);
    office.clock().pass(6LL * 24 * 60 * 60 * 1000);
    REQUIRE(office.patch(picture, 0, BytesView(picture).first(1)).status == 204);
    office.clock().pass(6LL * 24 * 60 * 60 * 1000);
    CHECK(office.head(picture).status == 200);
    office.clock().pass(2LL * 24 * 60 * 60 * 1000);
    CHECK(office.head(picture).status == 404);
}

TEST_CASE("tus: an office has a quota, and rows have the disk before pictures") {
    UploadLimits small;
    small.office_bytes_max = 20'000;
    Office office(small);
    CHECK(office.create(picture_of(10'000, 1)).status == 201);
    CHECK(office.create(picture_of(10'000, 2)).status == 507);
    CHECK(office.create(picture_of(10'000, 1)).status == 201);

    UploadLimits full;
    full.free_bytes_min = 1ULL << 60;
    Office full_office(full);
    const UploadAnswer answer = full_office.create(picture_of(100));
    CHECK(answer.status == 507);
    CHECK(header_of(answer, "Retry-After") == "3600");

    office.busy = true;
    CHECK(office.create(picture_of(100)).status == 503);
}

TEST_CASE("tus: metadata that breaks its rule is no metadata") {
    CHECK(metadata_from_header("").has_value());
    CHECK(metadata_from_header("a,b cA==").has_value());
    CHECK_FALSE(metadata_from_header("a cA==,a cA==").has_value());
    CHECK_FALSE(metadata_from_header("a c").has_value());
    CHECK_FALSE(metadata_from_header(" ,").has_value());
    CHECK_FALSE(metadata_from_header("a\r\nX: cA==").has_value());
    CHECK_FALSE(metadata_from_header(std::string(1025, 'a')).has_value());
    const std::string upper(64, 'A');
    CHECK_FALSE(metadata_from_header("sha256 " + to_base64(bytes_of(upper)))->sha256.has_value());
}

}  // namespace phirap::server
