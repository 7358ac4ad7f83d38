#include "shared/core/recording.h"

#include <doctest/doctest.h>

#include "shared/core/limits.h"
#include "tests/support/builders.h"

using namespace phirap;
using namespace phirap::testing;
using Texts = std::vector<std::string>;

namespace {

std::vector<Change> changes(const Draft& draft) {
    return draft.body.changes;
}

// The save as the recorder makes it, with whatever it names.
Draft as_draft(const Recording& recording, std::int64_t at) {
    Draft draft = edit().at(at).having_seen(recording.seen);
    draft.body.changes = recording.changes;
    return draft;
}

}  // namespace

TEST_CASE("recording: a save names what its form had shown, not what has come since") {
    District district;
    Pen north = district.pen("north");
    Pen east = district.pen("east");
    const Operation first = east.write(answer("place", "a").at(1));
    const Screen screen = screen_of(district.merged(), row(1));
    east.write(answer("place", "b").at(2));

    const Result<Recording> save =
        record(district.merged(), screen, changes(answer("place", "c")), north.writer());

    REQUIRE(save);
    CHECK(save->seen == std::vector{name_of(first.id)});
    north.write(as_draft(*save, 3));
    CHECK(standing(district.merged(), row(1), "place") == Texts{"b", "c"});
}

TEST_CASE("recording: fields that the person left alone are left out, and an untouched form saves nothing") {
    District district;
    Pen north = district.pen("north");
    north.write(answer("place", "a").set(row(1), "activity", text("b")).at(1));
    const Screen screen = screen_of(district.merged());

    const Result<Recording> one =
        record(district.merged(), screen, changes(answer("place", "a").set(row(1), "activity", text("c"))),
               north.writer());
    const Result<Recording> none =
        record(district.merged(), screen, changes(answer("place", "a").set(row(1), "link", Value())),
               north.writer());

    REQUIRE(one);
    REQUIRE(one->changes.size() == 1);
    CHECK(one->changes.front().fields == std::vector<Field>{{"activity", text("c")}});
    REQUIRE(none);
    CHECK(none->changes.empty());
}

TEST_CASE("recording: what another tab of the same machine changed meanwhile is not overwritten") {
    District district;
    Pen north = district.pen("north");
    north.write(answer("place", "a").at(1));
    const Screen screen = screen_of(district.merged(), row(1));
    const auto save = [&](const Draft& draft) {
        return record(district.merged(), screen, changes(draft), north.writer());
    };

    SUBCASE("the field itself") {
        north.write(answer("place", "b").at(2));
        REQUIRE_FALSE(save(answer("place", "c")));
        CHECK(save(answer("place", "c")).error() ==
              Error{ErrorKind::stale, "stale_field", {{"field", "place"}}});
        CHECK(save(answer("activity", "c")));
        CHECK(save(edit().remove(row(1))).error().key == "stale_entity");
        CHECK(save(edit().keep(row(1))));
    }
    SUBCASE("a channel of the row, against a delete") {
        north.write(edit().set(channel(1, 0), "link", text("x")).at(2));
        CHECK(save(edit().remove(row(1))).error().kind == ErrorKind::stale);
        CHECK(save(answer("place", "c")));
    }
    SUBCASE("the row was deleted") {
        north.write(edit().remove(row(1)).at(2));
        CHECK(save(answer("place", "c")).error().key == "stale_entity");
        CHECK(save(edit().set(channel(1, 0), "link", text("x"))).error().key == "stale_entity");
    }
}

TEST_CASE("recording: settling names every standing answer, and may choose the one shown") {
    District district;
    Pen north = district.pen("north");
    Pen east = district.pen("east");
    Pen west = district.pen("west");
    north.write(answer("place", "a").at(1));
    east.write(answer("place", "b").at(2));
    const Screen screen = screen_of(district.merged());

    const Result<Recording> save =
        record(district.merged(), screen, changes(answer("place", "b")), west.writer(), Saving::settle);

    REQUIRE(save);
    CHECK(save->seen.size() == 2);
    west.write(as_draft(*save, 1));
    CHECK(conflicts(district.merged()).empty());
}

TEST_CASE("recording: a delete hides what its form showed, the row's channels with it") {
    District district;
    Pen north = district.pen("north");
    Pen east = district.pen("east");
    east.write(answer("place", "a").set(channel(1, 0), "link", text("x")).at(1));
    const Screen screen = screen_of(district.merged());

    bool seen_all = true;
    SUBCASE("all of it") {}
    SUBCASE("but not a channel added since") {
        east.write(edit().set(channel(1, 1), "link", text("y")).at(2));
        seen_all = false;
    }
    const Result<Recording> save =
        record(district.merged(), screen, changes(edit().remove(row(1))), north.writer());
    REQUIRE(save);
    north.write(as_draft(*save, 9));
    CHECK(hidden(district.merged(), row(1)) == seen_all);

    // The office sees the question and answers it: the row stays.
    if (!seen_all) {
        const Result<Recording> kept = record(district.merged(), screen_of(district.merged()),
                                              changes(edit().keep(row(1))), east.writer());
        REQUIRE(kept);
        east.write(as_draft(*kept, 3));
        CHECK(conflicts(district.merged()).empty());
        CHECK_FALSE(hidden(district.merged(), row(1)));
    }
}

TEST_CASE("import: takes what is missing, lists what differs, and never brings back a deleted row") {
    District district;
    Pen north = district.pen("north");
    Pen east = district.pen("east");
    const Operation foreign = east.write(answer("place", "a").set(row(2), "place", text("gone")).at(1));
    east.write(edit().remove(row(2)).at(2));
    const std::vector<Change> file = changes(answer("place", "b")
                                                 .set(row(1), "activity", text("c"))
                                                 .set(row(2), "place", text("back"))
                                                 .set(row(3), "place", text("new")));

    const ImportPlan listed = plan_import(district.merged(), file, Differences::list);
    CHECK(listed.changes ==
          changes(edit().set(row(1), "activity", text("c")).set(row(3), "place", text("new"))));
    CHECK(listed.differences == std::vector<Difference>{{row(1), "place", text("a"), text("b")}});
    CHECK(listed.deleted == std::vector{row(2)});

    const ImportPlan replacing = plan_import(district.merged(), file, Differences::replace);
    const Result<Recording> save = record_unseen(replacing.changes);
    REQUIRE(save);
    CHECK(save->seen.empty());
    north.write(as_draft(*save, 3));
    // The file had seen nothing of the other machine's answer: both stand.
    CHECK(standing(district.merged(), row(1), "place") == Texts{"a", "b"});
    CHECK(hidden(district.merged(), row(2)));
    CHECK(plan_import(district.merged(), file, Differences::replace).changes.empty());
}

TEST_CASE("limits: what does not fit is refused by the field's name, and what fits is taken") {
    const auto fault = [](const Value& value) {
        const Result<Recording> save = record_unseen({{ChangeKind::set, row(1), {{"place", value}}}});
        return save ? std::string() : save.error().key + " " + save.error().arguments.front().second;
    };
    CHECK(fault(text("ศาลากลาง\nชั้น 2\t")).empty());
    CHECK(fault(text(std::string(limits::text_bytes_max, 'a'))).empty());
    CHECK(fault(text(std::string(limits::text_bytes_max + 1, 'a'))) == "text_too_long place");
    CHECK(fault(text("\xe0\xb8")) == "text_not_utf8 place");
    CHECK(fault(text(std::string_view("a\0b", 3))) == "text_control_character place");
    CHECK(fault(text("a\r\n")) == "text_control_character place");
    CHECK(fault(text("\x7f")) == "text_control_character place");
    CHECK(fault(text("\xc2\x85")) == "text_control_character place");
    CHECK(fault(number(0)).empty());
    CHECK(fault(number(-1)) == "number_negative_field place");
    CHECK(fault(number(limits::number_max + 1)) == "number_too_large_field place");
    CHECK(fault(Bytes(limits::operation_bytes_max + 1)) == "bytes_too_long place");
    CHECK_FALSE(record_unseen({{ChangeKind::set, row(1), {{"Place", text("a")}}}}));
    CHECK_FALSE(record_unseen({{ChangeKind::set, row(1), {{std::string(65, 'a'), text("a")}}}}));
    CHECK_FALSE(record_unseen(std::vector<Change>(limits::changes_max + 1, {ChangeKind::keep, row(1), {}})));
    CHECK(record_unseen(
        {{ChangeKind::set, the(EntityKind::submission), {{"clock_offset_ms", number(-5'000'000'000)}}}}));
    CHECK(check_author("สมชาย ใจดี"));
    CHECK_FALSE(check_author(std::string(513, 'a')));
    CHECK_FALSE(check_author("\xff"));
}
