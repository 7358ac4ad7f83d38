#include "agent/desk/desk_body.h"

#include <nlohmann/json.hpp>

#include "shared/wire/json_reading.h"

namespace phirap::agent {
namespace {

constexpr std::size_t bytes_max = 64 * 1024;
constexpr std::size_t text_bytes_max = 16 * 1024;

}  // namespace

std::optional<std::map<std::string, std::string>> texts_in(BytesView body,
                                                           std::initializer_list<std::string_view> members) {
    JsonFaults faults;
    const auto json = parse_json(text_of(body), bytes_max, 2, faults);
    if (!json || !json->is_object()) {
        return std::nullopt;
    }
    std::map<std::string, std::string> texts;
    for (const std::string_view member : members) {
        texts.emplace(member, "");
    }
    for (const auto& [name, value] : json->items()) {
        const auto found = texts.find(name);
        if (found == texts.end() || !value.is_string() ||
            value.get_ref<const std::string&>().size() > text_bytes_max) {
            return std::nullopt;
        }
        found->second = value.get<std::string>();
    }
    return texts;
}

}  // namespace phirap::agent
