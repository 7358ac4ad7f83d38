#include "shared/core/lineage.h"

#include "shared/core/invariant.h"

namespace phirap {

OperationId root_id(const LineageRoot& root) {
    invariant(is_office(root.office), "an office's code has 1 to 16 bytes");
    const std::uint8_t length = static_cast<std::uint8_t>(root.office.size());
    return {digest_of({root.server.view(),
                       {&length, 1},
                       bytes_of(root.office),
                       root.writer.view(),
                       root.lineage.view()})
                .bytes};
}

OperationId operation_id(const OperationId& parent, BytesView body) {
    return {digest_of({parent.view(), body}).bytes};
}

}  // namespace phirap
