#include <array>

#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr std::array<Sentence, 0> sentences{};

}  // namespace

std::span<const Sentence> server() { return sentences; }

}  // namespace phirap::words
