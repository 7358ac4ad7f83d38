#include "tests/support/tests_folder.h"

namespace phirap {

std::filesystem::path tests_folder() {
    return PHIRAP_TESTS_DIR;
}

}  // namespace phirap
