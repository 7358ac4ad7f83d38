// What a request that was lost tells of the line.
#pragma once

#include "agent/line_estimate.h"
#include "agent/transport.h"

namespace phirap::agent {

// A server that cannot be reached says nothing about how much the line carries.
inline void note_lost(LineEstimate& line, const std::optional<Transport::Passed>& passed,
                      std::int64_t lasted_ms) {
    if (!passed) {
        line.cut(lasted_ms);
    } else if (passed->bytes > 0) {
        line.cut(passed->ms, passed->bytes);
    }
}

}  // namespace phirap::agent
