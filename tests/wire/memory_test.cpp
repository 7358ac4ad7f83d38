// Reading costs memory by what came, not by what it claims: at most 64 bytes for each byte read and 1 MiB.
// Not under a sanitizer: those bring an allocator of their own.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

#include <doctest/doctest.h>

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

#include "shared/core/limits.h"
#include "shared/wire/cbor.h"
#include "shared/wire/compress.h"
#include "shared/wire/limits.h"
#include "tests/wire/hex_text.h"
#include "tests/wire/samples.h"

namespace {

std::size_t held = 0;
std::size_t most_held = 0;

void count_in(void* memory) {
    held += malloc_usable_size(memory);
    most_held = std::max(most_held, held);
}

}  // namespace

// For this whole program, whose tests run on one thread.
void* operator new(std::size_t size) {
    void* memory = std::malloc(size);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    count_in(memory);
    return memory;
}
void operator delete(void* memory) noexcept {
    held -= memory == nullptr ? 0 : malloc_usable_size(memory);
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    operator delete(memory);
}

namespace phirap {
namespace {

template <typename Read>
void check_cost(BytesView bytes, Read read) {
    const std::size_t before = held;
    most_held = held;
    (void)read(bytes);
    const std::size_t cost = most_held - before;
    CHECK(cost <= 64 * bytes.size() + 1024 * 1024);
}

Bytes repeated(std::string_view head, std::string_view item, std::size_t count) {
    Bytes bytes = from_hex_text(head);
    const Bytes one = from_hex_text(item);
    for (std::size_t i = 0; i < count; ++i) {
        append(bytes, one);
    }
    return bytes;
}

Frame frame_of(std::size_t count, std::size_t body_bytes) {
    const Bytes body(body_bytes);
    const std::vector<BytesView> bodies(count, body);
    return pack_frame(samples::frame(1, 1, false).header, bodies, {}, samples::seal(1));
}

TEST_CASE("memory: a frame that shrank a thousand times costs no more than one that did not") {
    const auto read = [](BytesView bytes) {
        return unpack_frame(decode_frame(bytes).value(), {}).has_value();
    };
    const Bytes few = encode_frame(frame_of(3, limits::operation_bytes_max));
    const Bytes many = encode_frame(frame_of(limits::frame_operations_max, 57));
    CHECK(few.size() < 1'000);
    CHECK(read(few));
    CHECK(read(many));
    check_cost(few, read);
    check_cost(many, read);
}

TEST_CASE("memory: declared and not sent costs next to nothing") {
    check_cost(from_hex_text("99 1000"), decode_page);
    check_cost(from_hex_text("86 00 00 60 f6 40 99 0100 83 05 f6 b8 80"), decode_body);
    check_cost(from_hex_text("9b 7fffffffffffffff"), decode_page);
    check_cost(from_hex_text("82 5a 7fffffff"), decode_response);
    check_cost(from_hex_text("83 5a 7fffffff"), decode_request);
}

TEST_CASE("memory: the smallest items that make the largest things") {
    check_cost(repeated("86 00 00 60 f6 40 99 0100", "83 05 f6 01", 256), decode_body);
    Bytes fields = from_hex_text("86 00 00 60 f6 40 81 83 05 f6 b8 80");
    for (std::uint8_t number = 100; number < 228; ++number) {
        append(fields, Bytes{0x18, number, 0xf6});
    }
    CHECK(decode_body(fields).has_value());
    check_cost(fields, decode_body);
    check_cost(repeated("99 1000", "41 00", 4096), decode_page);
    check_cost(repeated("99 1000", "84 50 00000000000000000000000000000000 01 01 00", 4096), decode_page);
}

}  // namespace
}  // namespace phirap

#endif
