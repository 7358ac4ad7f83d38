// How full the disk is, and what still may be written: saved rows and the server's answers to the last,
// pictures not.
//
//     80 %   filling      people are told
//     90 %   no_pictures  new pictures are refused; rows are recorded as ever
//     97 %   full         the ballast goes, so that rows and acknowledgements still commit
//
// The ballast is a file that stands for nothing but its room: with 0 bytes free even marking something as
// sent fails. Nothing else is ever deleted to make room here. How full a disk is, is reckoned as though
// the ballast stood, so that letting it go does not let pictures in; and a disk that has `plenty_bytes`
// free is roomy, whatever part of it that is.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "shared/core/result.h"

namespace phirap {

enum class DiskLevel { roomy, filling, no_pictures, full };
// "roomy", "filling", "no_pictures", "full": in JSON and metrics, and with "disk_" before it keys of the
// catalogue {percent, mb}.
[[nodiscard]] std::string_view to_text(DiskLevel level);

// An office's pictures take about 2 GB a year: five years of them.
inline constexpr std::uint64_t plenty_bytes = 10ULL * 1024 * 1024 * 1024;
// A journal of SQLite's before its checkpoint. On a small disk a sixteenth of it.
inline constexpr std::uint64_t ballast_bytes_max = 4ULL * 1024 * 1024;

struct DiskRoom {
    std::uint64_t bytes = 0;       // of which this user can have use
    std::uint64_t free_bytes = 0;  // of these still to be had, the ballast's own left out
    std::uint64_t ballast_bytes = 0;
    bool has_ballast = false;

    [[nodiscard]] DiskLevel level() const;
    // Of the room how much is taken, rounded up as df(1) does; the ballast's room counts as taken.
    [[nodiscard]] int percent() const;
    // {percent, mb}
    [[nodiscard]] Arguments arguments() const;
};

// Where `folder` stands, which holds the ballast or will. Throws StoreError when the system cannot say.
[[nodiscard]] DiskRoom disk_room(const std::filesystem::path& folder);

// Whether `bytes` of pictures may be added where `folder` (the data folder) stands. Ask before a picture is
// taken in, and again for each. Error: picture_no_room {percent, mb}; the row is saved without it.
[[nodiscard]] Result<void> room_for_pictures(const std::filesystem::path& folder, std::uint64_t bytes);

// Lets the ballast in `folder` go when the disk is full, and makes it when there is room for it again. To
// be called before anything is written; costs two questions to the system. The room as it then is. Throws
// as disk_room; where the ballast cannot be made there is none.
DiskRoom keep_ballast(const std::filesystem::path& folder);

}  // namespace phirap
