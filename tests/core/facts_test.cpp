#include "shared/core/facts.h"

#include <doctest/doctest.h>

#include "tests/support/builders.h"
#include "tests/support/months.h"

using namespace phirap;
using namespace phirap::testing;

namespace {

MissionPack small_pack() {
    MissionPack pack;
    pack.mission = "small";
    pack.first_month = {2024, 4};
    pack.province = "43";
    pack.services = {{"shop", {}}, {"sage", {}}};
    pack.offices = {{"43", {}, 1000, {}, {}}, {"4301", {}, 150, 10, {}}};
    pack.form.dated_by = "date";
    return pack;
}

FactRule counting(Counting how, EntityKind of, std::string field = "") {
    FactRule rule;
    rule.key = "fact";
    rule.counting = how;
    rule.of = of;
    rule.field = std::move(field);
    return rule;
}

MonthDraft dated(std::initializer_list<std::pair<std::uint8_t, const char*>> rows) {
    MonthDraft draft;
    for (const auto& [number_, date] : rows) {
        draft.set(row(number_), "date", text(date)).set(row(number_), "people", number(10 * number_));
    }
    return draft;
}

struct Judged {
    MissionPack pack = small_pack();
    std::map<Month, Report> months;
    Report office;

    std::optional<std::int64_t> value(const FactRule& rule, Month month = {2024, 4},
                                      std::string_view criterion = "") {
        return fact(rule, month, criterion).value;
    }
    Fact fact(const FactRule& rule, Month month = {2024, 4}, std::string_view criterion = "") {
        OfficeMonth judged = at(month);
        return count_fact(rule, judged, criterion);
    }
    OfficeMonth at(Month month) {
        OfficeMonth judged{&pack, "4301", month, {}, &office};
        for (const auto& [of, report] : months) {
            judged.months[of] = &report;
        }
        return judged;
    }
};

Condition condition(Condition::Kind kind, std::string field, std::vector<Value> values,
                    std::int64_t bound = 0) {
    Condition made;
    made.kind = kind;
    made.fields = {std::move(field)};
    made.values = std::move(values);
    made.bound = bound;
    return made;
}
Condition is(std::string field, std::vector<Value> values) {
    return condition(Condition::Kind::is, std::move(field), std::move(values));
}

const FactRule rows = counting(Counting::count, EntityKind::row);
const FactRule people = counting(Counting::sum, EntityKind::row, "people");

}  // namespace

TEST_CASE("facts: a row counts in the month that it is dated in and was entered in, else in none") {
    Judged judged;
    judged.months[{2024, 4}] =
        dated({{1, "2024-04-01"}, {2, "2024-04-30"}, {3, "2024-05-01"}, {4, "2024-03-31"}, {5, "soon"}})
            .set(row(6), "people", number(60))
            .report();
    judged.months[{2024, 5}] = dated({{7, "2024-04-15"}}).report();

    CHECK(judged.value(rows) == 2);
    CHECK(judged.value(people) == 30);
    CHECK(judged.value(rows, {2024, 5}) == 0);
    CHECK(judged.fact(people).counted_from ==
          std::vector<Counted>{{{2024, 4}, row(1), 10}, {{2024, 4}, row(2), 20}});
}

TEST_CASE("facts: to date means from the pack's first month to the judged one") {
    Judged judged;
    judged.months[{2024, 3}] = dated({{1, "2024-03-05"}}).report();
    judged.months[{2024, 4}] = dated({{2, "2024-04-05"}}).report();
    judged.months[{2024, 6}] = dated({{3, "2024-06-05"}}).report();
    FactRule to_date = people;
    to_date.window = Window::to_date;

    CHECK(judged.value(to_date, {2024, 4}) == 20);
    CHECK(judged.value(to_date, {2024, 5}) == 20);
    CHECK(judged.value(to_date, {2024, 6}) == 50);
    CHECK(judged.value(people, {2024, 5}) == 0);
}

TEST_CASE("facts: what is deleted, struck for the criterion, below zero or no number counts as nothing") {
    Judged judged;
    judged.months[{2024, 4}] =
        dated({{1, "2024-04-01"}, {2, "2024-04-02"}, {3, "2024-04-03"}, {4, "2024-04-04"}})
            .hide(row(1))
            .strike(row(2), "officials")
            .set(row(3), "people", number(-500))
            .set(row(4), "people", text("40"))
            .report();
    CHECK(judged.value(people, {2024, 4}, "activities") == 20);
    CHECK(judged.value(people, {2024, 4}, "officials") == 0);
    CHECK(judged.value(rows, {2024, 4}, "officials") == 2);
}

TEST_CASE("facts: kinds of channel count once, and only with a link or a capture of their own") {
    Judged judged;
    judged.months[{2024, 4}] = dated({{1, "2024-04-01"}, {2, "2024-04-02"}, {3, "2024-05-03"}})
                                   .set(channel(1, 0), "kind", text("line"))
                                   .set(channel(1, 0), "link", text("https://line.example/1"))
                                   .set(channel(1, 1), "kind", text("poster"))
                                   .set(channel(2, 0), "kind", text("line"))
                                   .set(channel(2, 0), "capture", text("a.png"))
                                   .set(channel(2, 1), "kind", text("facebook"))
                                   .set(channel(2, 1), "link", text(" \t"))
                                   .set(channel(3, 0), "kind", text("youtube"))
                                   .set(channel(3, 0), "link", text("https://youtube.example/1"))
                                   .report();
    FactRule kinds = counting(Counting::distinct, EntityKind::channel, "kind");
    CHECK(judged.value(kinds) == 3);
    Condition filled;
    filled.kind = Condition::Kind::any_filled;
    filled.fields = {"link", "capture"};
    kinds.where = {filled};
    CHECK(judged.value(kinds) == 1);
    CHECK(judged.fact(kinds).counted_from.size() == 2);

    FactRule times = rows;
    Condition owns;
    owns.kind = Condition::Kind::owns;
    owns.where = {filled};
    times.where = {owns};
    CHECK(judged.value(times) == 2);
}

TEST_CASE("facts: conditions on flags, texts and numbers; a flag never set is false") {
    Judged judged;
    judged.months[{2024, 4}] = dated({{1, "2024-04-01"}, {2, "2024-04-02"}, {3, "2024-04-03"}})
                                   .set(row(1), "only", true)
                                   .set(row(2), "only", false)
                                   .report();
    const auto where = [&](Condition asked) {
        FactRule rule = rows;
        rule.where = {std::move(asked)};
        return judged.value(rule);
    };
    CHECK(where(is("only", {false})) == 2);
    CHECK(where(is("only", {true})) == 1);
    CHECK(where(is("date", {text("2024-04-02"), text("2024-04-03")})) == 2);
    CHECK(where(condition(Condition::Kind::at_least, "people", {}, 20)) == 2);
}

TEST_CASE("facts: the latest is that of the latest day, whatever the order of entry") {
    Judged judged;
    judged.months[{2024, 4}] = dated({{1, "2024-04-20"}, {2, "2024-04-02"}}).report();
    judged.months[{2024, 5}] = dated({{3, "2024-04-25"}}).report();
    FactRule latest = counting(Counting::latest, EntityKind::row, "people");
    latest.window = Window::to_date;
    CHECK(judged.value(latest, {2024, 5}) == 10);
    CHECK(judged.fact(latest, {2024, 5}).counted_from.size() == 1);
}

TEST_CASE("facts: the centre's latest word that holds by then goes before the pack's") {
    Judged judged;
    const auto since = [](EntityKind kind, const char* month) {
        return Entity{kind, *entity_named(month), 0};
    };
    CHECK(figures_of(judged.at({2024, 4})) == OfficeFigures{150, 10, {"shop", "sage"}});

    judged.office = MonthDraft()
                        .set(since(EntityKind::target, "2024-05"), "value", number(200))
                        .set(since(EntityKind::target, "2024-07"), "value", number(300))
                        .set(since(EntityKind::roster, "2024-01"), "officials", number(8))
                        .set(since(EntityKind::services, "2024-06"), "relevant", text("sage,unheard-of"))
                        .set(since(EntityKind::services, "2024-08"), "relevant", text(""))
                        .report();
    CHECK(figures_of(judged.at({2024, 4})).target == 150);
    CHECK(figures_of(judged.at({2024, 6})).target == 200);
    CHECK(figures_of(judged.at({2024, 7})).target == 300);
    CHECK(figures_of(judged.at({2024, 4})).roster == 8);
    CHECK(figures_of(judged.at({2024, 4})).services.size() == 2);
    CHECK(figures_of(judged.at({2024, 6})).services == std::vector<std::string>{"sage"});
    CHECK(figures_of(judged.at({2024, 8})).services.empty());
    OfficeMonth stranger = judged.at({2024, 4});
    stranger.office = "9999";
    stranger.office_scope = nullptr;
    CHECK(figures_of(stranger) == OfficeFigures{{}, {}, {"shop", "sage"}});
}

TEST_CASE("facts: services count only when they are relevant to the office") {
    Judged judged;
    const Entity shop{EntityKind::service, *entity_named("shop"), 0};
    const Entity sage{EntityKind::service, *entity_named("sage"), 0};
    judged.months[{2024, 4}] = MonthDraft().set(shop, "correct", true).set(sage, "correct", true).report();
    FactRule correct = counting(Counting::count, EntityKind::service);
    correct.where = {is("correct", {true})};
    CHECK(judged.value(correct) == 2);
    judged.office = MonthDraft()
                        .set({EntityKind::services, *entity_named("2024-04"), 0}, "relevant", text("shop"))
                        .report();
    CHECK(judged.value(correct) == 1);
    CHECK(judged.value(counting(Counting::services, EntityKind::row)) == 1);
}
