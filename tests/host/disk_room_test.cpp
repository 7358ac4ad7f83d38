#include "shared/host/disk_room.h"

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.h"

namespace phirap {
namespace {

constexpr std::uint64_t mb = 1024 * 1024;

DiskRoom taken(std::uint64_t percent, std::uint64_t bytes = 1000 * mb) {
    DiskRoom room;
    room.bytes = bytes;
    room.free_bytes = bytes - bytes / 100 * percent;
    return room;
}

TEST_CASE("disk room: people are told at 80 %, pictures end at 90 %, the ballast goes at 97 %") {
    CHECK(taken(0).level() == DiskLevel::roomy);
    CHECK(taken(79).level() == DiskLevel::roomy);
    CHECK(taken(80).level() == DiskLevel::filling);
    CHECK(taken(89).level() == DiskLevel::filling);
    CHECK(taken(90).level() == DiskLevel::no_pictures);
    CHECK(taken(96).level() == DiskLevel::no_pictures);
    CHECK(taken(97).level() == DiskLevel::full);
    CHECK(taken(100).level() == DiskLevel::full);
    CHECK(taken(83).percent() == 83);
    CHECK(DiskRoom{}.level() == DiskLevel::full);
}

TEST_CASE("disk room: a large disk with years of room left is roomy, however much of it is taken") {
    CHECK(taken(95, 1000 * 1024 * mb).level() == DiskLevel::roomy);
    CHECK(taken(95, 100 * 1024 * mb).level() == DiskLevel::no_pictures);
}

// How it goes on a disk that fills up: tests/system/disk_room_test.py.
TEST_CASE("disk room: the ballast is made where there is room, of real blocks, and is reckoned the same") {
    const TemporaryFolder folder;
    const DiskRoom before = disk_room(folder.path());
    if (before.level() != DiskLevel::roomy) {
        return;  // this machine's own disk is nearly full
    }
    CHECK_FALSE(before.has_ballast);

    const DiskRoom after = keep_ballast(folder.path());

    CHECK(after.has_ballast);
    CHECK(std::filesystem::file_size(folder.path() / "ballast") == after.ballast_bytes);
    CHECK(after.ballast_bytes > 0);
    CHECK(after.ballast_bytes <= ballast_bytes_max);
    CHECK(room_for_pictures(folder.path(), 1));
    CHECK_FALSE(room_for_pictures(folder.path(), after.bytes));
}

// An older program, killed while it made one, left a name without room behind it.
TEST_CASE("disk room: a ballast that holds no room is none, and is made anew") {
    const TemporaryFolder folder;
    folder.write("ballast", "");
    folder.write("ballast.new", "half");
    const DiskRoom before = disk_room(folder.path());
    CHECK_FALSE(before.has_ballast);
    if (before.level() != DiskLevel::roomy) {
        return;  // this machine's own disk is nearly full
    }

    const DiskRoom after = keep_ballast(folder.path());

    CHECK(after.has_ballast);
    CHECK(std::filesystem::file_size(folder.path() / "ballast") == after.ballast_bytes);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "ballast.new"));
}

}  // namespace
}  // namespace phirap
