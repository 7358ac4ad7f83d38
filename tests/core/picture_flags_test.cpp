#include "shared/core/picture_flags.h"

#include <doctest/doctest.h>

#include "shared/core/words.h"
#include "tests/support/builders.h"
#include "tests/support/months.h"
#include "tests/support/random.h"

using namespace phirap;
using namespace phirap::testing;

namespace {

constexpr Month in_april{2024, 4};
constexpr Month in_may{2024, 5};

PlacedPicture placed(const std::string& name, const std::string& content, std::uint64_t likeness,
                     Month month = in_may, const Office& office = "4301", std::uint32_t child = 0) {
    Evidence evidence{"activity_photo", name, sha256_of(bytes_of(content + " sent")), {}, {}, "", likeness};
    evidence.original = sha256_of(bytes_of(content));
    return {office, {month, {EntityKind::evidence, {}, child}, 1}, evidence};
}

std::vector<std::string> keys(const std::vector<Flag>& flags) {
    std::vector<std::string> keys;
    for (const Flag& flag : flags) {
        keys.push_back(flag.key);
        CHECK(say(Language::english, flag.key, flag.arguments).find('{') == std::string::npos);
    }
    return keys;
}
using Keys = std::vector<std::string>;

// Far from each other: 0x5555... and 0x3333... differ in half of the bits.
constexpr std::uint64_t temple = 0x5555555555555555U;
constexpr std::uint64_t market = 0x3333333333333333U;

}  // namespace

TEST_CASE("picture flags: one file in two rows or months is flagged once, under all its names") {
    const std::vector<PlacedPicture> pictures = {placed("a.jpg", "a", temple, in_april),
                                                 placed("b.jpg", "a", temple), placed("c.jpg", "c", market)};
    const std::vector<Flag> flags = flags_of_pictures(pictures, in_may);
    REQUIRE(keys(flags) == Keys{"flag_same_picture"});
    CHECK(flags[0].about == std::vector{pictures[0].place, pictures[1].place});
    CHECK(flags[0].arguments == Arguments{{"text", "a.jpg, b.jpg"}, {"count", "2"}});
}

TEST_CASE("picture flags: the same bytes sent of two originals are the same picture") {
    std::vector<PlacedPicture> pictures = {placed("a.jpg", "a", temple), placed("b.jpg", "b", market)};
    pictures[1].evidence.rendition = pictures[0].evidence.rendition;
    CHECK(keys(flags_of_pictures(pictures, in_may)) == Keys{"flag_same_picture"});
}

TEST_CASE("picture flags: what differs in six bits looks alike, in seven it does not, wherever they are") {
    Random random(1);
    for (int round = 0; round < 500; ++round) {
        std::uint64_t near = temple;
        std::vector<unsigned> bits(64);
        for (unsigned i = 0; i < 64; ++i) {
            bits[i] = i;
        }
        random.shuffle(bits);
        for (std::size_t i = 0; i < 6; ++i) {
            near ^= std::uint64_t{1} << bits[i];
        }
        const auto flags = [&](std::uint64_t likeness) {
            return keys(flags_of_pictures(
                std::vector{placed("a.jpg", "a", temple), placed("b.jpg", "b", likeness)}, in_may));
        };
        REQUIRE(flags(near) == Keys{"flag_like_picture"});
        REQUIRE(flags(near ^ (std::uint64_t{1} << bits[6])).empty());
    }
}

TEST_CASE("picture flags: an older month's repeats were that month's to flag") {
    const std::vector<PlacedPicture> pictures = {placed("a.jpg", "a", temple, in_april),
                                                 placed("b.jpg", "a", temple, in_april)};
    CHECK(flags_of_pictures(pictures, in_may).empty());
    CHECK(keys(flags_of_pictures(pictures, in_april)) == Keys{"flag_same_picture"});
}

TEST_CASE("picture flags: across offices only what more than one office has") {
    const std::vector<PlacedPicture> pictures = {placed("a.jpg", "a", temple, in_may, "4301"),
                                                 placed("a2.jpg", "a", temple, in_may, "4301", 1),
                                                 placed("stolen.jpg", "m", market, in_may, "4305"),
                                                 placed("m.jpg", "m", market, in_april, "4302"),
                                                 placed("own.jpg", "o", ~temple, in_may, "4302"),
                                                 placed("cropped.jpg", "p", ~temple ^ 1U, in_may, "4305")};
    const std::vector<Flag> flags = flags_across_offices(pictures, in_may);
    REQUIRE(keys(flags) == Keys{"flag_same_picture_offices", "flag_like_picture_offices"});
    CHECK(flags[0].arguments ==
          Arguments{{"text", "m.jpg, stolen.jpg"}, {"count", "2"}, {"offices", "4302, 4305"}});
}

TEST_CASE("picture flags: names alone are never compared") {
    MonthDraft draft;
    const Entity one{EntityKind::evidence, row(1).id, 0};
    const Entity other{EntityKind::evidence, row(2).id, 0};
    for (const Entity& entity : {row(1), row(2)}) {
        draft.set(entity, "activity", text("อบรม"));
    }
    for (const Entity& entity : {one, other}) {
        draft.set(entity, "name", text("photo.jpg")).set(entity, "role", text("activity_photo"));
    }
    std::vector<PlacedPicture> pictures;
    add_pictures("4301", in_may, draft.report(), pictures);
    CHECK(pictures.empty());
    draft.set(one, "sha256", std::string(64, 'a')).set(other, "sha256", std::string(64, 'a'));
    add_pictures("4301", in_may, draft.report(), pictures);
    CHECK(keys(flags_of_pictures(pictures, in_may)) == Keys{"flag_same_picture"});
}

// One office's flood of pictures made to look alike must not hold the grades up.
TEST_CASE("picture flags: thousands of pictures are compared in little time") {
    Random random(2);
    std::vector<PlacedPicture> pictures;
    for (int i = 0; i < 20'000; ++i) {
        pictures.push_back(placed("a.jpg", std::to_string(i), random.next() & ~std::uint64_t{0x1ff}));
    }
    CHECK(flags_of_pictures(pictures, in_may).size() < 5);  // of 200 million pairs, some by chance
}
