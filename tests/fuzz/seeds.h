// Well-formed inputs for every target, made from what the tests of the wire hold golden: where the fuzzer
// begins, and what test_fuzz runs beside the kept corpus. They are made anew in each build, so a change of a
// format never leaves them behind.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "shared/core/bytes.h"

namespace phirap::fuzz {

// By target.
[[nodiscard]] std::map<std::string, std::vector<Bytes>> seeds();

}  // namespace phirap::fuzz
