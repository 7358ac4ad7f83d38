#include "shared/core/words/tables.h"

namespace phirap::words {
namespace {

constexpr Sentence sentences[] = {
    // Of several pages.
    {"desk_back_to_month", "กลับไปที่รายงาน", "Back to the report"},
};

}  // namespace

std::span<const Sentence> desk_more() {
    return sentences;
}

}  // namespace phirap::words
