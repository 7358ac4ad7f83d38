// A grade: the judgement of a month, with its reasons.
//
// Pure: the same months and the same words of the centre give the same grade on every machine, and the
// office sees by this code, offline, what the centre will see. shared/core/grade_words.h says it in Thai
// and English.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/facts.h"
#include "shared/core/rubric.h"

namespace phirap {

struct CriterionResult {
    std::string key;
    std::vector<AskResult> asks;  // empty where the province asks every district
    // For each level, the effort missing to it: 0 is met, nothing cannot be met by reporting.
    Efforts efforts;
    std::vector<Counted> counted_from;  // of its facts, each thing once
    // The province alone: how many of its districts meet each level.
    std::vector<std::int64_t> districts_meeting;
    std::int64_t districts = 0;

    [[nodiscard]] bool met(std::size_t level) const { return efforts[level] == 0; }
    bool operator==(const CriterionResult&) const = default;
};

// Something a reviewer should look at. It never changes a figure by itself.
struct Flag {
    // flag_above_whole, flag_whole_missing, flag_same_link, flag_same_capture,
    // flag_same_picture, flag_like_picture and of the province the same with _offices, flag_look_alike,
    // flag_other_month, flag_no_date, flag_conflicts, flag_struck
    std::string key;
    Arguments arguments;  // `fact`, `whole`, `criterion` hold keys of the pack; the rest is text
    std::vector<Counted> about;

    bool operator==(const Flag&) const = default;
};

struct Grade {
    Office office;
    Month month;
    std::int64_t pack_version = 0;
    std::string level;  // of the pack: "A"
    Judgement judgement;
    std::vector<Fact> facts;  // in the pack's order
    std::vector<CriterionResult> criteria;
    std::vector<Flag> flags;
    std::optional<Step> next;  // nothing at the best level

    [[nodiscard]] std::int64_t points() const { return judgement.points; }
    [[nodiscard]] const Fact* fact(std::string_view key) const;
    bool operator==(const Grade&) const = default;
};

// The grade of an office's month. It does not ask whether the month was submitted: before that it is the
// office's preview.
[[nodiscard]] Grade grade(const OfficeMonth& judged);

// A district as its province is judged by it. One that has not reported meets no bar; its grade is made
// without the month, so that its facts to date are those of the months before.
struct DistrictGrade {
    const Grade* grade = nullptr;
    bool reported = false;
};

// The province's grade by the same rubric: its own figures (`own`: no months; office scope of the
// province) and its districts'. Sums add each fact over the districts that have one and the province's
// own share, which the admin keeps in the roster entity's field named as the fact. An office of the pack
// that is not among `districts` has not reported.
[[nodiscard]] Grade grade_province(const OfficeMonth& own, std::span<const DistrictGrade> districts);

}  // namespace phirap
