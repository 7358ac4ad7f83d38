// Evidence: one picture or capture of a row, as its entity's fields say it.
//
// Three files hang on one picture. The original stays on the PC where it was attached. Of it two renditions
// are made and sent: a preview for lists, and one to look at, which is what everyone can check. The fields
// that name them are set together. A picture known by its name alone (imported, and the file was not found)
// has none of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/core/digest.h"
#include "shared/core/report.h"

namespace phirap {

// The role of a channel's screen capture; the others are the mission pack's. The channel's own field
// `capture` has the file's name.
inline constexpr std::string_view capture_role = "capture";

// On the wire and in JSON the three names are 64 lower-case hexadecimal digits, `likeness` an integer.
struct Evidence {
    std::string role;                       // of the mission pack: "activity_photo"
    std::string name;                       // of the file, as people call it
    std::optional<Sha256> rendition;        // field `sha256`: what is sent to be looked at
    std::optional<Sha256> preview;          // sent first
    std::optional<Sha256> original;         // stays where it was attached
    std::string taken;                      // local ISO 8601 time without zone, as the camera had it; or ""
    std::optional<std::uint64_t> likeness;  // pictures that look alike differ in few bits of it

    bool operator==(const Evidence&) const = default;
};

// What cannot be read as it should be (a name that is no hash) counts as not there.
[[nodiscard]] Evidence evidence_of(const EntityState& state);
// Sorted by key; what is not there is left out.
[[nodiscard]] std::vector<Field> fields_of(const Evidence& evidence);

}  // namespace phirap
