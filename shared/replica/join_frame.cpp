#include "shared/replica/join_frame.h"

#include <algorithm>

#include "shared/core/mutant.h"
#include "shared/wire/operation_body.h"

namespace phirap {
namespace {

// Where we stand while walking along a frame: an operation, or a lineage's root.
struct Standing {
    std::optional<Place> place;
    OperationId id;
};

std::optional<Standing> parent_of(const OperationLog& log, const FrameHeader& header,
                                  const LineageRoot& root) {
    if (header.first == 1) {
        const OperationId id = root_id(root);
        return name_of(id) == header.parent ? std::optional(Standing{std::nullopt, id}) : std::nullopt;
    }
    const std::optional<Place> place = log.find(header.lineage, header.first - 1, header.parent);
    if (!place || log.branch(place->branch).writer != header.writer) {
        return std::nullopt;
    }
    return Standing{place, *log.id_at(*place)};
}

bool begins_at(const LoggedBranch& branch, const std::optional<Place>& place, const LineageRoot& root) {
    return branch.fork == place && branch.lineage == root.lineage && branch.writer == root.writer;
}

// The place of the operation `id` whose parent is `at`, when it is held. Its bytes there are mended with
// these when they had rotted.
std::optional<Place> step(OperationLog& log, const std::optional<Place>& at, const OperationId& id,
                          BytesView body, const LineageRoot& root) {
    const std::uint64_t sequence = at ? at->sequence + 1 : 1;
    const auto is_there = [&](const Place& place) {
        return log.is_damaged(place) ? log.heal(place, id, body) : log.id_at(place) == id;
    };
    if (at && sequence <= log.branch(at->branch).tip &&
        (is_there({at->branch, sequence}) || mutant(Mutant::same_number_is_same))) {
        return Place{at->branch, sequence};
    }
    for (const LoggedBranch& branch : log.branches()) {
        if (begins_at(branch, at, root) && branch.tip >= sequence && is_there({branch.number, sequence})) {
            return Place{branch.number, sequence};
        }
    }
    return std::nullopt;
}

// The branch that goes on from `at`: its own while `at` is its tip, else a new one.
std::uint32_t branch_from(OperationLog& log, const Standing& at, const LineageRoot& root) {
    if (at.place && log.branch(at.place->branch).tip == at.place->sequence) {
        return at.place->branch;
    }
    for (const LoggedBranch& branch : log.branches()) {
        const std::uint64_t start = at.place ? at.place->sequence : 0;
        if (begins_at(branch, at.place, root) && branch.tip == start) {
            return branch.number;
        }
    }
    return log.add_branch(root.lineage, root.writer, at.place, at.id);
}

std::vector<OperationId> ids_behind(OperationId parent, const std::vector<Bytes>& bodies) {
    std::vector<OperationId> ids;
    ids.reserve(bodies.size());
    for (const Bytes& body : bodies) {
        ids.push_back(parent = operation_id(parent, body));
    }
    return ids;
}

// Walks along what is held already, and appends the rest.
void add(OperationLog& log, const LineageRoot& root, Standing at, const std::vector<OperationId>& ids,
         std::vector<Bytes> bodies, Join& join) {
    join.outcome = Join::Outcome::held;
    const std::uint64_t first = at.place ? at.place->sequence + 1 : 1;
    std::size_t next = 0;
    for (; next < ids.size(); ++next) {
        const std::optional<Place> held = step(log, at.place, ids[next], bodies[next], root);
        if (!held) {
            break;
        }
        at = {held, ids[next]};
    }
    if (next < ids.size()) {
        for (std::size_t i = next; i < ids.size(); ++i) {
            const std::optional<Scope> scope = scope_of_body(bodies[i]);
            join.operations.push_back(
                {ids[i], scope ? to_text(*scope) : std::string(), std::move(bodies[i])});
        }
        join.added = {branch_from(log, at, root), first + next, ids.size() - next};
        log.append(join.added.branch, join.operations);
        at.place = Place{join.added.branch, first + ids.size() - 1};
    }
    join.last = *at.place;
}

}  // namespace

Want want_before(const OperationLog& log, const LineageId& lineage, std::uint64_t before) {
    Want want;
    want.lineage = lineage;
    for (const LoggedBranch& branch : log.branches()) {
        if (branch.lineage == lineage && branch.tip < before && branch.tip > want.from) {
            want.from = branch.tip;
            want.name = name_of(branch.tip_id);
        }
    }
    return want;
}

Join join_frame(OperationLog& log, const Frame& frame, const LineageRoot& root, const PublicKey& key) {
    Join join;
    const std::optional<Standing> parent = parent_of(log, frame.header, root);
    if (!parent) {
        join.outcome = Join::Outcome::gap;
        join.want = want_before(log, frame.header.lineage, frame.header.first);
        return join;
    }
    const bool with_history = frame.header.with_history;
    Result<std::vector<Bytes>> bodies =
        unpack_frame(frame, with_history ? log.history(parent->place) : Bytes());
    if (!bodies) {
        join.outcome = with_history ? Join::Outcome::no_history : Join::Outcome::damaged;
        join.want = {frame.header.lineage, frame.header.first - 1, frame.header.parent,
                     Want::Why::no_history};
        return join;
    }
    const std::vector<OperationId> ids = ids_behind(parent->id, *bodies);
    const std::uint64_t last = frame.header.first + bodies->size() - 1;
    if (mutant(Mutant::poison_refused) &&
        std::ranges::any_of(*bodies, [](const Bytes& body) { return !decode_body(body); })) {
        return join;
    }
    if (!mutant(Mutant::seal_unchecked) && !seal_holds(frame.seal, root, last, ids.back(), key)) {
        return join;
    }
    add(log, root, *parent, ids, std::move(*bodies), join);
    log.keep_seal(join.last, frame.seal);
    return join;
}

Join join_run(OperationLog& log, const LineageRoot& root, std::uint64_t first, const OperationId& parent,
              std::vector<Bytes> bodies) {
    Join join;
    FrameHeader header;
    header.writer = root.writer;
    header.lineage = root.lineage;
    header.first = first;
    header.parent = name_of(parent);
    const std::optional<Standing> at = parent_of(log, header, root);
    if (!at || at->id != parent) {
        join.outcome = Join::Outcome::gap;
        join.want = want_before(log, root.lineage, first);
        return join;
    }
    const std::vector<OperationId> ids = ids_behind(parent, bodies);
    add(log, root, *at, ids, std::move(bodies), join);
    return join;
}

}  // namespace phirap
