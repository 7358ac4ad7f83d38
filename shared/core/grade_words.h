// A grade in sentences, Thai and English, from the catalogue and the pack's own names.
#pragma once

#include <string>
#include <vector>

#include "shared/core/grade.h"
#include "shared/core/mission_pack.h"
#include "shared/core/words.h"

namespace phirap {

// Why this level: first the level, then one sentence for each criterion, in the rubric's order.
[[nodiscard]] std::vector<std::string> say_reasons(Language language, const MissionPack& pack,
                                                   const Grade& grade);

// One criterion: its figures, the best level whose bar they meet, what is missing to the next.
[[nodiscard]] std::string say_criterion(Language language, const MissionPack& pack,
                                        const CriterionResult& result);

// A criterion's figures alone ("7 of 9 (77 %)"), and what the best level asks of them ("at least 8").
[[nodiscard]] std::string say_figures(Language language, const MissionPack& pack,
                                      const CriterionResult& result);
[[nodiscard]] std::string say_bar(Language language, const MissionPack& pack, const CriterionResult& result);

// "2 more channels with a link or a capture will make this A."
[[nodiscard]] std::string say_next_step(Language language, const MissionPack& pack, const Grade& grade);

// The flag as a sentence's key and what fills it, with the pack's names in that language.
[[nodiscard]] Error worded(Language language, const MissionPack& pack, const Flag& flag);
[[nodiscard]] std::string say_flag(Language language, const MissionPack& pack, const Flag& flag);

}  // namespace phirap
