// The feed's page: what an office's machine has not had yet, in the order in which it came.
#pragma once

#include <optional>
#include <vector>

#include "server/server_store.h"

namespace phirap::server {

struct FeedPage {
    std::vector<PageItem> items;
    Cursor after;  // the reader's when it has joined all items
};

// Nothing when the cursor is not of this feed: another epoch, past its end, or another chain at its place.
// `cursor` nothing: from the beginning. Runs that the reader's offered tips prove it holds are named, not
// repeated; `tips_held` are their places. At most `bytes_max`, but at least one run; it ends before a run
// that has rotted and that the reader does not hold (log.rot_met() says where).
[[nodiscard]] std::optional<FeedPage> feed_page(const ServerStore& store, const OperationLog& log,
                                                const std::optional<Cursor>& cursor,
                                                const Frontier& reader_holds, std::size_t bytes_max);

// Whether we gave this cursor, and the feed up to it is still the one that we gave.
[[nodiscard]] bool is_of_this_feed(const ServerStore& store, const Office& office, const Cursor& cursor);

}  // namespace phirap::server
