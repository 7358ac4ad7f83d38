#include "shared/wire/base32.h"

namespace phirap {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

}  // namespace

std::string to_base32(BytesView bytes) {
    std::string text;
    std::uint32_t pending = 0;
    int bits = 0;
    for (const std::uint8_t byte : bytes) {
        pending = (pending << 8) | byte;
        for (bits += 8; bits >= 5; bits -= 5) {
            text += alphabet[(pending >> (bits - 5)) & 31];
        }
    }
    if (bits > 0) {
        text += alphabet[(pending << (5 - bits)) & 31];
    }
    return text;
}

std::optional<Bytes> from_base32(std::string_view digits) {
    Bytes bytes;
    std::uint32_t pending = 0;
    int bits = 0;
    for (char c : digits) {
        c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
        const std::size_t value = alphabet.find(c);
        if (value == alphabet.npos) {
            return std::nullopt;
        }
        pending = (pending << 5) | static_cast<std::uint32_t>(value);
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<std::uint8_t>(pending >> bits));
        }
    }
    const bool clean = bits < 5 && (pending & ((1U << bits) - 1)) == 0;
    return clean ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace phirap
