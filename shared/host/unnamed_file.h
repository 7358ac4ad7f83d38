// Bytes as an open file that has no name: for whoever reads files, of what never was one. Nothing is left
// behind, however the process ends.
#pragma once

#include "shared/core/bytes.h"
#include "shared/host/file_descriptor.h"

namespace phirap {

// Throws StoreError when the system has no room for it.
[[nodiscard]] FileDescriptor unnamed_file(BytesView bytes);

}  // namespace phirap
