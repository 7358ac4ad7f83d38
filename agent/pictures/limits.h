// Every bound on pictures, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace phirap::limits {

// A file that is attached: a 12-megapixel JPEG takes 3 to 8 MB, a PNG of the same up to 30.
inline constexpr std::size_t picture_bytes_max = 40 * 1024 * 1024;
// Telephones sold today say 108 megapixels; a bomb says 200 and more in a few kilobytes.
inline constexpr std::uint64_t picture_pixels_max = 120'000'000;

// What is looked at: a sign whose letters are 34 pixels high in 12 megapixels can still be read at 1600
// pixels, and 2048 add nothing. 180 kB take 15 s on EDGE at its best.
inline constexpr std::uint32_t rendition_edge_max = 1600;
inline constexpr std::size_t rendition_bytes_max = 180'000;
// What goes first: enough for a list.
inline constexpr std::uint32_t preview_edge_max = 320;
inline constexpr std::size_t preview_bytes_max = 18'000;

// The child that renders: its own memory (the rest is the libraries' and the file's pages), its processor
// time, and how long anyone waits for it. Photographs of 12 megapixels take 10 to 40 MiB; the most that is
// met with is a progressive JPEG without subsampling, all of which has to be held: 88 MB for 15 megapixels.
inline constexpr std::size_t render_memory_bytes_max = 128 * 1024 * 1024;
inline constexpr unsigned render_cpu_seconds_max = 10;
inline constexpr int render_wait_ms_max = 60'000;

}  // namespace phirap::limits
