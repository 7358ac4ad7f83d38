#include "shared/wire/json_writer.h"

#include "shared/core/invariant.h"
#include "shared/core/text.h"

namespace phirap {
namespace {

// As much of one character as is UTF-8; 0 when its first byte begins none.
std::size_t character_at(std::string_view text, std::size_t at) {
    for (std::size_t size = 1; size <= 4 && at + size <= text.size(); ++size) {
        if (is_utf8(text.substr(at, size))) {
            return size;
        }
    }
    return 0;
}

void escape(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const auto byte = static_cast<unsigned char>(c);
        // The second byte of a C1 control, which a terminal obeys as it does ESC: U+0080 to U+009F.
        const bool is_c1 = byte < 0xa0 && byte >= 0x80 && at > 0 && text[at - 1] == '\xC2';
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (is_c1) {
                    out.pop_back();
                }
                if (byte < 0x20 || byte == 0x7f || is_c1) {
                    out += "\\u00";
                    out += digits[byte >> 4];
                    out += digits[byte & 15];
                } else {
                    out += c;
                }
        }
    }
}

}  // namespace

std::string json_text(std::string_view text) {
    std::string out = "\"";
    if (is_utf8(text)) {
        escape(out, text);
        return out += '"';
    }
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t size = character_at(text, at);
        size == 0 ? void(out += "\xEF\xBF\xBD") : escape(out, text.substr(at, size));
        at += size == 0 ? 1 : size;
    }
    return out += '"';
}

void JsonWriter::new_line() {
    if (indent_ > 0) {
        out_ += '\n';
        out_.append(open_.size() * static_cast<std::size_t>(indent_), ' ');
    }
}

void JsonWriter::before_value() {
    if (named_) {
        named_ = false;
        return;
    }
    if (!first_) {
        out_ += ',';
    }
    if (!open_.empty()) {
        invariant(open_.back() == ']', "a value in an object has a name");
        new_line();
    }
    first_ = false;
}

void JsonWriter::begin(char open, char close) {
    before_value();
    out_ += open;
    open_.push_back(close);
    first_ = true;
}

void JsonWriter::end() {
    invariant(!open_.empty() && !named_, "something is open that can be closed");
    const char close = open_.back();
    open_.pop_back();
    if (!first_) {
        new_line();
    }
    out_ += close;
    first_ = false;
}

void JsonWriter::name(std::string_view name) {
    invariant(!open_.empty() && open_.back() == '}' && !named_, "a name stands in an object");
    if (!first_) {
        out_ += ',';
    }
    new_line();
    out_ += json_text(name);
    out_ += indent_ > 0 ? ": " : ":";
    first_ = false;
    named_ = true;
}

void JsonWriter::text(std::string_view value) {
    before_value();
    out_ += json_text(value);
}

void JsonWriter::number(std::int64_t value) {
    before_value();
    out_ += std::to_string(value);
}

void JsonWriter::flag(bool value) {
    before_value();
    out_ += value ? "true" : "false";
}

void JsonWriter::written(std::string_view json) {
    before_value();
    out_ += json;
}

void JsonWriter::null() {
    before_value();
    out_ += "null";
}

void JsonWriter::member_or_null(std::string_view key, const std::optional<std::int64_t>& value) {
    name(key);
    value ? number(*value) : null();
}

std::string JsonWriter::take() {
    invariant(open_.empty(), "all that was opened is closed");
    out_ += '\n';
    return std::move(out_);
}

}  // namespace phirap
