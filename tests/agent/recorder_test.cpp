#include "agent/recorder.h"

#include <doctest/doctest.h>

#include "agent/month_view.h"
#include "agent/settling.h"
#include "agent/submitting.h"
#include "tests/agent/office_pc.h"

using namespace phirap;
using namespace phirap::agent;
using namespace phirap::testing;

namespace {

constexpr Month april{2024, 4};
const Saver somchai{"somchai", Source::command, {}};
const Saver a_file{"somchai", Source::file, {}};

FormRow meeting() {
    FormRow row;
    put_field(row.fields, "date", "2024-04-10");
    put_field(row.fields, "activity", "ประชุม");
    put_field(row.fields, "participants", std::int64_t{14});
    row.channels = {FormChannel{{{"kind", "line"}}}};
    return row;
}

FormRow change(const EntityId& id, std::string_view key, Value value) {
    FormRow row;
    row.id = id;
    put_field(row.fields, key, std::move(value));
    return row;
}

EntityId recorded(OfficePc& pc) {
    return save_row(pc.store(), april, meeting(), somchai)->row;
}

std::string first_fault(const Checked<SavedEntry>& saved) {
    return saved ? "" : say(Language::english, saved.error().front());
}

Value shown(OfficePc& pc, const EntityId& row, std::string_view key) {
    return pc.store().report(april).find({EntityKind::row, row, 0})->shown(key);
}

// Two PCs of one office, and a row that the first recorded and both hold.
struct TwoPcs {
    OfficePc north{"4301", 1};
    OfficePc south{"4301", 2};
    EntityId row;

    TwoPcs() {
        row = recorded(north);
        south.fetch_from(north);
        north.clock().pass(1000);
        south.clock().pass(2000);
    }
    std::size_t questions() {
        meet(north, south);
        CHECK(open_questions(north.store()).size() == open_questions(south.store()).size());
        return open_questions(north.store()).size();
    }
};

}  // namespace

TEST_CASE("record: a row with its channels is one operation, and saving it again the same is none") {
    OfficePc pc;
    const EntityId row = recorded(pc);
    CHECK(pc.operations() == 1);

    FormRow again = meeting();
    again.id = row;
    const Checked<SavedEntry> saved = save_row(pc.store(), april, again, somchai);
    REQUIRE(saved);
    CHECK_FALSE(saved->saved.has_value());
    CHECK_FALSE(saved->added);
    CHECK(pc.operations() == 1);
}

TEST_CASE("record: a row is refused with every fault named, and nothing is written") {
    OfficePc pc;
    FormRow row = meeting();
    put_field(row.fields, "date", "2024-05-01");
    put_field(row.fields, "participants", std::int64_t{-3});
    put_field(row.fields, "colour", "red");
    row.channels->push_back({{{"kind", "smoke"}}});
    row.channels->push_back({{{"link", "https://x"}}});

    const Checked<SavedEntry> saved = save_row(pc.store(), april, row, somchai);

    REQUIRE_FALSE(saved);
    std::string members;
    for (const FormFault& fault : saved.error()) {
        members += fault.member + "=" + fault.what.key + " ";
    }
    CHECK(members ==
          "colour=field_unknown date=date_outside_month participants=number_negative "
          "channels/2/kind=channel_unknown channels/3/kind=value_missing ");
    CHECK(pc.operations() == 0);
    CHECK(first_fault(save_row(pc.store(), april, {}, somchai)).starts_with("field date: this has to be"));
}

TEST_CASE("record: channels that are given replace those that stand, and others are left") {
    OfficePc pc;
    const EntityId row = recorded(pc);
    FormRow more;
    more.id = row;
    more.channels = {FormChannel{{{"kind", "line"}, {"link", "https://line.me/x"}}},
                     FormChannel{{{"capture", "p.png"}, {"kind", "poster"}}}};
    REQUIRE(save_row(pc.store(), april, more, somchai));

    const FormRow stands = month_view(pc.store(), april).form.rows.at(0);
    CHECK(*stands.channels == *more.channels);
    CHECK(stands.fields == meeting().fields);

    more.channels = {FormChannel{{{"capture", "p.png"}, {"kind", "poster"}}}};
    REQUIRE(save_row(pc.store(), april, more, somchai));
    CHECK(*month_view(pc.store(), april).form.rows.at(0).channels == *more.channels);
}

TEST_CASE("record: two machines that add a channel each have two, and of the same channel one") {
    TwoPcs office;
    FormRow facebook;
    facebook.id = office.row;
    facebook.channels = {FormChannel{{{"kind", "line"}}}, FormChannel{{{"kind", "facebook"}}}};
    FormRow tiktok = facebook;
    tiktok.channels->back() = FormChannel{{{"kind", "tiktok"}}};

    SUBCASE("different ones") {
        REQUIRE(save_row(office.north.store(), april, facebook, somchai));
        REQUIRE(save_row(office.south.store(), april, tiktok, somchai));
        CHECK(office.questions() == 0);
        CHECK(month_view(office.north.store(), april).form.rows[0].channels->size() == 3);
    }
    SUBCASE("the same one") {
        REQUIRE(save_row(office.north.store(), april, facebook, somchai));
        REQUIRE(save_row(office.south.store(), april, facebook, somchai));
        CHECK(office.questions() == 0);
        CHECK(month_view(office.north.store(), april).form.rows[0].channels->size() == 2);
    }
}

TEST_CASE("record: different fields of one row, changed apart, merge without a question") {
    TwoPcs office;
    REQUIRE(
        save_row(office.north.store(), april, change(office.row, "participants", std::int64_t{41}), somchai));
    for (const Saver& saver : {somchai, a_file}) {
        REQUIRE(
            save_row(office.south.store(), april, change(office.row, "activity", saver.author + "!"), saver));
    }
    CHECK(office.questions() == 0);
    CHECK(shown(office.south, office.row, "participants") == Value(std::int64_t{41}));
    CHECK(shown(office.north, office.row, "activity") == Value("somchai!"));
}

TEST_CASE("record: one field changed apart leaves both answers standing, until one who saw both settles it") {
    TwoPcs office;
    REQUIRE(
        save_row(office.north.store(), april, change(office.row, "participants", std::int64_t{41}), somchai));
    REQUIRE(
        save_row(office.south.store(), april, change(office.row, "participants", std::int64_t{17}), somchai));
    REQUIRE(office.questions() == 1);

    const OpenQuestion question = open_questions(office.north.store())[0];
    CHECK(question.conflict.answers.size() == 2);
    CHECK(settle(office.north.store(), april, question.key, KeepRow{}, "s").error().key ==
          "settle_needs_answer");
    CHECK(settle(office.north.store(), april, question.key, ChooseAnswer{3}, "s").error().key ==
          "answer_unknown");
    CHECK(settle(office.north.store(), april, "9", ChooseAnswer{1}, "s").error().key == "question_unknown");
    CHECK(settle(office.north.store(), april, question.key, GiveValue{"-1"}, "s").error().key ==
          "number_negative");
    REQUIRE(settle(office.north.store(), april, question.key, GiveValue{"๒๕"}, "s"));

    CHECK(office.questions() == 0);
    CHECK(shown(office.south, office.row, "participants") == Value(std::int64_t{25}));
}

TEST_CASE("settle: an answer that was not seen opens the question again, and under another key") {
    TwoPcs office;
    REQUIRE(
        save_row(office.north.store(), april, change(office.row, "participants", std::int64_t{41}), somchai));
    REQUIRE(
        save_row(office.south.store(), april, change(office.row, "participants", std::int64_t{17}), somchai));
    REQUIRE(office.questions() == 1);
    const std::string key = open_questions(office.north.store())[0].key;
    REQUIRE(settle(office.north.store(), april, "1", ChooseAnswer{2}, "s"));
    REQUIRE(
        save_row(office.south.store(), april, change(office.row, "participants", std::int64_t{18}), somchai));

    REQUIRE(office.questions() == 1);
    CHECK(open_questions(office.north.store())[0].key != key);
    CHECK(settle(office.north.store(), april, key, ChooseAnswer{1}, "s").error().key == "question_unknown");
}

TEST_CASE("record: what this PC has shown is seen; what came since is not overwritten") {
    TwoPcs office;
    REQUIRE(
        save_row(office.north.store(), april, change(office.row, "participants", std::int64_t{41}), somchai));
    meet(office.north, office.south);

    SUBCASE("shown: one answer") {
        note_shown(office.south.store(), month_view(office.south.store(), april).report);
        REQUIRE(save_row(office.south.store(), april, change(office.row, "participants", std::int64_t{17}),
                         somchai));
        CHECK(office.questions() == 0);
    }
    SUBCASE("not shown: both stand") {
        REQUIRE(save_row(office.south.store(), april, change(office.row, "participants", std::int64_t{17}),
                         somchai));
        CHECK(office.questions() == 1);
    }
    SUBCASE("a file has seen nothing, whatever was shown") {
        note_shown(office.south.store(), month_view(office.south.store(), april).report);
        REQUIRE(save_row(office.south.store(), april, change(office.row, "participants", std::int64_t{17}),
                         a_file));
        CHECK(office.questions() == 1);
    }
}

TEST_CASE("record: a page that no longer shows what this PC says is refused") {
    OfficePc pc;
    const EntityId row = recorded(pc);
    const Saver page{"somchai", Source::command,
                     screen_of(pc.store().report(april), {EntityKind::row, row, 0})};
    REQUIRE(save_row(pc.store(), april, change(row, "participants", std::int64_t{41}), somchai));

    const auto stale = save_row(pc.store(), april, change(row, "participants", std::int64_t{17}), page);
    REQUIRE_FALSE(stale);
    CHECK(stale.error()[0].what.key == "stale_field");
    CHECK(save_row(pc.store(), april, change(row, "activity", "อบรม"), page));
}

TEST_CASE("record: a delete against an unseen edit loses neither; keep or delete ends it") {
    TwoPcs office;
    REQUIRE(
        save_row(office.north.store(), april, change(office.row, "participants", std::int64_t{41}), somchai));
    REQUIRE(delete_row(office.south.store(), april, office.row, somchai));
    REQUIRE(office.questions() == 1);
    const OpenQuestion question = open_questions(office.south.store())[0];
    CHECK(question.conflict.field.empty());
    CHECK(settle(office.south.store(), april, "1", ChooseAnswer{1}, "s").error().key ==
          "settle_needs_keep_or_delete");
    CHECK(shown(office.south, office.row, "participants") == Value(std::int64_t{41}));

    SUBCASE("kept") {
        REQUIRE(settle(office.south.store(), april, "1", KeepRow{}, "s"));
        CHECK(office.questions() == 0);
        CHECK(month_view(office.north.store(), april).form.rows.size() == 1);
    }
    SUBCASE("deleted") {
        REQUIRE(settle(office.south.store(), april, "1", DeleteRow{}, "s"));
        CHECK(office.questions() == 0);
        CHECK(month_view(office.north.store(), april).form.rows.empty());
        CHECK(first_fault(save_row(office.north.store(), april,
                                   change(office.row, "participants", std::int64_t{1}), a_file))
                  .find("was deleted") != std::string::npos);
        REQUIRE(keep_row(office.north.store(), april, office.row, somchai));
        CHECK(month_view(office.north.store(), april).form.rows.size() == 1);
    }
}

TEST_CASE("record: the month's own fields and ticks are one operation, checked as a file's") {
    OfficePc pc;
    REQUIRE(save_month(pc.store(), april, {{"reporter", "สมชาย"}}, {{"shop", {{"correct", true}}}}, somchai));
    CHECK(pc.operations() == 1);
    CHECK(first_fault(save_month(pc.store(), april, {{"reporter", std::int64_t{3}}}, {}, somchai))
              .starts_with("field reporter.name: expected text"));
    CHECK(first_fault(save_month(pc.store(), april, {}, {{"shopp", {}}}, somchai))
              .starts_with("field services/shopp"));
}

TEST_CASE("row_called: by number, by id, by the beginning of an id") {
    OfficePc pc;
    const EntityId row = recorded(pc);
    const Report report = pc.store().report(april);
    const MissionPack pack = pc.store().pack();
    CHECK(*row_called(report, "1", pack) == row);
    CHECK(*row_called(report, to_text(row), pack) == row);
    CHECK(*row_called(report, to_text(row).substr(0, 9), pack) == row);
    CHECK(row_called(report, "2", pack).error().key == "row_unknown");
    CHECK(row_called(report, "zz", pack).error().key == "row_unknown");
}

TEST_CASE("submit: a month is submitted once, and again once it changed") {
    OfficePc pc;
    const EntityId row = recorded(pc);
    const Submitted first = *submit(pc.store(), april, {"สมชาย", "นักวิชาการ", "somchai"});
    REQUIRE(first.saved);
    CHECK_FALSE(first.late);
    CHECK(month_view(pc.store(), april).status.state == ReportState::submitted);
    CHECK(month_view(pc.store(), april).status.graded->by == "สมชาย");
    CHECK(month_view(pc.store(), april).status.graded->judged.size() == 1);
    CHECK_FALSE(submit(pc.store(), april, {"", "", "somchai"})->saved);

    REQUIRE(save_row(pc.store(), april, change(row, "participants", std::int64_t{41}), somchai));
    CHECK(month_view(pc.store(), april).status.changed_since_submission);
    CHECK(submit(pc.store(), april, {"", "", "somchai"})->saved);
    CHECK(month_view(pc.store(), april).status.standing.size() == 1);
    CHECK(month_view(pc.store(), april).status.graded->by == "somchai");
}

TEST_CASE("submit: a month in which nothing was done can be submitted") {
    OfficePc pc;
    const Submitted submitted = *submit(pc.store(), april, {"สมชาย", "", "somchai"});
    REQUIRE(submitted.saved);
    CHECK(submitted.remarks.front().what.key == "submit_no_rows");
    CHECK(month_view(pc.store(), april).status.state == ReportState::submitted);
}

TEST_CASE("submit: the check names what a person should look at") {
    OfficePc pc;
    (void)recorded(pc);
    (void)recorded(pc);
    std::string keys;
    const Submitted submitted = *submit(pc.store(), april, {"", "", "somchai"});
    for (const Remark& remark : submitted.remarks) {
        if (remark.what.key != "submit_service_missing") {
            keys += remark.what.key + " ";
        }
    }
    CHECK(keys ==
          "submit_field_missing submit_field_missing submit_channel_without_proof "
          "submit_channel_without_proof submit_rows_alike ");
}

TEST_CASE("submit: late is late by the corrected clock") {
    OfficePc pc;
    pc.clock().set_wall(due_of(DueRule{}, april).end_ms);
    CHECK(submit(pc.store(), april, {"", "", "somchai"})->late);
}
