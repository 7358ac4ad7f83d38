// The road for trouble that comes from the world; StoreError (shared/host/database.h) is the road for a
// machine in trouble, invariant() the one for our own mistakes.
#pragma once

#include <tl/expected.hpp>

#include "shared/core/error.h"

namespace phirap {

template <typename T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string key, Arguments arguments = {}) {
    return tl::unexpected<Error>(Error{kind, std::move(key), std::move(arguments)});
}

}  // namespace phirap
