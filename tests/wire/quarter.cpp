#include "tests/support/quarter.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/months.h"
#include "tests/support/tests_folder.h"

namespace phirap::testing {
namespace {

using nlohmann::json;

EntityId row_numbered(std::size_t number) {
    EntityId id = uuid_v7(0, {});
    id.bytes[15] = static_cast<std::uint8_t>(number);
    return id;
}

void add_row(MonthDraft& draft, const json& from, const EntityId& id) {
    const Entity row{EntityKind::row, id, 0};
    for (const char* key : {"date", "activity", "place"}) {
        draft.set(row, key, from.at(key).get<std::string>());
    }
    for (const char* key : {"participants", "downloads", "official_downloads"}) {
        draft.set(row, key, from.at(key).get<std::int64_t>());
    }
    draft.set(row, "publicity_only", from.at("publicity_only").get<bool>());
    std::uint32_t child = 0;
    for (const json& channel : from.at("channels")) {
        const Entity entity{EntityKind::channel, id, child++};
        for (const auto& [key, value] : channel.items()) {
            draft.set(entity, key, value.get<std::string>());
        }
    }
}

Report month_from(const json& from) {
    MonthDraft draft;
    draft.set({}, "reporter", from.at("reporter").at("name").get<std::string>());
    for (const auto& [service, ticks] : from.at("services").items()) {
        for (const auto& [tick, ticked] : ticks.items()) {
            draft.set({EntityKind::service, *entity_named(service), 0}, tick, ticked.get<bool>());
        }
    }
    std::size_t number = 0;
    for (const json& row : from.at("activities")) {
        add_row(draft, row, row_numbered(++number));
    }
    return draft.report();
}

Report office_from(const json& from) {
    const EntityId april = *entity_named("2024-04");
    std::string services;
    for (const json& service : from.at("services")) {
        services += (services.empty() ? "" : ",") + service.get<std::string>();
    }
    return MonthDraft()
        .set({EntityKind::target, april, 0}, "value", from.at("target").get<std::int64_t>())
        .set({EntityKind::roster, april, 0}, "officials", from.at("officials").get<std::int64_t>())
        .set({EntityKind::services, april, 0}, "relevant", services)
        .report();
}

Quarter read_quarter() {
    std::ifstream file(tests_folder() / "golden/nongkhai-2567-q3.json");
    const json from = json::parse(file);
    Quarter read;
    for (const auto& [code, office] : from.at("offices").items()) {
        read.office_scopes[code] = office_from(office);
    }
    for (const json& report : from.at("reports")) {
        const Month month = *month_from_text(report.at("month").get<std::string>());
        read.months[report.at("office")][month] = month_from(report);
    }
    for (const json& grade : from.at("expected")) {
        read.expected.push_back({grade.at("office"), *month_from_text(grade.at("month").get<std::string>()),
                                 grade.at("level"), grade.at("points"), grade.at("facts")});
    }
    return read;
}

}  // namespace

OfficeMonth Quarter::judged(const MissionPack& pack, const Office& office, Month month) const {
    OfficeMonth judged{&pack, office, month, {}, &office_scopes.at(office)};
    for (const auto& [of, report] : months.at(office)) {
        if (of <= month) {
            judged.months[of] = &report;
        }
    }
    return judged;
}

const Quarter& quarter() {
    static const Quarter read = read_quarter();
    return read;
}

}  // namespace phirap::testing
