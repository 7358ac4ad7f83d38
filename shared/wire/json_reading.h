// Reading JSON that people wrote. What is wrong is noted with the place (RFC 6901), what was expected and
// what was found, and reading goes on, so that one look shows all of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/error.h"
#include "shared/core/words.h"

namespace phirap {

struct JsonFault {
    std::string pointer;   // RFC 6901; "" is the whole
    std::string expected;  // key of the catalogue: "expect_text", ...
    Arguments arguments;
    std::string found;  // as it stands there, cut to a line; "" is nothing

    bool operator==(const JsonFault&) const = default;
};
// At most json_faults_max: what comes after these is not noted.
using JsonFaults = std::vector<JsonFault>;
inline constexpr std::size_t json_faults_max = 1000;

// "/due/day: expected a whole number from 1 to 31, found "15"".
[[nodiscard]] std::string say(Language language, const JsonFault& fault);

// Checks size, nesting and doubled members, which the library lets pass or dies of, and parses.
// Nothing, and a fault noted, when it is not one JSON text.
[[nodiscard]] std::optional<nlohmann::json> parse_json(std::string_view text, std::size_t bytes_max,
                                                       int depth_max, JsonFaults& faults);

// A value that is there, or is not, and its place. Each reading notes what is wrong with it and then
// gives an empty value of its type.
class JsonAt {
  public:
    JsonAt(const nlohmann::json* value, std::string pointer, JsonFaults& faults)
        : value_(value), pointer_(std::move(pointer)), faults_(&faults) {}

    [[nodiscard]] bool exists() const { return value_ != nullptr; }
    [[nodiscard]] bool has(std::string_view member) const;
    [[nodiscard]] const std::string& pointer() const { return pointer_; }

    // Notes every member that is not named; false when it is no object.
    bool is_object_of(std::initializer_list<std::string_view> members) const;
    [[nodiscard]] JsonAt operator[](std::string_view member) const;
    // Members of an object, as keys and places; items of a list.
    [[nodiscard]] std::vector<std::string> members() const;
    [[nodiscard]] std::vector<JsonAt> items(std::size_t min, std::size_t max) const;

    // 1 to bytes_max bytes of UTF-8 without control characters.
    [[nodiscard]] std::string text(std::size_t bytes_max) const;
    // Whatever text it is, "" when it is none: for readings that note their own fault.
    [[nodiscard]] std::string any_text() const;
    // 1 to 64 bytes of a-z 0-9 _ .
    [[nodiscard]] std::string key() const;
    // One of `choices`.
    [[nodiscard]] std::string one_of(std::initializer_list<std::string_view> choices) const;
    [[nodiscard]] std::int64_t integer(std::int64_t min, std::int64_t max) const;
    [[nodiscard]] bool flag() const;
    [[nodiscard]] bool is_flag() const;
    [[nodiscard]] bool is_text() const;

    void fault(std::string expected, Arguments arguments = {}) const;

  private:
    const nlohmann::json* value_;
    std::string pointer_;
    JsonFaults* faults_;
};

// A pointer's next step, escaped.
[[nodiscard]] std::string pointer_to(const std::string& pointer, std::string_view member);
[[nodiscard]] std::string pointer_to(const std::string& pointer, std::size_t index);

}  // namespace phirap
