#include "agent/pictures/prepare.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>

#include "agent/pictures/limits.h"
#include "shared/host/disk_room.h"
#include "shared/host/file_descriptor.h"
#include "shared/host/files.h"

namespace phirap::agent {
namespace {

constexpr std::size_t note_bytes_max = 1024;
// No picture takes this long to be written: whoever began it was cut off.
constexpr std::chrono::hours crashed_after(24);

// The error, with the name of the file that it is about.
tl::unexpected<Error> about(Error error, const std::string& name) {
    std::erase_if(error.arguments, [](const auto& argument) { return argument.first == "file"; });
    error.arguments.emplace_back("file", name);
    return tl::unexpected(std::move(error));
}

tl::unexpected<Error> refuse(ErrorKind kind, const char* key, const std::string& name) {
    return about({kind, key, {}}, name);
}

}  // namespace

PicturePreparer::PicturePreparer(const std::filesystem::path& folder, Renderer renderer)
    : folder_(folder),
      originals_(originals_in(folder)),
      renditions_(renditions_in(folder)),
      notes_(folder / "prepared"),
      renderer_(std::move(renderer)) {
    originals_.remove_unfinished(crashed_after);
    renditions_.remove_unfinished(crashed_after);
}

PreparedPicture PicturePreparer::prepare(const std::filesystem::path& file) {
    // A pipe that nobody writes to must not hold us.
    const FileDescriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!opened.is_open()) {
        const bool missing = errno == ENOENT || errno == ENOTDIR;
        return missing ? refuse(ErrorKind::not_found, "picture_not_found", file.filename().string())
                       : refuse(ErrorKind::bad_input, "picture_unreadable", file.filename().string());
    }
    return prepare(opened.number(), file.filename().string());
}

PreparedPicture PicturePreparer::prepare(int file, const std::string& name) {
    struct stat found {};
    if (::fstat(file, &found) != 0 || !S_ISREG(found.st_mode)) {
        return refuse(ErrorKind::bad_input, "picture_unreadable", name);
    }
    if (static_cast<std::uint64_t>(found.st_size) > limits::picture_bytes_max) {
        return about({ErrorKind::too_large,
                      "picture_too_large",
                      {{"megabytes", std::to_string(limits::picture_bytes_max / 1024 / 1024)}}},
                     name);
    }
    const Result<Sha256> original = sha256_of_file(file);
    if (!original) {
        return refuse(ErrorKind::bad_input, "picture_unreadable", name);
    }
    if (std::optional<Evidence> before = prepared_before(*original)) {
        before->name = name;
        return *before;
    }
    if (const Result<void> room = room_for_pictures(folder_, static_cast<std::uint64_t>(found.st_size));
        !room) {
        return about(room.error(), name);
    }
    const Result<Rendered> rendered = renderer_.render(file);
    if (!rendered) {
        return about(rendered.error(), name);
    }
    const Result<Sha256> kept = originals_.put_file(file, limits::picture_bytes_max, name);
    if (!kept || *kept != *original) {
        return refuse(ErrorKind::bad_input, "picture_unreadable", name);  // changed under our hands
    }
    Evidence evidence;
    evidence.name = name;
    evidence.original = *original;
    evidence.preview = renditions_.put(rendered->preview);
    evidence.rendition = renditions_.put(rendered->rendition);
    evidence.taken = rendered->taken;
    evidence.likeness = rendered->likeness;
    remember(evidence);
    return evidence;
}

std::filesystem::path PicturePreparer::note_file(const Sha256& original) const {
    return notes_ / original.hex();
}

std::optional<Evidence> PicturePreparer::prepared_before(const Sha256& original) const {
    const Result<Bytes> note = read_file(note_file(original), note_bytes_max);
    const std::optional<PreparedPicture> before = note ? picture_from_note(text_of(*note)) : std::nullopt;
    const bool all_here = before && *before && (*before)->original == original &&
                          originals_.check(original) && renditions_.check(*(*before)->preview) &&
                          renditions_.check(*(*before)->rendition);
    return all_here ? std::optional(**before) : std::nullopt;
}

// Only saves work, so what is wrong with it shows nowhere but in time.
void PicturePreparer::remember(const Evidence& evidence) const {
    static_cast<void>(::mkdir(notes_.c_str(), 0700));
    (void)write_file(note_file(*evidence.original), bytes_of(note_of(PreparedPicture(evidence))), 0600);
}

}  // namespace phirap::agent
