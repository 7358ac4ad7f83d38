// The daily look for rot, of the running server: what the disk changed is found before somebody asks for it.
#pragma once

#include "server/centre.h"
#include "server/progress.h"
#include "shared/host/log.h"

namespace phirap::server {

struct Scrubbed {
    std::uint64_t operations = 0;  // read
    std::uint64_t met = 0;         // of those, rotten and not noted before
    bool stopped = false;
};

// Reads every office's log, one after another, beside whoever writes; the store for writing is taken only
// where rot was met, to note it (server/rot.h). Says in the log what it found. Throws StoreError.
Scrubbed scrub(Centre& centre, const Log& log, const GoOn& go_on);

}  // namespace phirap::server
