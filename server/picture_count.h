// Of the pictures that a report names, how many are here.
#pragma once

#include "server/server_store.h"

namespace phirap::server {

struct PictureCount {
    std::size_t named = 0;  // with something to be sent; those known by name alone are not counted
    std::size_t in = 0;     // the picture itself; its preview is not asked about
};
[[nodiscard]] PictureCount count_pictures(const ServerStore& store, const Office& office,
                                          const Report& report);

}  // namespace phirap::server
