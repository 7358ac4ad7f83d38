#include "shared/wire/json_reading.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace phirap {
namespace {

using nlohmann::json;

constexpr std::size_t found_bytes_max = 60;

std::string cut(std::string text) {
    if (text.size() <= found_bytes_max) {
        return text;
    }
    std::size_t end = found_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) {
        --end;
    }
    return text.substr(0, end) + "…";
}

std::string rendered(const json& value) {
    return cut(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

std::string joined(std::initializer_list<std::string_view> names) {
    std::string text;
    for (const std::string_view name : names) {
        text.append(text.empty() ? "" : ", ").append(name);
    }
    return text;
}

// The deepest nesting of brackets outside strings; the library recurses as deep.
int depth_of(std::string_view text) {
    int depth = 0;
    int deepest = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            i += c == '\\' ? 1 : 0;
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            deepest = std::max(deepest, ++depth);
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return deepest;
}

// Follows the parser through the text and notes members that stand twice in one object; the library
// keeps the last of them without a word.
class Doubled {
  public:
    explicit Doubled(JsonFaults& faults) : faults_(&faults) {}

    bool operator()(json::parse_event_t event, const json& parsed) {
        using Event = json::parse_event_t;
        if (event == Event::object_start || event == Event::array_start) {
            open_.push_back({next_pointer(), {}, 0, event == Event::array_start});
        } else if (event == Event::object_end || event == Event::array_end) {
            open_.pop_back();
        } else if (event == Event::key) {
            note(parsed.get<std::string>());
        } else {
            (void)next_pointer();
        }
        return true;
    }

  private:
    struct Container {
        std::string pointer;
        std::set<std::string> members;
        std::size_t items = 0;
        bool list = false;
    };

    std::string next_pointer() {
        if (open_.empty()) {
            return "";
        }
        Container& in = open_.back();
        return in.list ? pointer_to(in.pointer, in.items++) : pointer_to(in.pointer, member_);
    }
    void note(const std::string& member) {
        member_ = member;
        if (!open_.back().members.insert(member).second && faults_->size() < json_faults_max) {
            faults_->push_back(
                {pointer_to(open_.back().pointer, member), "expect_once", {}, rendered(member)});
        }
    }

    JsonFaults* faults_;
    std::vector<Container> open_;
    std::string member_;
};

bool is_plain(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; });
}

}  // namespace

std::string say(Language language, const JsonFault& fault) {
    const std::string found = fault.found.empty() ? say(language, "found_nothing") : fault.found;
    const std::string place = fault.pointer.empty() ? say(language, "whole_file") : fault.pointer;
    return say(
        language, "json_fault",
        {{"pointer", place}, {"expected", say(language, fault.expected, fault.arguments)}, {"found", found}});
}

std::optional<json> parse_json(std::string_view text, std::size_t bytes_max, int depth_max,
                               JsonFaults& faults) {
    if (text.size() > bytes_max) {
        faults.push_back(
            {"", "expect_size", {{"max", std::to_string(bytes_max)}}, std::to_string(text.size())});
        return std::nullopt;
    }
    if (const int depth = depth_of(text); depth > depth_max) {
        faults.push_back({"", "expect_depth", {{"max", std::to_string(depth_max)}}, std::to_string(depth)});
        return std::nullopt;
    }
    try {
        Doubled doubled(faults);
        return json::parse(
            text, [&](int, json::parse_event_t event, json& parsed) { return doubled(event, parsed); });
    } catch (const json::exception& refused) {
        // "[json.exception.parse_error.101] parse error at line 1, ...": people need what follows.
        const std::string_view what = refused.what();
        const std::size_t begin = what.find("] ");
        faults.push_back(
            {"", "expect_json", {}, cut(std::string(what.substr(begin == what.npos ? 0 : begin + 2)))});
        return std::nullopt;
    }
}

std::string pointer_to(const std::string& pointer, std::string_view member) {
    std::string path = pointer + "/";
    for (const char c : member) {
        if (c == '~') {
            path += "~0";
        } else if (c == '/') {
            path += "~1";
        } else {
            path += c;
        }
    }
    return path;
}

std::string pointer_to(const std::string& pointer, std::size_t index) {
    return pointer + "/" + std::to_string(index);
}

void JsonAt::fault(std::string expected, Arguments arguments) const {
    if (faults_->size() >= json_faults_max) {
        return;
    }
    faults_->push_back(
        {pointer_, std::move(expected), std::move(arguments), value_ == nullptr ? "" : rendered(*value_)});
}

bool JsonAt::has(std::string_view member) const {
    return value_ != nullptr && value_->is_object() && value_->contains(member);
}

bool JsonAt::is_object_of(std::initializer_list<std::string_view> allowed) const {
    if (value_ == nullptr || !value_->is_object()) {
        fault("expect_object", {{"members", joined(allowed)}});
        return false;
    }
    for (const auto& [name, value] : value_->items()) {
        if (std::ranges::find(allowed, std::string_view(name)) == allowed.end()) {
            faults_->push_back({pointer_to(pointer_, name),
                                "expect_member",
                                {{"members", joined(allowed)}},
                                rendered(name)});
        }
    }
    return true;
}

JsonAt JsonAt::operator[](std::string_view member) const {
    const json* found = has(member) ? &*value_->find(member) : nullptr;
    return {found, pointer_to(pointer_, member), *faults_};
}

std::vector<std::string> JsonAt::members() const {
    std::vector<std::string> names;
    if (value_ == nullptr || !value_->is_object()) {
        fault("expect_object", {{"members", "…"}});
        return names;
    }
    for (const auto& [name, value] : value_->items()) {
        names.push_back(name);
    }
    return names;
}

std::vector<JsonAt> JsonAt::items(std::size_t min, std::size_t max) const {
    std::vector<JsonAt> list;
    if (value_ == nullptr || !value_->is_array() || value_->size() < min || value_->size() > max) {
        fault("expect_list", {{"min", std::to_string(min)}, {"max", std::to_string(max)}});
        return list;
    }
    for (std::size_t i = 0; i < value_->size(); ++i) {
        list.emplace_back(&(*value_)[i], pointer_to(pointer_, i), *faults_);
    }
    return list;
}

std::string JsonAt::text(std::size_t bytes_max) const {
    if (is_text()) {
        const auto& text = value_->get_ref<const std::string&>();
        if (!text.empty() && text.size() <= bytes_max && is_plain(text)) {
            return text;
        }
    }
    fault("expect_text", {{"max", std::to_string(bytes_max)}});
    return "";
}

std::string JsonAt::any_text() const {
    return is_text() ? value_->get<std::string>() : std::string();
}

std::string JsonAt::key() const {
    if (is_text()) {
        const auto& text = value_->get_ref<const std::string&>();
        const bool fits = !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        });
        if (fits) {
            return text;
        }
    }
    fault("expect_key");
    return "";
}

std::string JsonAt::one_of(std::initializer_list<std::string_view> choices) const {
    if (is_text()) {
        const auto& text = value_->get_ref<const std::string&>();
        if (std::ranges::find(choices, std::string_view(text)) != choices.end()) {
            return text;
        }
    }
    fault("expect_one_of", {{"choices", joined(choices)}});
    return "";
}

std::int64_t JsonAt::integer(std::int64_t min, std::int64_t max) const {
    // 4.0 is a float to the library and no whole number to us; above 2^63 nothing fits.
    if (value_ != nullptr && value_->is_number_integer() &&
        !(value_->is_number_unsigned() &&
          value_->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))) {
        const auto number = value_->get<std::int64_t>();
        if (number >= min && number <= max) {
            return number;
        }
    }
    fault("expect_integer", {{"min", std::to_string(min)}, {"max", std::to_string(max)}});
    return min;
}

bool JsonAt::flag() const {
    if (is_flag()) {
        return value_->get<bool>();
    }
    fault("expect_flag");
    return false;
}

bool JsonAt::is_flag() const {
    return value_ != nullptr && value_->is_boolean();
}
bool JsonAt::is_text() const {
    return value_ != nullptr && value_->is_string();
}

}  // namespace phirap
