// CBOR (RFC 8949), the part of it that Phirap speaks: definite lengths, shortest heads, no floats, no tags
// but COSE_Sign1's 18. Writing is deterministic (section 4.2) as long as map keys are written in order.
#pragma once

#include <cstdint>
#include <string_view>

#include "shared/core/bytes.h"
#include "shared/core/ids.h"

namespace phirap {

class CborWriter {
  public:
    void number(std::int64_t value);
    void unsigned_number(std::uint64_t value) { head(0, value); }
    void bytes(BytesView value);
    void text(std::string_view value);
    void array(std::size_t count) { head(4, count); }
    void map(std::size_t count) { head(5, count); }
    void tag(std::uint64_t value) { head(6, value); }
    void flag(bool value) { out_.push_back(value ? 0xf5 : 0xf4); }
    void null() { out_.push_back(0xf6); }
    // Items that were encoded before, as they are.
    void encoded(BytesView items) { append(out_, items); }

    [[nodiscard]] const Bytes& written() const { return out_; }
    [[nodiscard]] Bytes take() { return std::move(out_); }

  private:
    void head(std::uint8_t major, std::uint64_t value);
    Bytes out_;
};

// Reads hostile bytes. The first thing that is not as expected fails the reader for good: everything read
// after that is empty or zero, so that a caller may read a whole message and ask ok() once.
class CborReader {
  public:
    explicit CborReader(BytesView in) : rest_(in) {}

    enum class Kind { number, bytes, text, array, map, tag, flag, null, end, other };
    [[nodiscard]] Kind next() const;

    [[nodiscard]] std::int64_t number();
    [[nodiscard]] std::uint64_t unsigned_number(std::uint64_t max = UINT64_MAX);
    // Views into the input; failed when longer than `max` bytes, and for text when it is not UTF-8.
    [[nodiscard]] BytesView bytes(std::size_t max);
    [[nodiscard]] std::string_view text(std::size_t max);
    // How many items (pairs for a map) follow; failed when more than `max`.
    [[nodiscard]] std::size_t array(std::size_t max);
    [[nodiscard]] std::size_t map(std::size_t max);
    void tag(std::uint64_t expected);
    [[nodiscard]] bool flag();
    void null();
    // Passes over one item, whatever it is, not deeper than limits::cbor_depth_max.
    void skip();

    template <typename IdType>
    [[nodiscard]] IdType id() {
        const auto read = IdType::from(bytes(sizeof(IdType)));
        if (!read) {
            fail();
        }
        return read.value_or(IdType{});
    }

    void fail();
    [[nodiscard]] bool ok() const { return ok_; }
    // Everything was as expected and nothing is left.
    [[nodiscard]] bool finished() const { return ok_ && rest_.empty(); }
    [[nodiscard]] BytesView rest() const { return rest_; }

  private:
    bool head(std::uint8_t major, std::uint64_t& value);
    void skip(int depth);

    BytesView rest_;
    bool ok_ = true;
};

}  // namespace phirap
