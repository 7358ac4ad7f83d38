// Every bound on what travels, each with its reason. What one save may hold is bounded in
// shared/core/limits.h.
#pragma once

#include <cstddef>
#include <cstdint>

namespace phirap::limits {

// What one frame carries at most, compressed, on the best of lines. On a slow one the frame is cut to
// what passes in about eight seconds, since a dropped line costs us one frame to send again.
inline constexpr std::size_t frame_bytes_max = 256 * 1024;
// The same, inflated, with the bodies' heads: about 700 rows. No more than a frame holds when nothing
// shrinks at all: whoever hands operations on deflates them anew, less well perhaps than who sent them, and
// what it took must always fit a frame again, or one agent could stop its office's feed for good.
inline constexpr std::size_t frame_raw_bytes_max = 240 * 1024;
// Operations in a frame: one transaction of the server, some tens of milliseconds.
inline constexpr std::size_t frame_operations_max = 4096;
// What deflate can look back to; both sides keep it of every lineage (RFC 1950: 32 KiB window).
inline constexpr std::size_t history_bytes_max = 32 * 1024;

inline constexpr std::size_t frames_per_request_max = 16;
inline constexpr std::size_t request_bytes_max = 1024 * 1024;
// The feed's page: what an office on EDGE takes in one contact without losing it all to one cut. A frame
// of any size fits into one, with the two heads around it; else the feed would stop there for ever.
inline constexpr std::size_t page_bytes_max = frame_bytes_max + 16;
inline constexpr std::size_t response_bytes_max = page_bytes_max + 64 * 1024;
// The signed hello: 128 tips take 4.6 KiB; the rest is room for parts of a later version.
inline constexpr std::size_t hello_bytes_max = 16 * 1024;
// A seal takes 74 bytes, a paper 153 at most.
inline constexpr std::size_t seal_bytes_max = 128;
inline constexpr std::size_t paper_bytes_max = 512;

// One bundle: what a USB stick takes in a moment and an old PC holds in memory. Its rounds: about 4 MiB, some
// 25,000 rows; what is left goes in the next.
inline constexpr std::size_t bundle_bytes_max = 32 * 1024 * 1024;
inline constexpr std::size_t bundle_rounds_max = 8;
// Of its pictures: two months of an office, and what remains of the room beside the rounds.
inline constexpr std::size_t bundle_pictures_max = 256;
inline constexpr std::size_t bundle_picture_bytes_max = 24 * 1024 * 1024;
inline constexpr std::size_t bundle_parts_max = 4096;
inline constexpr std::size_t bundle_members_max = 8;

// Lineages named in one hello: every PC of an office, each restored a dozen times.
inline constexpr std::size_t tips_max = 128;
inline constexpr std::size_t papers_max = 16;
// Standing holds named in one acknowledgement; the rest follow when these are gone.
inline constexpr std::size_t holds_max = 256;
inline constexpr std::size_t page_items_max = 4096;
// A run that a page names instead of repeating it.
inline constexpr std::uint64_t run_operations_max = 0x7fffffff;
// No reader waits longer than this because a server said so: a wrong figure would silence an office.
inline constexpr std::int64_t wait_ms_max = 24LL * 60 * 60 * 1000;

// Nesting of any CBOR that we read: a value inside fields inside a change inside changes inside a body.
inline constexpr int cbor_depth_max = 8;
// Parts and members, those included that a later version may add: read past, not understood.
inline constexpr std::size_t body_parts_max = 12;
inline constexpr std::size_t hello_parts_max = 17;
inline constexpr std::size_t acknowledgement_members_max = 64;

inline constexpr std::size_t office_bytes_max = 16;

// Pictures that one hello asks about: with their answers 3 KiB; what is not asked waits for the next round.
inline constexpr std::size_t pictures_asked_max = 64;
// A token of /v1/evidence: it travels in a header of every request there.
inline constexpr std::size_t upload_token_bytes_max = 256;

inline constexpr std::size_t url_bytes_max = 512;
inline constexpr std::size_t version_bytes_max = 32;
// A code's secret: 80 bits, one use, 14 days.
inline constexpr std::size_t code_secret_bytes = 10;
// Whatever is pasted where a code belongs: the longest code takes 1.4 KiB with its hyphens.
inline constexpr std::size_t code_text_bytes_max = 4096;

}  // namespace phirap::limits
