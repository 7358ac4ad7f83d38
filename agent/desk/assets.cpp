#include "agent/desk/assets.h"

#include <algorithm>

namespace phirap::agent {

const Asset* asset_at(std::string_view path) {
    const auto found = std::ranges::find(assets(), path, &Asset::path);
    return found == assets().end() ? nullptr : &*found;
}

}  // namespace phirap::agent
