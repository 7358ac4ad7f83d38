#include "agent/pictures/prepared.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "agent/pictures/exif.h"

namespace phirap::agent {
namespace {

// Another way to render is another version, so that what was made before is made anew.
constexpr std::string_view first_line = "phirap picture, version 1";
constexpr std::string_view file_prefix = "picture:";

void put_line(std::string& text, std::string_view word, std::string_view value) {
    text.append(word).append(" ").append(value);
    // A line is a line, whatever a file is called.
    std::replace(text.end() - static_cast<std::ptrdiff_t>(value.size()), text.end(), '\n', ' ');
    text += "\n";
}

struct Line {
    std::string word;
    std::string value;
};

// The next line, or nothing at the end and where there is none.
std::optional<Line> next_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::size_t space = text.substr(0, end).find(' ');
    if (end == text.npos || space == text.npos) {
        return std::nullopt;
    }
    Line line{std::string(text.substr(0, space)), std::string(text.substr(space + 1, end - space - 1))};
    text.remove_prefix(end + 1);
    return line;
}

std::optional<std::uint64_t> hex_number(std::string_view digits) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    return error == std::errc() && end == digits.data() + digits.size() ? std::optional(number)
                                                                        : std::nullopt;
}

bool read_into(Evidence& evidence, const Line& line) {
    const std::optional<Sha256> name = sha256_from_text(line.value);
    if (line.word == "sha256") {
        evidence.rendition = name;
    } else if (line.word == "preview") {
        evidence.preview = name;
    } else if (line.word == "original") {
        evidence.original = name;
    } else if (line.word == "name") {
        evidence.name = line.value;
        return true;
    } else if (line.word == "taken" && is_taken(line.value)) {
        evidence.taken = line.value;
        return true;
    } else if (line.word == "likeness") {
        evidence.likeness = hex_number(line.value);
        return evidence.likeness.has_value();
    }
    return name.has_value();
}

}  // namespace

std::string note_of(const PreparedPicture& picture) {
    std::string text(first_line);
    text += "\n";
    if (!picture) {
        put_line(text, "error", picture.error().key);
        for (const auto& [name, value] : picture.error().arguments) {
            put_line(text, name, value);
        }
        return text;
    }
    put_line(text, "name", picture->name);
    put_line(text, "sha256", picture->rendition->hex());
    put_line(text, "preview", picture->preview->hex());
    put_line(text, "original", picture->original->hex());
    if (!picture->taken.empty()) {
        put_line(text, "taken", picture->taken);
    }
    if (picture->likeness) {
        std::array<char, 16> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *picture->likeness, 16);
        put_line(text, "likeness", {digits.data(), end.ptr});
    }
    return text;
}

std::optional<PreparedPicture> picture_from_note(std::string_view text) {
    if (!text.starts_with(first_line) || text.substr(first_line.size(), 1) != "\n") {
        return std::nullopt;
    }
    text.remove_prefix(first_line.size() + 1);
    std::optional<Line> line = next_line(text);
    if (line && line->word == "error") {
        Error error{ErrorKind::bad_input, line->value, {}};
        while ((line = next_line(text))) {
            error.arguments.emplace_back(line->word, line->value);
        }
        return tl::unexpected(std::move(error));
    }
    Evidence evidence;
    for (; line; line = next_line(text)) {
        if (!read_into(evidence, *line)) {
            return std::nullopt;
        }
    }
    const bool whole = text.empty() && evidence.rendition && evidence.preview && evidence.original;
    return whole ? std::optional<PreparedPicture>(evidence) : std::nullopt;
}

void put_pictures(const Pictures& pictures, std::map<std::string, Bytes>& files) {
    for (const auto& [name, picture] : pictures) {
        const std::string text = note_of(picture);
        files[std::string(file_prefix) + name] = Bytes(text.begin(), text.end());
    }
}

Pictures pictures_from(const std::map<std::string, Bytes>& files) {
    Pictures pictures;
    for (const auto& [name, contents] : files) {
        if (name.starts_with(file_prefix)) {
            if (std::optional<PreparedPicture> picture = picture_from_note(text_of(contents))) {
                pictures.emplace(name.substr(file_prefix.size()), *std::move(picture));
            }
        }
    }
    return pictures;
}

}  // namespace phirap::agent
