// A mission pack: all that sets one mission apart from another. Form, services, channels, offices, due
// day, facts and rubric are data here, so that a new mission is a new file and no new code.
//
// Plain values; shared/wire/mission_pack_file.h reads and checks them, shared/core/grade.h judges by them.
// packaging/packs/mission-pack.schema.json says the same for people who write packs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/month.h"
#include "shared/core/operation.h"
#include "shared/core/words.h"

namespace phirap {

// A name in both languages.
struct Title {
    std::string thai;
    std::string english;

    [[nodiscard]] const std::string& in(Language language) const {
        return language == Language::thai ? thai : english;
    }
    bool operator==(const Title&) const = default;
};

// What is chosen from a list: a service, a tick of a service, a kind of channel.
struct Choice {
    std::string key;
    Title title;

    bool operator==(const Choice&) const = default;
};

// A date is kept as ISO 8601 text.
enum class FieldType { text, integer, date, flag };

struct FormField {
    std::string key;     // of the field in an operation; 1 to 64 bytes of a-z 0-9 _
    std::string member;  // in JSON; "reporter.name" is the member `name` of the object `reporter`
    FieldType type = FieldType::text;
    Title label;
    bool required = false;
    std::int64_t max = 0;  // greatest integer, or most bytes of text

    bool operator==(const FormField&) const = default;
};

// Pictures of a row, by what they show: a list of names in JSON, evidence with this `role` in a report.
struct EvidenceRole {
    std::string key;
    std::string member;
    Title label;

    bool operator==(const EvidenceRole&) const = default;
};

// A column of the printed form. It shows row fields, evidence roles, or one of `shown_by_itself`.
struct FormColumn {
    int number = 0;
    Title heading;
    std::vector<std::string> shows;

    bool operator==(const FormColumn&) const = default;
};
inline constexpr std::array<std::string_view, 3> shown_by_itself = {"ordinal", "office", "channels"};

struct Form {
    Title title;
    std::vector<FormField> report_fields;
    std::string rows_member;  // the list of rows, in a report's JSON
    std::vector<FormField> row_fields;
    std::string dated_by;            // the row field that says on which day; a row counts in that month alone
    std::vector<std::string> alike;  // rows equal in all of these look alike
    bool channels = false;           // rows own channels: fields kind, link, capture
    std::vector<EvidenceRole> evidence;
    std::vector<FormColumn> columns;

    [[nodiscard]] const FormField* row_field(std::string_view key) const;
    [[nodiscard]] const FormField* report_field(std::string_view key) const;
    [[nodiscard]] const EvidenceRole* evidence_role(std::string_view key) const;
    bool operator==(const Form&) const = default;
};

// What the pack says of an office; the server's own words (target, roster, services) go before it.
struct PackOffice {
    Office code;
    Title name;
    std::optional<std::int64_t> target;
    std::optional<std::int64_t> officials;             // on the roster
    std::optional<std::vector<std::string>> services;  // relevant ones; nothing: all of the pack's

    bool operator==(const PackOffice&) const = default;
};

struct MovedDay {
    Month month;       // of the report
    std::string date;  // ISO: due at the end of this day instead

    bool operator==(const MovedDay&) const = default;
};

struct DueRule {
    int day = 15;
    int months_after = 1;
    std::vector<MovedDay> moved;

    bool operator==(const DueRule&) const = default;
};

// What must hold of a thing for it to be counted.
struct Condition {
    enum class Kind {
        is,          // field is one of `values`; a flag never set is false
        at_least,    // integer field is at least `bound`
        any_filled,  // one of `fields` holds text that is not blank
        owns,        // a row has one of `owned` for which all of `where` holds
    };
    Kind kind = Kind::is;
    std::vector<std::string> fields;  // one, but for any_filled
    std::vector<Value> values;
    std::int64_t bound = 0;
    EntityKind owned = EntityKind::channel;
    std::vector<Condition> where;

    bool operator==(const Condition&) const = default;
};

enum class Counting {
    count,     // how many there are
    sum,       // of an integer field
    distinct,  // how many different values of a text field
    latest,    // an integer field of the latest by day; of the report: of the latest month that has it
    target,    // the office's
    roster,    // officials on the office's roster
    services,  // how many are relevant to the office
};

enum class Window { month, to_date };  // to_date: from the pack's first month

// How a figure is counted. Of services, only those relevant to the office are counted.
struct FactRule {
    std::string key;
    Title title;
    Title unit;            // what is counted, in sentences after a number: "คน", "officials"
    std::string unit_one;  // English, after 1: "official"
    Counting counting = Counting::count;
    EntityKind of = EntityKind::row;  // row, channel, evidence, service or report
    std::string field;
    std::vector<Condition> where;
    Window window = Window::month;
    bool summed_for_province = true;  // own and districts' added up; else the province's own alone

    bool operator==(const FactRule&) const = default;
};

// What one criterion asks of one fact.
struct Ask {
    enum class Bar {
        count,    // at least bars[level]
        percent,  // of the fact `whole`, capped at 100, exact; a whole of nothing is never met
        all,      // as many as `whole`; a whole of nothing is never met
        reach,    // at least `whole`
    };
    std::string fact;
    Bar bar = Bar::count;
    std::string whole;
    std::vector<std::int64_t> bars;  // of each graded level, best first; empty for all and reach
    std::int64_t effort = 1;         // of `effort_every` missing units, begun ones counted whole
    std::int64_t effort_every = 1;

    bool operator==(const Ask&) const = default;
};

struct Criterion {
    std::string key;
    Title title;
    std::vector<Ask> asks;  // all must hold
    // The province meets it where every district does; else by the sums of its facts.
    bool every_district = false;

    bool operator==(const Criterion&) const = default;
};

// Reached when criteria worth `needs` points are met at this level's own bars; worth `points`.
struct Level {
    std::string key;
    std::int64_t needs = 0;
    std::int64_t points = 0;

    bool operator==(const Level&) const = default;
};

struct Rubric {
    std::int64_t criterion_points = 0;
    std::vector<Level> levels;           // best first
    std::string lowest;                  // the level of who reaches none
    std::int64_t lowest_points_max = 0;  // its points: those earned at the last level's bars, at most this
    std::vector<Criterion> criteria;

    bool operator==(const Rubric&) const = default;
};

struct MissionPack {
    std::string mission;  // entity_named() takes it
    std::int64_t version = 0;
    Title title;
    Month first_month;
    Office province;
    DueRule due;
    std::vector<Choice> services;
    std::vector<Choice> ticks;
    std::vector<Choice> channel_kinds;
    std::vector<PackOffice> offices;  // the province's own among them
    Form form;
    std::vector<FactRule> facts;
    Rubric rubric;

    [[nodiscard]] const PackOffice* office(std::string_view code) const;
    [[nodiscard]] const FactRule* fact(std::string_view key) const;
    [[nodiscard]] const Choice* service(std::string_view key) const;
    [[nodiscard]] const Choice* channel_kind(std::string_view key) const;
    [[nodiscard]] const Criterion* criterion(std::string_view key) const;
    bool operator==(const MissionPack&) const = default;
};

}  // namespace phirap
