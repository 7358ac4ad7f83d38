#include "shared/wire/compress.h"

#include <doctest/doctest.h>

#include "shared/wire/limits.h"
#include "tests/wire/random_bodies.h"

namespace phirap {
namespace {

Bytes thai_rows(std::size_t rows) {
    Bytes raw;
    for (std::size_t i = 0; i < rows; ++i) {
        append(raw, bytes_of("อบรมการใช้งาน Click ชุมชน บ้านหมู่ " + std::to_string(i)));
    }
    return raw;
}

TEST_CASE("compress: what went in comes out, with a history and without") {
    Random random(1);
    const Bytes history = thai_rows(20);
    for (const Bytes& raw : {Bytes(), Bytes(1), thai_rows(100), random_bytes(random, 100'000)}) {
        for (const BytesView known : {BytesView(), BytesView(history)}) {
            const Bytes deflated = compress(raw, known);
            CHECK(inflate_exactly(deflated, known, raw.size()).value() == raw);
        }
    }
    CHECK(compress(thai_rows(20), history).size() * 4 < compress(thai_rows(20), {}).size());
}

TEST_CASE("compress: a history as long as the window serves to its first byte") {
    Random random(2);
    const Bytes history = random_bytes(random, limits::history_bytes_max);
    const Bytes raw(history.begin(), history.begin() + 1000);
    const Bytes deflated = compress(raw, history);
    CHECK(inflate_exactly(deflated, history, raw.size()).value() == raw);
}

TEST_CASE("compress: another history, or none, gives an error and no bytes") {
    const Bytes raw = thai_rows(10);
    const Bytes history = thai_rows(20);
    Bytes other = history;
    other.back() ^= 1;
    const Bytes deflated = compress(raw, history);

    CHECK_FALSE(inflate_exactly(deflated, other, raw.size()).has_value());
    CHECK_FALSE(inflate_exactly(deflated, {}, raw.size()).has_value());
    CHECK_FALSE(inflate_exactly(deflated, BytesView(history).subspan(1), raw.size()).has_value());
}

TEST_CASE("compress: a stream that is short, long, cut, or followed by anything is damaged") {
    const Bytes raw = thai_rows(10);
    const Bytes deflated = compress(raw, {});
    CHECK_FALSE(inflate_exactly(deflated, {}, raw.size() - 1).has_value());
    CHECK_FALSE(inflate_exactly(deflated, {}, raw.size() + 1).has_value());
    for (std::size_t length = 0; length < deflated.size(); ++length) {
        CHECK_FALSE(inflate_exactly(BytesView(deflated).first(length), {}, raw.size()).has_value());
    }
    Bytes longer = deflated;
    longer.push_back(0);
    CHECK_FALSE(inflate_exactly(longer, {}, raw.size()).has_value());
}

TEST_CASE("compress: a flipped bit is noticed, wherever it is") {
    const Bytes raw = thai_rows(10);
    Bytes deflated = compress(raw, {});
    for (std::size_t bit = 0; bit < deflated.size() * 8; ++bit) {
        const std::uint8_t flip = static_cast<std::uint8_t>(1U << (bit % 8));
        deflated[bit / 8] ^= flip;
        const Result<Bytes> inflated = inflate_exactly(deflated, {}, raw.size());
        CHECK((!inflated.has_value() || *inflated == raw));
        deflated[bit / 8] ^= flip;
    }
}

TEST_CASE("compress: a bomb takes no more memory than was promised") {
    const Bytes bomb = compress(Bytes(64 * 1024 * 1024), {});
    CHECK(bomb.size() < 70'000);
    CHECK_FALSE(inflate_exactly(bomb, {}, 1024).has_value());
    CHECK_FALSE(inflate_exactly(bomb, {}, limits::frame_raw_bytes_max).has_value());
}

}  // namespace
}  // namespace phirap
