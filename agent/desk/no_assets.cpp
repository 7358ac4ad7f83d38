// In place of the pages, where the program is built without them.
#include "agent/desk/assets.h"

namespace phirap::agent {

std::span<const Asset> assets() {
    return {};
}

}  // namespace phirap::agent
