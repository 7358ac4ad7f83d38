// The part of `status` that is about pictures: for each month how many are in, for each that is not where it
// is and why it waits.
#pragma once

#include "agent/cli/context.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {

// Pictures with something on this PC that the server is not known to hold.
[[nodiscard]] std::uint64_t pictures_to_send(const Context& context);
void tell_pictures(Context& context);
// Members `months` and `pictures` of the object that is open.
void write_pictures(JsonWriter& json, const Context& context);

}  // namespace phirap::agent
