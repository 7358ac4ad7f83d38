#include "shared/replica/cut_frame.h"

#include <algorithm>

#include "shared/wire/limits.h"

namespace phirap {
namespace {

// Thai reports deflate 5 to 6 times; a first guess that is too large is halved.
constexpr std::size_t shrinks_by = 5;

std::optional<Frame> pack(const OperationLog& log, const LoggedBranch& branch, std::uint64_t after,
                          std::span<const Bytes> bodies, bool with_history, Bytes seal) {
    const std::uint64_t start = branch.fork ? branch.fork->sequence : 0;
    const std::optional<Place> parent =
        after > start ? std::optional(Place{branch.number, after}) : branch.fork;
    std::vector<BytesView> views(bodies.begin(), bodies.end());
    FrameHeader header;
    header.writer = branch.writer;
    header.lineage = branch.lineage;
    header.first = after + 1;
    return pack_frame(header, views, with_history ? log.history(parent) : Bytes(), std::move(seal));
}

}  // namespace

std::optional<Frame> cut_frame(const OperationLog& log, const LoggedBranch& branch, std::uint64_t after,
                               std::uint64_t last, const CutSize& size, bool with_history,
                               const WriterId& server, const SigningKey* key) {
    const std::uint64_t start = branch.fork ? branch.fork->sequence : 0;
    after = std::max(after, start);
    last = std::min(last, branch.tip);
    if (after >= last) {
        return std::nullopt;
    }
    const LineageRoot root{server, log.office(), branch.writer, branch.lineage};
    const bool own = key != nullptr && key->writer() == branch.writer;
    const std::size_t raw_max = std::min(limits::frame_raw_bytes_max, size.bytes_max * shrinks_by);
    const std::size_t count_max = std::min(limits::frame_operations_max, size.operations_max);
    std::vector<Bytes> bodies = log.bodies(branch.number, after + 1, last, count_max, raw_max);
    OperationLog::Seal seal;
    if (!own) {
        std::optional<OperationLog::Seal> kept = log.last_seal(branch.number, after, after + bodies.size());
        if (!kept) {
            kept = log.first_seal(branch.number, after);
        }
        if (!kept || kept->sequence > last) {
            return std::nullopt;
        }
        seal = *kept;
        bodies = log.bodies(branch.number, after + 1, seal.sequence, limits::frame_operations_max,
                            limits::frame_raw_bytes_max);
        if (after + bodies.size() != seal.sequence) {
            return std::nullopt;
        }
    }
    if (bodies.empty()) {
        return std::nullopt;
    }
    const OperationId parent_id = after > start ? *log.id_at({branch.number, after})
                                  : branch.fork ? *log.id_at(*branch.fork)
                                                : root_id(root);
    while (true) {
        const std::uint64_t end = after + bodies.size();
        if (own) {
            seal = {end, make_seal(*key, root, end, *log.id_at({branch.number, end}))};
        }
        std::optional<Frame> frame = pack(log, branch, after, bodies, with_history, seal.bytes);
        frame->header.parent = name_of(parent_id);
        const std::size_t overhead = 256;
        if (!own || bodies.size() == 1 || frame->deflated.size() + overhead <= limits::frame_bytes_max) {
            return frame;
        }
        bodies.resize(bodies.size() / 2);
    }
}

}  // namespace phirap
