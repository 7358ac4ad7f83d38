// Every bound on what a person or a program may save, each with its reason. What travels is bounded in
// shared/wire/limits.h.
#pragma once

#include <cstddef>

namespace phirap::limits {

// One save: the longest form we know is 4 KiB of Thai; a frame must hold several.
inline constexpr std::size_t operation_bytes_max = 64 * 1024;
// One field's text: two A4 pages of Thai. Longer text belongs in an attached file.
inline constexpr std::size_t text_bytes_max = 16 * 1024;
// A field's key, a mission's and a person's name.
inline constexpr std::size_t key_bytes_max = 64;
inline constexpr std::size_t author_bytes_max = 512;
// Changes in one operation: a row with its channels and pictures.
inline constexpr std::size_t changes_max = 256;
inline constexpr std::size_t fields_max = 128;
// What a form can have shown.
inline constexpr std::size_t seen_max = 1024;
// Any count or figure on a form: more people than a country has is a typing error.
inline constexpr long long number_max = 1'000'000'000;
// Rows of one report; the busiest month known has 31.
inline constexpr std::size_t import_rows_max = 100'000;
// A file brought to `import`: a year of an office is 300 kB.
inline constexpr std::size_t import_bytes_max = 64 * 1024 * 1024;

}  // namespace phirap::limits
