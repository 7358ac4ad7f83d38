#include "agent/cli/pictures_named.h"

#include "agent/opening.h"
#include "agent/pictures/prepare.h"

namespace phirap::agent {
namespace {

// A folder of photographs may hold years of them; only so many are looked at.
constexpr int folder_entries_max = 20'000;

// As JSON spells it in ASCII alone (RFC 8259 section 7), which many programs do by themselves; `upper`: with
// upper-case digits. Nothing of a name that is not UTF-8.
std::string escaped(std::string_view name, bool upper) {
    const std::string_view digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    std::string text;
    const auto put_unit = [&](std::uint32_t unit) {
        text += "\\u";
        for (const unsigned shift : {12U, 8U, 4U, 0U}) {
            text += digits[(unit >> shift) & 15U];
        }
    };
    for (std::size_t at = 0; at < name.size();) {
        const auto lead = static_cast<unsigned char>(name[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (length == 1) {
            text += name[at++];
            continue;
        }
        std::uint32_t point = lead & (0xffU >> (length + 1));
        for (std::size_t i = 1; i < length && at + i < name.size(); ++i) {
            point = (point << 6) | (static_cast<unsigned char>(name[at + i]) & 0x3fU);
        }
        if (point >= 0x10000) {
            put_unit(0xd800 + ((point - 0x10000) >> 10));
            put_unit(0xdc00 + ((point - 0x10000) & 0x3ff));
        } else {
            put_unit(point);
        }
        at += length;
    }
    return text;
}

// Whether the name stands in the file somewhere. Too often costs a rendering that nobody asks for.
bool stands_in(std::string_view text, const std::string& name) {
    return text.find(name) != text.npos || text.find(escaped(name, false)) != text.npos ||
           text.find(escaped(name, true)) != text.npos;
}

void prepare_folder(const std::filesystem::path& folder, std::string_view text, PicturePreparer& preparer,
                    Pictures& pictures) {
    std::error_code unreadable;
    int looked_at = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder, unreadable)) {
        const std::string name = entry.path().filename().string();
        if (++looked_at > folder_entries_max) {
            return;
        }
        if (!pictures.contains(name) && entry.is_regular_file(unreadable) && stands_in(text, name)) {
            pictures.emplace(name, preparer.prepare(entry.path()));
        }
    }
}

}  // namespace

Pictures pictures_named(const Invocation& invocation, const Context& context) {
    const auto* attach = std::get_if<AttachAsked>(&invocation.asked);
    const auto* import = std::get_if<ImportAsked>(&invocation.asked);
    Pictures pictures;
    if ((attach == nullptr && import == nullptr) || !holds_an_agent(context.folder)) {
        return pictures;
    }
    PicturePreparer preparer(context.folder);
    if (attach != nullptr) {
        for (const std::string& file : attach->files) {
            pictures.emplace(file, preparer.prepare(file));
        }
        return pictures;
    }
    const std::string_view text = text_of(*context.file);
    if (!import->pictures.empty()) {
        prepare_folder(import->pictures, text, preparer, pictures);
    }
    if (import->file != "-") {
        const std::filesystem::path beside = std::filesystem::path(import->file).parent_path();
        prepare_folder(beside.empty() ? "." : beside, text, preparer, pictures);
    }
    return pictures;
}

}  // namespace phirap::agent
