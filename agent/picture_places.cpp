#include "agent/picture_places.h"

#include "shared/core/evidence.h"
#include "shared/core/form_check.h"

namespace phirap::agent {
namespace {

std::string roles_of(const Form& form) {
    std::string roles;
    for (const EvidenceRole& role : form.evidence) {
        roles += role.key + ", ";
    }
    return roles.append(capture_role);
}

}  // namespace

std::optional<Error> wrong_place(const std::string& role, const std::string& channel,
                                 const MissionPack& pack) {
    if (role != capture_role && pack.form.evidence_role(role) == nullptr) {
        return Error{ErrorKind::bad_input,
                     "attach_role_unknown",
                     {{"role", quote_of(role)}, {"roles", roles_of(pack.form)}}};
    }
    if (channel.empty()) {
        return std::nullopt;
    }
    if (role != capture_role) {
        return Error{ErrorKind::bad_input, "attach_channel_of_capture", {}};
    }
    if (pack.channel_kind(channel) == nullptr) {
        std::string kinds;
        for (const Choice& kind : pack.channel_kinds) {
            kinds += (kinds.empty() ? "" : ", ") + kind.key;
        }
        return Error{
            ErrorKind::bad_input, "channel_unknown", {{"kind", quote_of(channel)}, {"kinds", kinds}}};
    }
    return std::nullopt;
}

}  // namespace phirap::agent
