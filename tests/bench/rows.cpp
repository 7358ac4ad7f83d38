#include "tests/bench/rows.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>

#include "shared/core/invariant.h"

namespace phirap::bench {
namespace {

using nlohmann::json;

std::int64_t digits(std::string_view text, std::size_t first, std::size_t count) {
    std::int64_t number = 0;
    const char* begin = text.data() + first;
    const auto [end, trouble] = std::from_chars(begin, begin + count, number);
    invariant(trouble == std::errc{} && end == begin + count, "a number in a row to measure");
    return number;
}

// "2025-05-31T05:33:38.398Z", milliseconds since 1970.
std::int64_t milliseconds_of(const std::string& text) {
    using namespace std::chrono;
    invariant(text.size() == 24 && text.back() == 'Z', "a time in a row to measure");
    const sys_days date = year_month_day{year{static_cast<int>(digits(text, 0, 4))},
                                         month{static_cast<unsigned>(digits(text, 5, 2))},
                                         day{static_cast<unsigned>(digits(text, 8, 2))}};
    const auto time = hours{digits(text, 11, 2)} + minutes{digits(text, 14, 2)} +
                      seconds{digits(text, 17, 2)} + milliseconds{digits(text, 20, 3)};
    return duration_cast<milliseconds>(date.time_since_epoch() + time).count();
}

void sort_fields(Change& change) {
    std::ranges::sort(change.fields, {}, &Field::key);
}

}  // namespace

OperationBody row_of(const std::string& line) {
    const json row = json::parse(line);
    const auto text = [](const json& from, const char* key) { return from.at(key).get<std::string>(); };

    OperationBody body;
    body.time.wall_ms = milliseconds_of(text(row, "updated_at"));
    body.author = text(row, "reporter");
    body.scope = {"click-chumchon", month_from_text(text(row, "date").substr(0, 7))};
    const std::optional<EntityId> id = entity_from_text(text(row, "uuid"));
    invariant(id.has_value() && body.scope.month.has_value(), "a row to measure");

    Change change{ChangeKind::set, {EntityKind::row, *id, 0}, {}};
    for (const char* key : {"date", "district", "activity", "place", "position"}) {
        change.fields.push_back({key, text(row, key)});
    }
    for (const char* key : {"participants", "downloads"}) {
        change.fields.push_back({key, row.at(key).get<std::int64_t>()});
    }
    change.fields.push_back({"created_at", milliseconds_of(text(row, "created_at"))});
    sort_fields(change);
    body.changes.push_back(std::move(change));

    std::uint32_t child = 0;
    for (const json& channel : row.at("channels")) {
        body.changes.push_back({ChangeKind::set,
                                {EntityKind::channel, *id, child++},
                                {{"kind", text(channel, "name")}, {"link", text(channel, "url")}}});
    }
    return body;
}

std::vector<OperationBody> rows_in_order(const std::vector<std::string>& lines) {
    std::vector<OperationBody> rows;
    rows.reserve(lines.size());
    for (const std::string& line : lines) {
        rows.push_back(row_of(line));
    }
    std::ranges::stable_sort(rows, {}, &OperationBody::time);
    return rows;
}

}  // namespace phirap::bench
