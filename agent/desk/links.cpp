#include "agent/desk/links.h"

#include <algorithm>
#include <string>

namespace phirap::agent {

bool looks_like_a_link(std::string_view text) {
    std::string begin(text.substr(0, 8));
    std::ranges::transform(begin, begin.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const std::size_t scheme = begin.starts_with("https://") ? 8 : begin.starts_with("http://") ? 7 : 0;
    if (scheme == 0) {
        return false;
    }
    text.remove_prefix(scheme);
    const std::string_view host = text.substr(0, text.find_first_of("/?#"));
    const std::size_t dot = host.find('.');
    const bool blank = std::ranges::any_of(text, [](char c) { return c == ' ' || c == '\t' || c == '\n'; });
    return dot != host.npos && dot > 0 && dot + 1 < host.size() && !blank;
}

}  // namespace phirap::agent
