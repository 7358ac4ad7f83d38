#include "shared/host/keys.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "shared/host/random_bytes.h"
#include "tests/support/temporary_folder.h"

namespace phirap {
namespace {

TEST_CASE("keys: a key that was made is loaded again, and its file is the owner's alone") {
    const TemporaryFolder folder;
    const auto path = folder.path() / "key";
    RandomBytes chance;
    const auto made = make_key(path, chance);
    REQUIRE(made);

    const auto loaded = load_key(path);
    REQUIRE(loaded);
    CHECK(loaded->pair == *made);
    CHECK_FALSE(loaded->was_open_to_others);
    struct stat file {};
    REQUIRE(::stat(path.c_str(), &file) == 0);
    CHECK((file.st_mode & 0777) == 0600);
}

// RFC 8032 section 7.1, test 1.
TEST_CASE("keys: the public key follows from the seed as RFC 8032 says") {
    std::array<std::uint8_t, 32> seed{};
    std::ranges::copy(*from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
                      seed.begin());
    CHECK(key_from_seed(seed).public_key.hex() ==
          "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
}

TEST_CASE("keys: a key is never overwritten") {
    const TemporaryFolder folder;
    RandomBytes chance;
    REQUIRE(make_key(folder.path() / "key", chance));
    const std::string before = folder.read("key");
    CHECK(make_key(folder.path() / "key", chance).error().key == "key_exists");
    CHECK(folder.read("key") == before);
}

TEST_CASE("keys: a key file that others can read is closed, and said to have been open") {
    const TemporaryFolder folder;
    RandomBytes chance;
    REQUIRE(make_key(folder.path() / "key", chance));
    REQUIRE(::chmod((folder.path() / "key").c_str(), 0644) == 0);

    CHECK(load_key(folder.path() / "key")->was_open_to_others);
    CHECK_FALSE(load_key(folder.path() / "key")->was_open_to_others);
}

TEST_CASE("keys: any changed, missing or added byte is damage") {
    const TemporaryFolder folder;
    RandomBytes chance;
    REQUIRE(make_key(folder.path() / "key", chance));
    const std::string good = folder.read("key");
    for (std::size_t at = 0; at < good.size(); ++at) {
        CAPTURE(at);
        std::string bad = good;
        bad[at] = bad[at] == '0' ? '1' : '0';
        folder.write("bad", bad);
        CHECK(load_key(folder.path() / "bad").error().key == "key_damaged");
        folder.write("bad", good.substr(0, at));
        CHECK(load_key(folder.path() / "bad").error().key == "key_damaged");
    }
    folder.write("bad", good + "\n");
    CHECK(load_key(folder.path() / "bad").error().key == "key_damaged");
}

}  // namespace
}  // namespace phirap
