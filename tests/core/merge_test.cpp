#include "shared/core/merge.h"

#include <doctest/doctest.h>

#include "tests/support/builders.h"

using namespace phirap;
using namespace phirap::testing;
using Texts = std::vector<std::string>;

TEST_CASE("merge: of two answers given blind, the later is shown and neither is lost") {
    District office;
    Pen north = office.pen("north");
    Pen east = office.pen("east");
    north.write(answer("participants", "41").at(11));
    east.write(answer("participants", "14").at(10));

    const Report report = office.merged();

    CHECK(report.find(row(1))->field("participants")->in_conflict());
    CHECK(standing(report, row(1), "participants") == Texts{"14", "41"});
    CHECK(report.find(row(1))->shown("participants") == text("41"));
    CHECK(conflicts(report).size() == 1);
}

TEST_CASE("merge: an answer seen by the next one gives way to it, whatever the clocks say") {
    District office;
    Pen north = office.pen("north");
    Pen east = office.pen("east");
    const Operation first = north.write(answer("place", "ศาลากลาง").at(2'000'000));
    east.write(answer("place", "หอประชุม").at(1).having_seen(first));

    CHECK(standing(office.merged(), row(1), "place") == Texts{"หอประชุม"});
}

TEST_CASE("merge: one's own earlier answers need no name") {
    District office;
    Pen north = office.pen("north");
    north.write(answer("place", "a").at(5));
    north.write(answer("place", "b").at(4));

    CHECK(standing(office.merged(), row(1), "place") == Texts{"b"});
}

TEST_CASE("merge: two machines with one cloned disk have seen what they share and nothing of each other") {
    District office;
    Pen north = office.pen("north");
    north.write(answer("place", "before").at(1));
    Pen clone = north.cloned();
    north.write(answer("place", "left").at(2));
    north.write(edit().set(row(2), "place", text("more")).at(3));
    clone.write(answer("place", "right").at(4));

    CHECK(standing(office.merged(), row(1), "place") == Texts{"left", "right"});
}

TEST_CASE("merge: fields of one row answered apart do not conflict; equal answers count as one") {
    District office;
    Pen north = office.pen("north");
    Pen east = office.pen("east");
    north.write(answer("place", "a").at(1));
    east.write(answer("activity", "b").at(2));
    east.write(answer("place", "a").at(3));

    CHECK(conflicts(office.merged()).empty());
    CHECK(standing(office.merged(), row(1), "place") == Texts{"a", "a"});
}

TEST_CASE("merge: whoever settles names every answer, those behind one collapsed value too") {
    District office;
    Pen north = office.pen("north");
    Pen east = office.pen("east");
    Pen south = office.pen("south");
    Pen west = office.pen("west");
    north.write(answer("place", "a").at(1));
    east.write(answer("place", "a").at(2));
    const Operation other = west.write(answer("place", "b").at(3));
    const std::vector<Conflict> open = conflicts(office.merged());
    REQUIRE(open.size() == 1);
    CHECK(open.front().answers.size() == 2);

    SUBCASE("settled") {
        south.write(answer("place", "b").at(1).having_seen(open.front().seen));
        CHECK(conflicts(office.merged()).empty());
        CHECK(standing(office.merged(), row(1), "place") == Texts{"b"});
    }
    SUBCASE("an answer that it had not seen opens it again") {
        south.write(answer("place", "c").at(9).having_seen(other));
        CHECK(standing(office.merged(), row(1), "place") == Texts{"a", "a", "c"});
    }
}

TEST_CASE("merge: a delete that saw every edit hides; an edit that saw the delete ends it") {
    District office;
    Pen north = office.pen("north");
    Pen east = office.pen("east");
    const Operation made = north.write(answer("place", "a").set(channel(1, 0), "link", text("x")).at(1));
    const Operation gone = east.write(edit().remove(row(1)).at(2).having_seen(made));
    CHECK(hidden(office.merged(), row(1)));
    CHECK(hidden(office.merged(), channel(1, 0)));
    CHECK(conflicts(office.merged()).empty());
    CHECK(office.merged().visible(EntityKind::channel).empty());

    SUBCASE("an edit of the row") {
        north.write(answer("activity", "b").at(3).having_seen(gone));
    }
    SUBCASE("an edit of its channel") {
        north.write(edit().set(channel(1, 1), "link", text("y")).at(3).having_seen(gone));
    }
    SUBCASE("a keep") {
        north.write(edit().keep(row(1)).at(3).having_seen(gone));
    }
    CHECK_FALSE(hidden(office.merged(), row(1)));
    CHECK(office.merged().find(row(1))->standing_deletes.empty());
    CHECK(conflicts(office.merged()).empty());
}

TEST_CASE("merge: a delete and an edit made apart lose neither") {
    District office;
    Pen north = office.pen("north");
    Pen east = office.pen("east");
    Pen west = office.pen("west");
    const Operation made = north.write(answer("place", "a").at(1));
    const Operation gone = east.write(edit().remove(row(1)).at(3).having_seen(made));

    SUBCASE("of the row") {
        north.write(answer("place", "b").at(2));
    }
    SUBCASE("of its channel") {
        north.write(edit().set(channel(1, 0), "link", text("x")).at(9));
    }
    SUBCASE("a keep that answered another delete") {
        const Operation other = west.write(edit().remove(row(1)).at(1).having_seen(made));
        north.write(edit().keep(row(1)).at(2).having_seen(other));
    }
    const Report report = office.merged();
    CHECK_FALSE(hidden(report, row(1)));
    CHECK(report.find(row(1))->edited_after_delete);
    const std::vector<Conflict> open = conflicts(report);
    REQUIRE(open.size() == 1);
    CHECK(open.front().field.empty());

    // Each answer on its own copy of the world.
    District other = office;
    const Operation kept = other.pen("south").write(edit().keep(row(1)).at(1).having_seen(open.front().seen));
    CHECK_FALSE(hidden(other.merged(), row(1)));
    CHECK(conflicts(other.merged()).empty());

    other = office;
    const Operation deleted =
        other.pen("south").write(edit().remove(row(1)).at(1).having_seen(open.front().seen));
    CHECK(hidden(other.merged(), row(1)));
    CHECK(conflicts(other.merged()).empty());
}

TEST_CASE("merge: what is quarantined neither sets, hides nor covers, and its reason is told") {
    District office;
    Pen north = office.pen("north");
    Pen east = office.pen("east");
    const Operation first = north.write(answer("place", "a").at(1));
    Draft bad = answer("place", "b").at(2).having_seen(first);
    std::string reason;
    SUBCASE("unknown change") {
        bad.unknown(row(1)), reason = "quarantine_unknown_change";
    }
    SUBCASE("unknown kind") {
        bad.set(the(EntityKind{9}), "x", text("y")), reason = "quarantine_unknown_kind";
    }
    SUBCASE("an agent on the decision") {
        bad.set(the(EntityKind::decision), "decision", text("approved")), reason = "quarantine_authority";
    }
    SUBCASE("another scope's kind") {
        bad.of(of_office), reason = "quarantine_scope";
    }
    east.write(bad);

    CHECK(standing(office.merged(), row(1), "place") == Texts{"a"});
    REQUIRE(office.merged().quarantined.size() == 1);
    CHECK(office.merged().quarantined.front().reason == reason);
}

TEST_CASE("merge: held, an operation counts for nothing; released, it is the old edit that it is") {
    District office;
    Pen north = office.pen("north");
    Pen east = office.pen("east");
    const Operation first = north.write(answer("place", "a").at(1));
    const Operation second = east.write(answer("place", "b").at(2).having_seen(first));
    Pen server = office.server_pen();
    const auto law_after = [&](const Draft& draft) {
        const Operation said = server.write(Draft(draft).of(of_office));
        std::vector<Operation> about_office;
        std::ranges::copy_if(office.operations(), std::back_inserter(about_office),
                             [&](const Operation& operation) { return operation.writer == said.writer; });
        return law_of(about_office, office.ancestry(), office.law.server, office.place_of());
    };
    const auto place = [&](const Law& law) {
        return standing(merge(std::vector{first, second}, office.ancestry(), law), row(1), "place");
    };
    const Entity hold{EntityKind::hold, entity_of(second.id), 0};
    const Entity revocation{EntityKind::revocation, EntityId{east.writer().bytes}, 0};

    CHECK(place(law_after(edit().set(hold, "held", true))) == Texts{"a"});
    CHECK(place(law_after(edit().set(hold, "held", false))) == Texts{"b"});
    CHECK(place(law_after(edit().set(revocation, "revoked", true).set(revocation, "tips", Bytes{}))) ==
          Texts{"b"});
    CHECK(place(law_after(edit().set(hold, "held", Value()))) == Texts{"a"});
    const Tip tip{office.ancestry().branches()[second.place.branch].lineage, second.place.sequence,
                  second.id};
    CHECK(place(law_after(edit().set(revocation, "tips", tips_to_bytes(std::vector{tip})))) == Texts{"b"});
}

TEST_CASE("merge: a field set twice in one save has one answer, the later of the two") {
    District district;
    Pen north = district.pen("north");
    north.write(answer("place", "a").set(row(1), "place", text("b")).at(1));

    CHECK(standing(district.merged(), row(1), "place") == Texts{"b"});
}

TEST_CASE("merge: no save has seen itself, so one that both deletes and edits leaves the row in question") {
    District district;
    Pen north = district.pen("north");
    north.write(answer("place", "a").remove(row(1)).at(1));

    const Report report = district.merged();
    CHECK_FALSE(hidden(report, row(1)));
    CHECK(report.find(row(1))->edited_after_delete);
}

TEST_CASE("merge: a name that fits two operations names neither, even when one of them is quarantined") {
    District district;
    Pen north = district.pen("north");
    Pen east = district.pen("east");
    Pen west = district.pen("west");
    Operation first = north.write(answer("place", "a").at(1));
    Operation alike = east.write(edit().unknown(row(1)).at(1));
    const Operation settling = west.write(answer("place", "b").at(2).having_seen(first));
    alike.id = first.id;
    alike.id.bytes.back() ^= 1;

    CHECK(standing(district.merged({first, settling}), row(1), "place") == Texts{"b"});
    CHECK(standing(district.merged({first, alike, settling}), row(1), "place") == Texts{"a", "b"});
    CHECK(standing(district.merged({alike, settling, first}), row(1), "place") == Texts{"a", "b"});
}

TEST_CASE("merge: naming a quarantined operation still covers its ancestors, for it was seen with them") {
    District district;
    Pen north = district.pen("north");
    Pen east = district.pen("east");
    north.write(answer("place", "a").at(1));
    const Operation odd = north.write(answer("place", "b").unknown(row(1)).at(2));
    east.write(answer("place", "c").at(3).having_seen(odd));

    CHECK(standing(district.merged(), row(1), "place") == Texts{"c"});
}

TEST_CASE("merge: fields and values that no program here knows are kept as they are") {
    District district;
    Pen north = district.pen("north");
    north.write(edit().set(row(1), "of_2031", Bytes{1, 2}).at(1));

    CHECK(district.merged().find(row(1))->shown("of_2031") == Value(Bytes{1, 2}));
    CHECK(district.merged().quarantined.empty());
}

TEST_CASE("merge: nothing merges to nothing") {
    CHECK(merge({}, Ancestry(), Law()) == Report());
}

TEST_CASE("law: tips are read as they were written, and a revoked writer's later work is held") {
    District district;
    Pen north = district.pen("north");
    const Operation in_time = north.write(answer("place", "a").at(1));
    const Operation late = north.write(answer("place", "b").at(2));
    const Tip tip{district.ancestry().branches()[0].lineage, 1, in_time.id};
    CHECK(tips_from_bytes(tips_to_bytes(std::vector{tip, tip})) == std::vector{tip, tip});
    CHECK(tips_from_bytes(Bytes(55)).empty());

    Pen server = district.server_pen();
    const Entity revocation{EntityKind::revocation, EntityId{north.writer().bytes}, 0};
    const Operation said = server.write(edit()
                                            .of(of_office)
                                            .set(revocation, "revoked", true)
                                            .set(revocation, "tips", tips_to_bytes(std::vector{tip})));
    district.law = law_of(std::vector{said}, district.ancestry(), district.law.server, district.place_of());

    CHECK(standing(district.merged({in_time, late}), row(1), "place") == Texts{"a"});
    CHECK(district.merged({in_time, late}).quarantined ==
          std::vector<Quarantined>{{late.id, "quarantine_revoked"}});
}
