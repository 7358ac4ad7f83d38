#include "server/cli/invocation.h"

namespace phirap::server {

Language language_of(const std::vector<std::string>& arguments, const char* environment) {
    std::string said = environment == nullptr ? "" : environment;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--lang" && i + 1 < arguments.size()) {
            said = arguments[i + 1];
        } else if (arguments[i].starts_with("--lang=")) {
            said = arguments[i].substr(7);
        }
    }
    return said.starts_with("en") ? Language::english : Language::thai;
}

}  // namespace phirap::server
