// The pictures that a command names, prepared in the process that was called: with its rights, from its
// folder, before anyone holds the store.
#pragma once

#include "agent/cli/context.h"
#include "agent/cli/invocation.h"

namespace phirap::agent {

// Of `attach` every file, by the name that was typed. Of `import` what lies beside the file or in --pictures
// and whose name stands in the file, by that name; the folder that was named goes before the file's own.
// Nothing where there is no store yet. Throws StoreError.
[[nodiscard]] Pictures pictures_named(const Invocation& invocation, const Context& context);

}  // namespace phirap::agent
