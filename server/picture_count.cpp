#include "server/picture_count.h"

#include <algorithm>

#include "server/upload_store.h"
#include "shared/core/evidence.h"

namespace phirap::server {

PictureCount count_pictures(const ServerStore& store, const Office& office, const Report& report) {
    std::vector<Sha256> named;
    for (const EntityState* state : report.visible(EntityKind::evidence)) {
        if (const Evidence evidence = evidence_of(*state); evidence.rendition) {
            named.push_back(*evidence.rendition);
        }
    }
    const std::vector<Kept> kept = pictures_kept(store.database(), office, named);
    return {named.size(),
            static_cast<std::size_t>(std::ranges::count_if(kept, [](Kept one) { return one != Kept::no; }))};
}

}  // namespace phirap::server
