#include "agent/pictures/exif.h"

#include <algorithm>
#include <optional>

#include "shared/core/day.h"

namespace phirap::agent {
namespace {

constexpr std::uint16_t tag_orientation = 0x0112;
constexpr std::uint16_t tag_exif_folder = 0x8769;
constexpr std::uint16_t tag_taken = 0x9003;
constexpr std::size_t entry_bytes = 12;

class Tiff {
  public:
    explicit Tiff(BytesView block) : block_(block) {
        const std::string_view order = text_of(block.first(std::min<std::size_t>(2, block.size())));
        low_byte_first_ = order == "II";
        readable_ = (low_byte_first_ || order == "MM") && number(2, 2) == 42;
    }

    [[nodiscard]] std::size_t first_folder() const { return readable_ ? number(4, 4) : block_.size(); }

    // Where the entry with this tag stands in the folder at `folder`.
    [[nodiscard]] std::optional<std::size_t> entry(std::size_t folder, std::uint16_t tag) const {
        if (!has(folder, 2)) {
            return std::nullopt;
        }
        const std::size_t count = number(folder, 2);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = folder + 2 + i * entry_bytes;
            if (!has(at, entry_bytes)) {
                return std::nullopt;
            }
            if (number(at, 2) == tag) {
                return at;
            }
        }
        return std::nullopt;
    }

    // 0 where there is nothing.
    [[nodiscard]] std::size_t number(std::size_t at, std::size_t bytes) const {
        std::size_t value = 0;
        for (std::size_t i = 0; i < bytes && has(at, bytes); ++i) {
            value = (value << 8) | block_[at + (low_byte_first_ ? bytes - 1 - i : i)];
        }
        return value;
    }
    [[nodiscard]] std::string_view text(std::size_t at, std::size_t bytes) const {
        return has(at, bytes) ? text_of(block_.subspan(at, bytes)) : std::string_view();
    }

  private:
    [[nodiscard]] bool has(std::size_t at, std::size_t bytes) const {
        return at <= block_.size() && bytes <= block_.size() - at;
    }

    BytesView block_;
    bool low_byte_first_ = false;
    bool readable_ = false;
};

// "2024:04:22 09:15:00" as EXIF spells it.
std::string iso_from(std::string_view text) {
    if (text.size() != 19 || text[4] != ':' || text[7] != ':' || text[10] != ' ') {
        return "";
    }
    std::string iso(text);
    iso[4] = iso[7] = '-';
    iso[10] = 'T';
    return is_taken(iso) ? iso : "";
}

bool is_below(std::string_view two_digits, int bound) {
    const bool digits =
        two_digits[0] >= '0' && two_digits[0] <= '9' && two_digits[1] >= '0' && two_digits[1] <= '9';
    return digits && (two_digits[0] - '0') * 10 + two_digits[1] - '0' < bound;
}

}  // namespace

bool is_taken(std::string_view text) {
    return text.size() == 19 && text[10] == 'T' && text[13] == ':' && text[16] == ':' &&
           day_from_text(text.substr(0, 10)).has_value() && is_below(text.substr(11, 2), 24) &&
           is_below(text.substr(14, 2), 60) && is_below(text.substr(17, 2), 60);
}

Exif exif_from(BytesView block) {
    constexpr std::string_view head("Exif\0\0", 6);
    if (block.size() >= head.size() && text_of(block.first(head.size())) == head) {
        block = block.subspan(head.size());
    }
    Exif exif;
    const Tiff tiff(block);
    const std::size_t folder = tiff.first_folder();
    if (const auto at = tiff.entry(folder, tag_orientation)) {
        const std::size_t orientation = tiff.number(*at + 8, 2);
        exif.orientation = orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : 1;
    }
    if (const auto inner = tiff.entry(folder, tag_exif_folder)) {
        if (const auto at = tiff.entry(tiff.number(*inner + 8, 4), tag_taken)) {
            exif.taken = iso_from(tiff.text(tiff.number(*at + 8, 4), 19));
        }
    }
    return exif;
}

}  // namespace phirap::agent
