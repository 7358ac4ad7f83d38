#include "agent/cli/context.h"

#include <algorithm>
#include <array>

#include "shared/wire/status_json.h"

namespace phirap::agent {
namespace {

// Errors that no other command line would mend: the store's keeper has to look.
bool store_needs_attention(const Error& error) {
    static constexpr std::array<std::string_view, 2> others = {"folder_read_only", "key_exists"};
    return std::ranges::find(others, error.key) != others.end() ||
           (error.key.starts_with("store_") && error.kind != ErrorKind::busy) ||
           (error.key.starts_with("key_") && error.kind != ErrorKind::busy);
}

}  // namespace

std::string Context::author(const std::string& typed) const {
    if (!typed.empty()) {
        return typed;
    }
    if (!config.author.empty()) {
        return config.author;
    }
    return store == nullptr ? "" : store->enrolment().machine;
}

int Context::complain(const Error& error, int status) {
    const std::string message = say(language, error);
    err += message + "\n";
    if (json) {
        out += error_json(error, message);
    }
    return status;
}

int Context::report(const Error& error) {
    return complain(error, report_status(error));
}

int Context::report_status(const Error& error) {
    return store_needs_attention(error) ? Exit::store_needs_attention : Exit::failed;
}

int Context::report(const StoreError& error) {
    const Error said{ErrorKind::damaged, error.key(), error.arguments()};
    return complain(said, Exit::store_needs_attention);
}

int Context::report(const std::exception& error) {
    if (const auto* of_store = dynamic_cast<const StoreError*>(&error)) {
        return report(*of_store);
    }
    return complain({ErrorKind::unknown_outcome, "out_of_means", {{"what", error.what()}}}, Exit::failed);
}

}  // namespace phirap::agent
