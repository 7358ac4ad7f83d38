// From what was asked to what was done: opens what the command needs and catches what the machine throws.
#pragma once

#include <functional>
#include <mutex>

#include "agent/cli/commands.h"
#include "agent/curl_transport.h"

namespace phirap::agent {

// In a process of its own. Where a service has the folder, the service is asked to do it.
int run(const Invocation& invocation, Context& context, Clock& clock, Chance& chance);

// What a command shares with the rest of its process.
struct Shares {
    std::mutex& mutex;  // of the store
    Clock& clock;
    Chance& chance;
};
// On the store in the context, which is held meanwhile: every command but serve. `contact` makes one with
// the server, and the store is not held while it does. A StoreError is said as any other.
int run_on_store(const Invocation& invocation, Context& context, Shares shares,
                 const std::function<Contact()>& contact);

// The folder that was asked for, and the settings that hold there: --config, or its own config.toml.
[[nodiscard]] std::filesystem::path folder_of(const Invocation& invocation);
[[nodiscard]] Result<Config> config_of(const Invocation& invocation);

[[nodiscard]] LineOptions line_options(const Enrolment& enrolment, const Config& config);

}  // namespace phirap::agent
