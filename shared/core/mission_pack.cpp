#include "shared/core/mission_pack.h"

#include <algorithm>

namespace phirap {
namespace {

template <typename Thing, typename Name>
const Thing* find_by(const std::vector<Thing>& things, Name Thing::*name, std::string_view wanted) {
    const auto found =
        std::ranges::find_if(things, [&](const Thing& thing) { return thing.*name == wanted; });
    return found == things.end() ? nullptr : &*found;
}

}  // namespace

const FormField* Form::row_field(std::string_view key) const {
    return find_by(row_fields, &FormField::key, key);
}
const FormField* Form::report_field(std::string_view key) const {
    return find_by(report_fields, &FormField::key, key);
}
const EvidenceRole* Form::evidence_role(std::string_view key) const {
    return find_by(evidence, &EvidenceRole::key, key);
}

const PackOffice* MissionPack::office(std::string_view code) const {
    return find_by(offices, &PackOffice::code, code);
}
const FactRule* MissionPack::fact(std::string_view key) const {
    return find_by(facts, &FactRule::key, key);
}
const Choice* MissionPack::service(std::string_view key) const {
    return find_by(services, &Choice::key, key);
}
const Choice* MissionPack::channel_kind(std::string_view key) const {
    return find_by(channel_kinds, &Choice::key, key);
}
const Criterion* MissionPack::criterion(std::string_view key) const {
    return find_by(rubric.criteria, &Criterion::key, key);
}

}  // namespace phirap
