#include "server/quarantine.h"

#include <algorithm>

namespace phirap::server {

std::vector<KeptApart> quarantine_of(const ServerStore& store, const Office& office) {
    const OperationLog log = store.log(office);
    const Law law = store.law(office);
    std::vector<KeptApart> kept;
    for (const std::string& scope : log.scopes()) {
        for (const Operation& operation : log.operations(scope)) {
            const std::optional<std::string> reason = quarantine_reason(operation, law);
            if (!reason) {
                continue;
            }
            KeptApart& one = kept.emplace_back();
            one.office = office;
            one.scope = scope;
            one.id = operation.id;
            one.writer = operation.writer;
            one.reason = *reason;
            if (operation.body) {
                one.time = operation.body->time;
                one.author = operation.body->author;
            }
        }
    }
    std::ranges::sort(kept, {}, &KeptApart::id);
    return kept;
}

Result<OperationId> operation_asked(const ServerStore& store, const Office& office,
                                    const std::string& typed) {
    const OperationLog log = store.log(office);
    std::vector<OperationId> fitting;
    for (const std::string& scope : log.scopes()) {
        for (const Operation& operation : log.operations(scope)) {
            if (!typed.empty() && operation.writer != store.id() && operation.id.hex().starts_with(typed)) {
                fitting.push_back(operation.id);
            }
        }
    }
    if (fitting.size() != 1) {
        return fail(ErrorKind::not_found, "operation_unknown", {{"id", typed}});
    }
    return fitting.front();
}

}  // namespace phirap::server
