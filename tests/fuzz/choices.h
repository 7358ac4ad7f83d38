// Bytes read as a row of choices, so that a target can build what chance would never hit: a message with a
// right signature, a chain of operations, a story of several requests. Past the end every choice is zero.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include "shared/core/bytes.h"

namespace phirap::fuzz {

class Choices {
  public:
    explicit Choices(BytesView bytes) : left_(bytes) {}

    [[nodiscard]] bool any_left() const { return !left_.empty(); }
    [[nodiscard]] std::uint64_t number(std::size_t bytes) {
        std::uint64_t value = 0;
        for (const std::uint8_t byte : take(bytes)) {
            value = (value << 8) | byte;
        }
        return value;
    }
    // 0 to `count` - 1, of at most 256.
    [[nodiscard]] std::size_t one_of(std::size_t count) { return number(1) % count; }
    [[nodiscard]] bool flag() { return (number(1) & 1) != 0; }
    // As many bytes as the next two say, at most what is left.
    [[nodiscard]] BytesView piece() { return take(number(2)); }
    [[nodiscard]] BytesView rest() { return take(left_.size()); }
    [[nodiscard]] std::string_view rest_text() { return text_of(rest()); }

  private:
    BytesView take(std::size_t count) {
        const BytesView taken = left_.first(std::min(count, left_.size()));
        left_ = left_.subspan(taken.size());
        return taken;
    }

    BytesView left_;
};

}  // namespace phirap::fuzz
