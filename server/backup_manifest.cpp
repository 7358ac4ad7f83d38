#include "server/backup_manifest.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "server/centre.h"
#include "shared/core/day.h"
#include "shared/wire/json_reading.h"
#include "shared/wire/json_writer.h"

namespace phirap::server {
namespace {

constexpr std::int64_t format = 1;
constexpr int depth_max = 6;
constexpr std::size_t text_bytes_max = 64;
// More offices than Thailand has districts, tenfold.
constexpr std::size_t offices_max = 10'000;
constexpr std::int64_t any = std::numeric_limits<std::int64_t>::max();

template <typename IdType>
IdType id_at(const JsonAt& at) {
    const std::optional<Bytes> bytes = from_hex(at.any_text());
    const std::optional<IdType> id = bytes ? IdType::from(*bytes) : std::nullopt;
    if (!id) {
        at.fault("expect_text");
    }
    return id.value_or(IdType{});
}

std::uint64_t count_at(const JsonAt& at) {
    return static_cast<std::uint64_t>(at.integer(0, any));
}

std::int64_t shown_count(std::uint64_t count) {
    return static_cast<std::int64_t>(std::min<std::uint64_t>(count, any));
}

BackedUpOffice office_at(const JsonAt& at) {
    at.is_object_of({"office", "position", "chain", "pictures", "picture_bytes"});
    BackedUpOffice office{at["office"].any_text(), count_at(at["position"]), id_at<Digest>(at["chain"]),
                          count_at(at["pictures"]), count_at(at["picture_bytes"])};
    if (!is_office(office.office)) {
        at["office"].fault("expect_text");
    }
    return office;
}

BackedUpFile file_at(const JsonAt& at) {
    at.is_object_of({"name", "bytes", "digest"});
    return {at["name"].one_of(
                {Files::store, Files::key, Files::certificate, Files::certificate_key, Files::config}),
            count_at(at["bytes"]), id_at<Digest>(at["digest"])};
}

BackupManifest manifest_at(const JsonAt& at) {
    at.is_object_of({"format", "program", "schema", "made", "made_ms", "server", "mission", "operations",
                     "pictures", "bytes", "faults", "pictures_missing", "missing", "files", "offices"});
    BackupManifest manifest;
    manifest.program = at["program"].text(text_bytes_max);
    manifest.schema = at["schema"].integer(1, 1'000'000);
    manifest.made_ms = at["made_ms"].integer(0, any);
    manifest.server = id_at<WriterId>(at["server"]);
    manifest.mission = at["mission"].text(text_bytes_max);
    manifest.operations = count_at(at["operations"]);
    manifest.faults = count_at(at["faults"]);
    manifest.pictures_missing = count_at(at["pictures_missing"]);
    for (const JsonAt& file : at["files"].items(1, 8)) {
        manifest.files.push_back(file_at(file));
    }
    for (const JsonAt& office : at["offices"].items(0, offices_max)) {
        manifest.offices.push_back(office_at(office));
    }
    for (const JsonAt& picture : at["missing"].items(0, missing_max)) {
        picture.is_object_of({"office", "sha256"});
        manifest.missing.push_back({picture["office"].any_text(), id_at<Sha256>(picture["sha256"])});
    }
    if (std::ranges::count(manifest.files, Files::store, &BackedUpFile::name) != 1 ||
        std::ranges::count(manifest.files, Files::key, &BackedUpFile::name) != 1) {
        at["files"].fault("expect_text");
    }
    return manifest;
}

}  // namespace

std::uint64_t BackupManifest::pictures() const {
    std::uint64_t sum = 0;
    for (const BackedUpOffice& office : offices) {
        sum += office.pictures;
    }
    return sum;
}

std::uint64_t BackupManifest::bytes() const {
    std::uint64_t sum = 0;
    for (const BackedUpFile& file : files) {
        sum += file.bytes;
    }
    for (const BackedUpOffice& office : offices) {
        sum += office.picture_bytes;
    }
    return sum;
}

std::string to_json(const BackupManifest& manifest) {
    JsonWriter json;
    json.begin_object();
    json.member("format", format);
    json.member("program", manifest.program);
    json.member("schema", manifest.schema);
    json.member("made", to_text(bangkok_time(manifest.made_ms)));
    json.member("made_ms", manifest.made_ms);
    json.member("server", manifest.server.hex());
    json.member("mission", manifest.mission);
    json.member("operations", shown_count(manifest.operations));
    json.member("pictures", shown_count(manifest.pictures()));
    json.member("bytes", shown_count(manifest.bytes()));
    json.member("faults", shown_count(manifest.faults));
    json.member("pictures_missing", shown_count(manifest.pictures_missing));
    json.name("missing");
    json.begin_array();
    for (const MissingPicture& picture : manifest.missing) {
        json.begin_object();
        json.member("office", picture.office);
        json.member("sha256", picture.sha256.hex());
        json.end();
    }
    json.end();
    json.name("files");
    json.begin_array();
    for (const BackedUpFile& file : manifest.files) {
        json.begin_object();
        json.member("name", file.name);
        json.member("bytes", shown_count(file.bytes));
        json.member("digest", file.digest.hex());
        json.end();
    }
    json.end();
    json.name("offices");
    json.begin_array();
    for (const BackedUpOffice& office : manifest.offices) {
        json.begin_object();
        json.member("office", office.office);
        json.member("position", shown_count(office.position));
        json.member("chain", office.chain.hex());
        json.member("pictures", shown_count(office.pictures));
        json.member("picture_bytes", shown_count(office.picture_bytes));
        json.end();
    }
    json.end();
    json.end();
    return json.take();
}

Result<BackupManifest> manifest_from_json(std::string_view text) {
    JsonFaults faults;
    const std::optional<nlohmann::json> json = parse_json(text, manifest_bytes_max, depth_max, faults);
    BackupManifest manifest;
    if (json) {
        const JsonAt at(&*json, "", faults);
        if (json->is_object() && json->contains("format") && (*json)["format"].is_number_integer() &&
            (*json)["format"] > format) {
            return fail(ErrorKind::unsupported, "backup_newer", {{"program", at["program"].any_text()}});
        }
        if (at["format"].integer(format, format) == format) {
            manifest = manifest_at(at);
        }
    }
    if (!faults.empty()) {
        const std::string where = faults.front().pointer;
        return fail(ErrorKind::damaged, "backup_manifest_bad", {{"where", where.empty() ? "/" : where}});
    }
    return manifest;
}

}  // namespace phirap::server
