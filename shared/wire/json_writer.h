// Writing JSON (RFC 8259) for programs that read what we print: members in the order they are said, text as
// it is. Small on purpose: whoever only prints needs no tree in memory and no heavy header.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace phirap {

class JsonWriter {
  public:
    // `indent` spaces a level; 0 writes one line.
    explicit JsonWriter(int indent = 2) : indent_(indent) {}

    void begin_object() { begin('{', '}'); }
    void begin_array() { begin('[', ']'); }
    // Of the innermost that is open.
    void end();

    // The next value's name; inside an object only.
    void name(std::string_view name);
    // UTF-8; what is not shows as U+FFFD.
    void text(std::string_view value);
    void number(std::int64_t value);
    void flag(bool value);
    void null();
    // A value that is JSON already.
    void written(std::string_view json);

    void member(std::string_view key, std::string_view value) { name(key), text(value); }
    void member(std::string_view key, const std::string& value) { name(key), text(value); }
    void member(std::string_view key, const char* value) { name(key), text(value); }
    void member(std::string_view key, std::int64_t value) { name(key), number(value); }
    void member(std::string_view key, bool value) { name(key), flag(value); }
    void member_or_null(std::string_view key, const std::optional<std::int64_t>& value);

    // All that was opened is closed. Ends with a line feed.
    [[nodiscard]] std::string take();

  private:
    void begin(char open, char close);
    void before_value();
    void new_line();

    std::string out_;
    std::vector<char> open_;  // what closes each
    int indent_;
    bool first_ = true;
    bool named_ = false;
};

// The text between quotes, escaped.
[[nodiscard]] std::string json_text(std::string_view text);

}  // namespace phirap
