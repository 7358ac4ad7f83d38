#include "shared/wire/cbor.h"
#include "shared/wire/limits.h"
#include "shared/wire/sync_message.h"

namespace phirap {

Bytes encode_page(const std::vector<PageItem>& items) {
    CborWriter out;
    out.array(items.size());
    for (const PageItem& item : items) {
        if (!item.frame.empty()) {
            out.bytes(item.frame);
            continue;
        }
        out.array(4);
        out.bytes(item.run.lineage.view());
        out.unsigned_number(item.run.first);
        out.unsigned_number(item.run.count);
        out.unsigned_number(item.run.last);
    }
    return out.take();
}

std::optional<std::vector<PageItem>> decode_page(BytesView bytes) {
    if (bytes.size() > limits::page_bytes_max) {
        return std::nullopt;
    }
    CborReader in(bytes);
    std::vector<PageItem> items(in.array(limits::page_items_max));
    for (PageItem& item : items) {
        if (in.next() == CborReader::Kind::bytes) {
            const BytesView frame = in.bytes(limits::frame_bytes_max);
            item.frame.assign(frame.begin(), frame.end());
            if (frame.empty()) {
                in.fail();
            }
            continue;
        }
        if (in.array(4) != 4) {
            in.fail();
        }
        item.run.lineage = in.id<LineageId>();
        item.run.first = in.unsigned_number(INT64_MAX - limits::run_operations_max);
        item.run.count = in.unsigned_number(limits::run_operations_max);
        item.run.last = in.unsigned_number();
        if (item.run.first == 0 || item.run.count == 0) {
            in.fail();
        }
    }
    return in.finished() ? std::optional(std::move(items)) : std::nullopt;
}

Bytes encode_response(const SyncResponse& response) {
    CborWriter out;
    out.array(2);
    out.bytes(response.acknowledgement);
    out.bytes(response.page);
    return out.take();
}

std::optional<SyncResponse> decode_response(BytesView bytes) {
    CborReader in(bytes);
    const bool shaped = bytes.size() <= limits::response_bytes_max && in.array(2) == 2;
    const BytesView acknowledgement = in.bytes(limits::response_bytes_max);
    const BytesView page = in.bytes(limits::page_bytes_max);
    if (!shaped || !in.finished()) {
        return std::nullopt;
    }
    return SyncResponse{{acknowledgement.begin(), acknowledgement.end()}, {page.begin(), page.end()}};
}

}  // namespace phirap
