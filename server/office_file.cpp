#include "server/office_file.h"

#include <nlohmann/json.hpp>

#include "shared/core/limits.h"

namespace phirap::server {
namespace {

constexpr int depth_max = 16;
constexpr std::size_t name_bytes_max = 512;
constexpr std::size_t services_max = 256;

std::vector<std::string> services_at(const JsonAt& at, const MissionPack& pack) {
    std::vector<std::string> services;
    for (const JsonAt& item : at.items(0, services_max)) {
        const std::string key = item.any_text();
        if (pack.service(key) == nullptr) {
            item.fault("expect_service");
        }
        services.push_back(key);
    }
    return services;
}

OfficeEntry entry_at(const JsonAt& at, const Office& office, const MissionPack& pack) {
    OfficeEntry entry;
    entry.office = office;
    if (pack.office(office) == nullptr) {
        at.fault("expect_pack_office");
        return entry;
    }
    if (!at.is_object_of({"name", "target", "officials", "services"})) {
        return entry;
    }
    if (at.has("name")) {
        entry.name = at["name"].text(name_bytes_max);
    }
    if (at.has("target")) {
        entry.target = at["target"].integer(0, limits::number_max);
    }
    if (at.has("officials")) {
        entry.officials = at["officials"].integer(0, limits::number_max);
    }
    if (at.has("services")) {
        entry.services = services_at(at["services"], pack);
    }
    return entry;
}

}  // namespace

tl::expected<std::vector<OfficeEntry>, JsonFaults> offices_from_json(std::string_view text,
                                                                     const MissionPack& pack) {
    JsonFaults faults;
    const std::optional<nlohmann::json> json = parse_json(text, limits::import_bytes_max, depth_max, faults);
    std::vector<OfficeEntry> entries;
    if (json) {
        const JsonAt root(&*json, "", faults);
        if (!json->is_object() || !root.has("offices") || !(*json)["offices"].is_object()) {
            root.fault("expect_object", {{"members", "offices"}});
        } else {
            const JsonAt offices = root["offices"];
            for (const std::string& code : offices.members()) {
                entries.push_back(entry_at(offices[code], code, pack));
            }
        }
    }
    if (!faults.empty()) {
        return tl::unexpected(std::move(faults));
    }
    return entries;
}

}  // namespace phirap::server
