#include "shared/replica/fold.h"

#include "shared/wire/operation_body.h"

namespace phirap {

Law law_of(const OperationLog& log, const WriterId& server) {
    const std::vector<Operation> operations = log.operations("");
    return law_of(operations, log.ancestry(), server,
                  [&](const LineageId& lineage, std::uint64_t sequence, const OperationId& id) {
                      return log.find(lineage, sequence, id);
                  });
}

Report fold(const OperationLog& log, const Scope& scope, const Law& law) {
    Report report = merge(log.operations(to_text(scope)), log.ancestry(), law);
    report.scope = scope;
    return report;
}

}  // namespace phirap
