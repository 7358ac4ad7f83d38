// What a service stands on, enrolled or not: the signals that end it, its log, and the manager that watches
// it.
#pragma once

#include <array>

#include "shared/host/file_descriptor.h"
#include "shared/host/watchdog.h"

namespace phirap::agent {

struct Ground {
    // Before any thread is made: signals are blocked from here on, and threads inherit that.
    Ground();

    Log log;
    ServiceNotice notice;
    Watchdog watchdog{notice, log};
    FileDescriptor signals;  // readable when the service is to end
};

}  // namespace phirap::agent
