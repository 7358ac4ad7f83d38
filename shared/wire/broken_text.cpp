#include "shared/wire/broken_text.h"

#include "shared/core/text.h"

namespace phirap {
namespace {

constexpr std::string_view broken_mark = "\xef\xbf\xbe";  // U+FFFE
constexpr std::string_view nul_mark = "\xef\xbf\xbf";     // U+FFFF

std::size_t letter_at(std::string_view text, std::size_t at) {
    for (std::size_t width = 1; width <= 4 && at + width <= text.size(); ++width) {
        if (is_utf8(text.substr(at, width))) {
            return width;
        }
    }
    return 0;
}

}  // namespace

std::string with_marks(std::string_view text) {
    std::string marked;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t width = letter_at(text, at);
        if (width == 0 || text[at] == '\0') {
            marked += width == 0 ? broken_mark : nul_mark;
            ++at;
        } else {
            marked += text.substr(at, width);
            at += width;
        }
    }
    return marked;
}

Broken broken(std::string_view marked) {
    if (marked.find(nul_mark) != marked.npos) {
        return Broken::nul;
    }
    return marked.find(broken_mark) == marked.npos ? Broken::no : Broken::bytes;
}

}  // namespace phirap
