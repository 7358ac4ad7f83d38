// WebP under a bound of bytes.
#pragma once

#include "agent/pictures/pixels.h"

namespace phirap::agent {

struct WebpBound {
    int quality;      // to begin with, 0 to 100
    int quality_min;  // below which the picture is made smaller instead
    std::size_t bytes_max;
};

// Method 4. The quality is lowered no further than the bound asks for; past `quality_min` the picture loses
// pixels. Empty when there is no memory.
[[nodiscard]] Bytes webp_within(const Pixels& pixels, const WebpBound& bound);

}  // namespace phirap::agent
