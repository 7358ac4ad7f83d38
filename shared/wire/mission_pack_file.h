// Mission packs as files: one JSON text each, as packaging/packs/mission-pack.schema.json describes it.
//
// A pack comes from people, so all that is wrong with it is listed, each with its place. It is checked
// beyond what a schema can say: that facts, fields and levels named in it exist, and that a better level
// never asks less.
#pragma once

#include <cstddef>
#include <string_view>
#include <tl/expected.hpp>

#include "shared/core/mission_pack.h"
#include "shared/wire/json_reading.h"

namespace phirap {

// A pack travels as one operation (limits::operation_bytes_max) beside its version.
inline constexpr std::size_t pack_bytes_max = 48 * 1024;
inline constexpr int pack_depth_max = 16;

// The pack, or every fault found, in the order of the file's checks; never both, never neither.
[[nodiscard]] tl::expected<MissionPack, JsonFaults> mission_pack_from_json(std::string_view text);

// The pack that ships, packaging/packs/click-chumchon.json, built into the program.
[[nodiscard]] std::string_view builtin_pack_json();
[[nodiscard]] const MissionPack& builtin_pack();

}  // namespace phirap
