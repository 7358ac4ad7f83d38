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

TEST_CASE("line estimate: what passed of a lost request tells of a slow line at once") {
    LineEstimate line;
    line.cut(600'000, 12'000);  // ten minutes at 20 bytes a second
    CHECK(line.frame_bytes() == 4 * 1024);
    CHECK(line.bytes_per_s() == 20);
    line.cut(100, 12'000);  // a line that died at once tells nothing of its speed
    CHECK(line.bytes_per_s() == 20);
}

TEST_CASE("line estimate: the speed of late follows the line, and is kept over a start") {
    LineEstimate line;
    CHECK(line.bytes_per_s() == 0);
    for (int i = 0; i < 20; ++i) {
        line.delivered(16'000, 4'000);
    }
    CHECK(line.bytes_per_s() == 4'000);
    for (int i = 0; i < 20; ++i) {
        line.delivered(16'000, 16'000);
    }
    CHECK(line.bytes_per_s() < 1'100);
    CHECK(LineEstimate(line.state()).state() == line.state());
}

TEST_CASE("line estimate: many cuts of long ago do not keep frames small for ever") {
    LineEstimate line;
    for (int i = 0; i < 1'000; ++i) {
        line.cut(100);
    }
    for (int i = 0; i < 2'000; ++i) {
        line.delivered(line.frame_bytes(), static_cast<std::int64_t>(line.frame_bytes() / 20));
    }
    CHECK(line.frame_bytes() > 64 * 1024);
}

}  // namespace phirap::agent
