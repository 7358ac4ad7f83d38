#include "agent/cli/invocation.h"

#include <array>

namespace phirap::agent {

Language language_of(const std::vector<std::string>& arguments, const char* environment) {
    std::string_view said = environment == nullptr ? "" : environment;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::string_view flag = arguments[i];
        if (flag == "--lang" && i + 1 < arguments.size()) {
            flag = arguments[i + 1];
        } else if (flag.starts_with("--lang=")) {
            flag.remove_prefix(7);
        } else {
            continue;
        }
        said = flag == "th" || flag == "en" ? flag : said;
    }
    return said.starts_with("en") ? Language::english : Language::thai;
}

const std::string& file_of(const Asked& asked) {
    static const std::string none;
    if (const auto* enrol = std::get_if<EnrolAsked>(&asked)) {
        return enrol->file;
    }
    if (const auto* record = std::get_if<RecordAsked>(&asked)) {
        return record->file;
    }
    if (const auto* import = std::get_if<ImportAsked>(&asked)) {
        return import->file;
    }
    if (const auto* bundle = std::get_if<BundleAsked>(&asked);
        bundle != nullptr && bundle->action == "import") {
        return bundle->file;
    }
    return none;
}

const std::string& made_file_of(const Asked& asked) {
    static const std::string none;
    const auto* bundle = std::get_if<BundleAsked>(&asked);
    return bundle != nullptr && bundle->action == "export" ? bundle->file : none;
}

std::string_view name_of(const Asked& asked) {
    static constexpr std::array<std::string_view, std::variant_size_v<Asked>> names = {
        "enrol",     "record", "attach", "import", "report", "submit", "settle",
        "conflicts", "bundle", "sync",   "status", "serve",  "desk",   "doctor"};
    return names.at(asked.index());
}

}  // namespace phirap::agent
