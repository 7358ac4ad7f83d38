// The same picture twice, or one that looks like another: named for the reviewer, never counted less.
//
// The same: of one original file, or sent as the same bytes. Alike: the likeness (evidence.h) differs in few
// bits, as after cropping a border, saving again, or a second shot from the same place; the reviewer looks.
#pragma once

#include <span>
#include <vector>

#include "shared/core/evidence.h"
#include "shared/core/grade.h"

namespace phirap {

// Two photographs of different things differ in about half of the 64.
inline constexpr int likeness_bits_max = 6;

struct PlacedPicture {
    Office office;
    Counted place;  // the evidence, and in which month
    Evidence evidence;
};

// Every picture of one month of an office that has a file; those of names alone cannot be compared.
void add_pictures(const Office& office, Month month, const Report& report,
                  std::vector<PlacedPicture>& pictures);

// flag_same_picture and flag_like_picture {count, text: the names}, where one place at least is in `judged`.
// Every group once, in the order of its first place.
[[nodiscard]] std::vector<Flag> flags_of_pictures(std::span<const PlacedPicture> pictures, Month judged);

// The same across offices: flag_same_picture_offices and flag_like_picture_offices {count, offices, text},
// for groups that more than one office has.
[[nodiscard]] std::vector<Flag> flags_across_offices(std::span<const PlacedPicture> pictures, Month judged);

}  // namespace phirap
