#include "server/feed_page.h"

#include "shared/core/mutant.h"
#include "shared/replica/cut_frame.h"
#include "shared/wire/limits.h"

namespace phirap::server {
namespace {

// What CBOR adds, at most: a reader refuses a page past its limit, heads included, and would ask for the
// same one for ever.
constexpr std::size_t array_head_max = 3;
constexpr std::size_t frame_head_max = 5;
constexpr std::size_t run_bytes_max = 41;

// Nothing when the run has rotted and the reader does not hold it.
std::optional<PageItem> item_of(const ServerStore& store, const OperationLog& log, const FeedRun& fed,
                                const Frontier& reader_holds) {
    const LoggedBranch& branch = log.branch(fed.run.branch);
    const std::uint64_t last = fed.run.first + fed.run.count - 1;
    PageItem item;
    if (reader_holds.holds({fed.run.branch, last})) {
        item.run = {branch.lineage, fed.run.first, fed.run.count,
                    name_of(*log.id_at({fed.run.branch, last}))};
        return item;
    }
    // The run was one frame's, so it fits one again; its end has the author's seal.
    const std::optional<Frame> frame =
        cut_frame(log, branch, fed.run.first - 1, last,
                  {limits::frame_bytes_max, limits::frame_operations_max}, true, store.id(), nullptr);
    if (!log.rot_met().empty() || !log.damaged().empty()) {
        if (!frame || frame->header.count != fed.run.count) {
            return std::nullopt;
        }
    }
    invariant(frame && frame->header.count == fed.run.count, "a run of the feed ends at a seal");
    item.frame = encode_frame(*frame);
    return item;
}

}  // namespace

bool is_of_this_feed(const ServerStore& store, const Office& office, const Cursor& cursor) {
    if (cursor.epoch != store.epoch()) {
        return false;
    }
    if (cursor.position == 0) {
        return cursor.chain == chain_start(store.id(), office);
    }
    // Pages end between runs, so a cursor that we gave stands at the end of one.
    Statement rows = store.database().rows(
        "SELECT chain, first_position + count - 1 FROM feed_run WHERE office = ? AND first_position <= ? "
        "ORDER BY first_position DESC LIMIT 1",
        office, cursor.position);
    return rows.next() && (rows.id<Digest>(0) == cursor.chain || mutant(Mutant::cursor_without_chain)) &&
           static_cast<std::uint64_t>(rows.integer(1)) == cursor.position;
}

std::optional<FeedPage> feed_page(const ServerStore& store, const OperationLog& log,
                                  const std::optional<Cursor>& cursor, const Frontier& reader_holds,
                                  std::size_t bytes_max) {
    const Office& office = log.office();
    if (cursor && !is_of_this_feed(store, office, *cursor)) {
        return std::nullopt;
    }
    FeedPage page;
    page.after = {store.epoch(), cursor ? cursor->position : 0,
                  cursor ? cursor->chain : chain_start(store.id(), office)};
    std::size_t bytes = array_head_max;
    for (const FeedRun& fed : store.feed_runs(office, page.after.position, limits::page_items_max / 4)) {
        std::optional<PageItem> item = item_of(store, log, fed, reader_holds);
        if (!item) {
            break;
        }
        const std::size_t more = item->frame.empty() ? run_bytes_max : item->frame.size() + frame_head_max;
        if (!page.items.empty() && bytes + more > bytes_max) {
            break;
        }
        bytes += more;
        page.items.push_back(*std::move(item));
        page.after.position = fed.first_position + fed.run.count - 1;
        page.after.chain = fed.chain;
    }
    return page;
}

}  // namespace phirap::server
