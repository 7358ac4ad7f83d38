#include "shared/host/disk_room.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>

#include "shared/host/file_descriptor.h"
#include "shared/host/store_error.h"

namespace phirap {
namespace {

constexpr const char* ballast_name = "ballast";
constexpr std::uint64_t ballast_part = 16;
constexpr std::uint64_t filling_percent = 80;
constexpr std::uint64_t no_pictures_percent = 90;
constexpr std::uint64_t full_percent = 97;
constexpr std::uint64_t mb = 1024 * 1024;

// Whole blocks, allocated: a file with holes would hold no room. Half a ballast is none, and has no name.
bool make_ballast(const std::filesystem::path& file, std::uint64_t bytes) {
    const std::string unfinished = file.string() + ".new";
    ::unlink(unfinished.c_str());  // what a crash left
    const FileDescriptor made(::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!made.is_open()) {
        return false;
    }
    if (::posix_fallocate(made.number(), 0, static_cast<off_t>(bytes)) == 0 && ::fsync(made.number()) == 0 &&
        ::rename(unfinished.c_str(), file.c_str()) == 0) {
        return true;
    }
    ::unlink(unfinished.c_str());
    return false;
}

bool at_least(const DiskRoom& room, std::uint64_t percent) {
    return (room.bytes - room.free_bytes) * 100 >= percent * room.bytes;
}

}  // namespace

std::string_view to_text(DiskLevel level) {
    static constexpr std::array<std::string_view, 4> names = {"roomy", "filling", "no_pictures", "full"};
    return names[static_cast<std::size_t>(level)];
}

DiskLevel DiskRoom::level() const {
    if (free_bytes >= plenty_bytes || !at_least(*this, filling_percent)) {
        return DiskLevel::roomy;
    }
    return at_least(*this, full_percent)          ? DiskLevel::full
           : at_least(*this, no_pictures_percent) ? DiskLevel::no_pictures
                                                  : DiskLevel::filling;
}

int DiskRoom::percent() const {
    return bytes == 0 ? 100 : static_cast<int>(((bytes - free_bytes) * 100 + bytes - 1) / bytes);
}

Arguments DiskRoom::arguments() const {
    return {{"percent", std::to_string(percent())}, {"mb", std::to_string(free_bytes / mb)}};
}

DiskRoom disk_room(const std::filesystem::path& folder) {
    struct statvfs space {};
    if (::statvfs(folder.empty() ? "." : folder.c_str(), &space) != 0) {
        const int number = errno;
        throw StoreError::from_errno("ask for the free space of " + folder.string(), folder.string(), number);
    }
    DiskRoom room;
    struct stat ballast {};
    room.has_ballast = ::stat((folder / ballast_name).c_str(), &ballast) == 0 && ballast.st_size > 0;
    const std::uint64_t unit = space.f_frsize;
    const std::uint64_t available = std::uint64_t{space.f_bavail} * unit;
    room.bytes = (std::uint64_t{space.f_blocks} - std::uint64_t{space.f_bfree}) * unit + available;
    room.ballast_bytes = std::min(ballast_bytes_max, room.bytes / ballast_part / 4096 * 4096);
    room.free_bytes = room.has_ballast ? available : available - std::min(available, room.ballast_bytes);
    return room;
}

Result<void> room_for_pictures(const std::filesystem::path& folder, std::uint64_t bytes) {
    DiskRoom room = disk_room(folder);
    room.free_bytes -= std::min(room.free_bytes, bytes);
    if (room.level() >= DiskLevel::no_pictures) {
        return fail(ErrorKind::refused, "picture_no_room", disk_room(folder).arguments());
    }
    return {};
}

DiskRoom keep_ballast(const std::filesystem::path& folder) {
    DiskRoom room = disk_room(folder);
    const std::filesystem::path file = folder / ballast_name;
    if (room.has_ballast && room.level() == DiskLevel::full) {
        room.has_ballast = ::unlink(file.c_str()) != 0;
    } else if (!room.has_ballast && room.level() == DiskLevel::roomy) {
        room.has_ballast = make_ballast(file, room.ballast_bytes);
    }
    return room;
}

}  // namespace phirap
