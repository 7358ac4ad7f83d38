#include "server/enrol.h"

#include "server/intake.h"

namespace phirap::server {

CodeSecret make_code(ServerStore& store, const Office& office, std::int64_t valid_ms) {
    CodeSecret secret;
    store.chance().fill(secret);
    const std::int64_t now = store.clock().wall_ms();
    store.database().run("INSERT INTO code VALUES (?, ?, ?, ?, NULL)", digest_of({secret}), office, now,
                         now + valid_ms);
    return secret;
}

std::optional<Bytes> redeem(ServerStore& store, const EnrolmentRequest& request) {
    const Digest hash = digest_of({request.secret});
    const WriterId writer = writer_of(request.key);
    {
        Statement rows =
            store.database().rows("SELECT office, expires_ms, used_by FROM code WHERE secret_hash = ?", hash);
        if (!rows.next() || rows.text(0) != request.office) {
            return std::nullopt;
        }
        if (rows.is_null(2) ? rows.integer(1) < store.clock().wall_ms() : rows.id<WriterId>(2) != writer) {
            return std::nullopt;
        }
    }
    // An agent that is already known, another office's too, keeps its office: its operations are sealed for
    // it.
    if (const std::optional<AgentRow> known = store.agent(writer)) {
        return known->office == request.office ? std::optional(known->paper) : std::nullopt;
    }
    const Bytes paper = make_paper({store.id(), request.key, request.office}, store.key());
    if (!admit(store, request.office, paper, request.machine)) {
        return std::nullopt;
    }
    store.database().run("UPDATE code SET used_by = ? WHERE secret_hash = ?", writer, hash);
    return paper;
}

}  // namespace phirap::server
