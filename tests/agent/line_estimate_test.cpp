#include "agent/line_estimate.h"

#include <doctest/doctest.h>

namespace phirap::agent {
namespace {

// A line of so many bytes a second carries a request of the size aimed at.
void use(LineEstimate& line, std::size_t bytes_a_second) {
    const std::size_t bytes = line.frame_bytes();
    line.delivered(bytes, static_cast<std::int64_t>(bytes * 1000 / bytes_a_second));
}

}  // namespace

TEST_CASE("line estimate: begins in the middle, and grows to the largest frame on a good line") {
    LineEstimate line;
    CHECK(line.frame_bytes() == 32 * 1024);
    use(line, 10'000'000);
    CHECK(line.frame_bytes() == 64 * 1024);  // no more than double at once
    for (int i = 0; i < 5; ++i) {
        use(line, 10'000'000);
    }
    CHECK(line.frame_bytes() == 256 * 1024);
}

TEST_CASE("line estimate: on a slow line a frame is what passes in eight seconds") {
    LineEstimate line;
    for (int i = 0; i < 5; ++i) {
        use(line, 2'000);
    }
    CHECK(line.frame_bytes() >= 15'900);
    CHECK(line.frame_bytes() <= 16'000);
}

TEST_CASE("line estimate: on the worst line it stays at 4 KiB") {
    LineEstimate line;
    for (int i = 0; i < 10; ++i) {
        use(line, 100);
    }
    CHECK(line.frame_bytes() == 4 * 1024);
}

TEST_CASE("line estimate: a short request says nothing of the line's width, unless it was slow") {
    LineEstimate line;
    line.delivered(600, 900);
    CHECK(line.frame_bytes() == 32 * 1024);
    line.delivered(600, 60'000);
    CHECK(line.frame_bytes() == 4 * 1024);
}

TEST_CASE("line estimate: a cut halves the frame, and frames stay within a fifth of the time between cuts") {
    LineEstimate line;
    line.cut(3'000);
    CHECK(line.frame_bytes() == 16 * 1024);

    // Cut every ten seconds or so: two seconds a frame, at 10,000 bytes a second.
    for (int i = 0; i < 20; ++i) {
        use(line, 10'000);
        use(line, 10'000);
        line.cut(10'000 - 2 * 2'000);
    }
    use(line, 10'000);
    CHECK(line.frame_bytes() > 14'000);
    CHECK(line.frame_bytes() < 26'000);
}

}  // namespace phirap::agent
