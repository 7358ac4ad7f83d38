// The small bodies of the door's own settings: an object of texts.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>

#include "shared/core/bytes.h"

namespace phirap::agent {

// The members named, each a text of at most 16 KiB, "" where one is missing. Nothing when the body is no JSON
// object of these alone.
[[nodiscard]] std::optional<std::map<std::string, std::string>> texts_in(
    BytesView body, std::initializer_list<std::string_view> members);

}  // namespace phirap::agent
