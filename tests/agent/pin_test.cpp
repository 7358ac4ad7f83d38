// The PIN of a PC that is shared, and who guesses at it.
#include "agent/desk/pin.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "agent/desk/door_key.h"
#include "tests/support/seeded.h"
#include "tests/support/temporary_folder.h"

namespace phirap::agent {
namespace {

std::string key_of(const Result<void>& result) {
    return result ? "" : result.error().key;
}

}  // namespace

TEST_CASE("pin: the right one opens, in Thai digits as well") {
    const TemporaryFolder folder;
    SetClock clock;
    Pin pin(folder.path(), clock);
    CHECK_FALSE(pin.is_set());
    CHECK(pin.check("anything"));
    REQUIRE(pin.set("2567", ""));
    CHECK(pin.is_set());
    CHECK(pin.check("2567"));
    CHECK(pin.check("๒๕๖๗"));
    CHECK(key_of(pin.check("2568")) == "pin_wrong");
    CHECK(key_of(pin.check("")) == "pin_wrong");
    CHECK(folder.read("desk.pin").find("2567") == std::string::npos);
    struct stat facts {};
    REQUIRE(::stat((folder.path() / "desk.pin").c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);
}

TEST_CASE("pin: it is changed and taken away by whoever knows it") {
    const TemporaryFolder folder;
    SetClock clock;
    Pin pin(folder.path(), clock);
    CHECK(key_of(pin.set("123", "")) == "pin_bad");
    CHECK_FALSE(pin.is_set());
    REQUIRE(pin.set("1234", ""));
    const std::string mark = pin.mark();
    CHECK(key_of(pin.set("4321", "1111")) == "pin_wrong");
    CHECK(key_of(pin.set("", "")) == "pin_wrong");
    CHECK(pin.mark() == mark);
    REQUIRE(pin.set("4321", "1234"));
    CHECK(pin.mark() != mark);
    REQUIRE(pin.set("", "4321"));
    CHECK_FALSE(pin.is_set());
}

TEST_CASE("pin: wrong ones wait longer each time, and the right one not at all before that") {
    CHECK(pin_delay_ms(0) == 0);
    CHECK(pin_delay_ms(2) == 0);
    for (std::uint64_t wrong = 3; wrong < 11; ++wrong) {
        CHECK(pin_delay_ms(wrong) < pin_delay_ms(wrong + 1));
    }
    CHECK(pin_delay_ms(12) == 15 * 60 * 1000);
    CHECK(pin_delay_ms(~0ULL) == 15 * 60 * 1000);
}

TEST_CASE("pin: while it waits even the right one is not looked at, started anew or not") {
    const TemporaryFolder folder;
    SetClock clock;
    Pin pin(folder.path(), clock);
    REQUIRE(pin.set("1234", ""));
    for (int i = 0; i < 3; ++i) {
        CHECK(key_of(pin.check("0000")) == "pin_wrong");
    }
    CHECK(key_of(pin.check("1234")) == "pin_wait");
    Pin again(folder.path(), clock);
    CHECK(key_of(again.check("1234")) == "pin_wait");
    CHECK(key_of(again.set("", "1234")) == "pin_wait");
    clock.pass(pin_delay_ms(3));
    CHECK(again.check("1234"));
    CHECK(key_of(again.check("0000")) == "pin_wrong");
    CHECK(again.check("1234"));
}

TEST_CASE("pin: a clock set back by years makes nobody wait for years") {
    const TemporaryFolder folder;
    SetClock clock;
    Pin pin(folder.path(), clock);
    REQUIRE(pin.set("1234", ""));
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE(pin.check("0000"));
    }
    SetClock back(1'000);
    Pin then(folder.path(), back);
    CHECK(key_of(then.check("1234")) == "pin_wait");
    const auto waits = then.check("1234");
    CHECK(waits.error().arguments.front().second == std::to_string(pin_delay_ms(3)));
}

TEST_CASE("pin: a file that says nothing opens nothing") {
    const TemporaryFolder folder;
    SetClock clock;
    folder.write("desk.pin", "rubbish");
    Pin pin(folder.path(), clock);
    CHECK(pin.is_set());
    CHECK(key_of(pin.check("")) == "pin_wrong");
    folder.write("desk.pin", std::string(100'000, 'x'));
    CHECK(pin.is_set());
}

TEST_CASE("door key: each folder has its own, kept, and drawn anew when others could read it") {
    const TemporaryFolder folder;
    const TemporaryFolder other;
    SeededChance chance(3);
    const DoorKey key = load_or_make_door_key(folder.path(), chance);
    CHECK(load_or_make_door_key(folder.path(), chance) == key);
    CHECK(load_or_make_door_key(other.path(), chance) != key);
    const std::string file = (folder.path() / "desk.key").string();
    struct stat facts {};
    REQUIRE(::stat(file.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);
    REQUIRE(::chmod(file.c_str(), 0644) == 0);
    const DoorKey fresh = load_or_make_door_key(folder.path(), chance);
    CHECK(fresh != key);
    REQUIRE(::stat(file.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);
    folder.write("desk.key", "damaged");
    CHECK(load_or_make_door_key(folder.path(), chance) != fresh);
}

}  // namespace phirap::agent
