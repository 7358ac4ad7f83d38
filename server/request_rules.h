// What the server's door takes of a request's head (shared/http/request_head.h).
#pragma once

#include "shared/http/request_head.h"

namespace phirap::server {

// An agent's whole head has under 1 KiB, a browser's two; nginx passes on at most 8 KiB of each line. The
// longest target that is ours has 77 bytes. No query means anything here, and no header of ours needs a "%".
[[nodiscard]] const HeadRules& request_rules();

}  // namespace phirap::server
