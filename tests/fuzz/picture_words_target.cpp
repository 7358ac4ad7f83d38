#include "agent/pictures/exif.h"
#include "agent/pictures/limits.h"
#include "agent/pictures/prepared.h"
#include "agent/pictures/render_message.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"

namespace phirap::fuzz {
namespace {

using namespace agent;

void check_exif(BytesView block) {
    const Exif exif = exif_from(block);
    promise(exif.orientation >= 1 && exif.orientation <= 8, "a picture is held in one of eight ways");
    promise(exif.taken.empty() || is_taken(exif.taken), "a time that was taken is one");
}

void check_message(BytesView message) {
    const Result<Rendered> read = rendered_from(message);
    promise(rendered_from(encode(read)) == read, "a message that is written is read the same");
    promise(!read || (read->preview.size() <= limits::preview_bytes_max &&
                      read->rendition.size() <= limits::rendition_bytes_max),
            "renditions keep their bounds");
}

void check_note(std::string_view text) {
    if (const std::optional<PreparedPicture> read = picture_from_note(text)) {
        promise(picture_from_note(note_of(*read)) == read, "a note that is written is read the same");
    }
}

}  // namespace

void picture_words(BytesView bytes) {
    Choices choices(bytes);
    switch (choices.one_of(3)) {
        case 0:
            return check_exif(choices.rest());
        case 1:
            return check_message(choices.rest());
        default:
            return check_note(choices.rest_text());
    }
}

}  // namespace phirap::fuzz
