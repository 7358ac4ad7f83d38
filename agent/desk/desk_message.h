// A request's head as the desk understands it, and a reply as it goes out: values to values.
#pragma once

#include <optional>

#include "agent/desk/exchange.h"
#include "shared/http/request_head.h"

namespace phirap::agent {

[[nodiscard]] const HeadRules& desk_rules();

// Nothing when it could be read in two ways: a header or a name in the query that comes twice, "%" without
// two digits behind it, a path that is no UTF-8 or has a NUL. Cookies alone may repeat.
[[nodiscard]] std::optional<DeskRequest> desk_request_from(const RequestHead& head);

// What a body of this request may have at most.
[[nodiscard]] std::size_t bytes_brought_max(const DeskRequest& request);

// Every value of the cookie, as they came: two programs on one host may each have left one.
[[nodiscard]] std::vector<std::string> cookie_values(std::string_view header, std::string_view name);

// Head and body; of an answer to HEAD the head alone.
[[nodiscard]] std::string to_bytes(const DeskReply& reply, bool head_alone);

}  // namespace phirap::agent
