#include "agent/cli/run.h"

#include <chrono>
#include <thread>

#include "agent/cli/answering.h"
#include "agent/cli/browser.h"
#include "agent/cli/second_copy_words.h"

namespace phirap::agent {
namespace {

int dispatch(const Invocation& invocation, Context& context, Shares shares) {
    struct Visitor {
        Context& context;
        Shares shares;

        int operator()(const EnrolAsked& asked) const {
            return enrol(asked, context, shares.clock, shares.chance);
        }
        int operator()(const RecordAsked& asked) const { return record(asked, context); }
        int operator()(const AttachAsked& asked) const { return attach(asked, context); }
        int operator()(const ImportAsked& asked) const { return import(asked, context); }
        int operator()(const ReportAsked& asked) const { return report(asked, context); }
        int operator()(const SubmitAsked& asked) const { return submit(asked, context); }
        int operator()(const SettleAsked& asked) const { return settle(asked, context); }
        int operator()(const ConflictsAsked& asked) const { return conflicts(asked, context); }
        int operator()(const BundleAsked& asked) const { return bundle(asked, context); }
        int operator()(const StatusAsked&) const { return status(context); }
        int operator()(const DoctorAsked&) const { return doctor(context, shares.clock, shares.chance); }
        int operator()(const DeskAsked& asked) const { return desk(asked, context); }
        int operator()(const SyncAsked&) const { return Exit::failed; }  // see run_on_store
        int operator()(const ServeAsked&) const {
            return context.report(Error{ErrorKind::busy, "already_serving", {}});
        }
    };
    return std::visit(Visitor{context, shares}, invocation.asked);
}

// One contact, in a process of its own. It may take minutes, so whoever records meanwhile is answered here.
int sync_here(const Invocation& invocation, Context& context, OpenAgent& agent, Shares shares) {
    std::mutex line_mutex;
    const std::atomic<bool> stop = false;
    LineEstimate line = context.store->line();
    CurlTransport transport(line_options(context.store->enrolment(), context.config));
    Uploading uploading(transport, renditions_folder(context.folder));
    const auto contact = [&] {
        const std::lock_guard turn(line_mutex);
        uploading.asked_by_a_person();
        return run_contact({*context.store, shares.mutex}, transport, line, stop, &uploading);
    };
    // Whoever is answered begins from a context of his own: ours is written to when the contact has ended.
    const Context as_called = context;
    const Answering answering({agent, as_called, shares, contact}, 2);
    return run_on_store(invocation, context, shares, contact);
}

int run_here(const Invocation& invocation, Context& context, OpenAgent& agent, Shares shares) {
    context.store = agent.store.get();
    context.folder_is_open_to_others = agent.folder.is_open_to_others();
    context.key_was_open_to_others = agent.key_was_open_to_others;
    context.err += words_of_opening(agent, context.language);
    if (agent.key_was_open_to_others && !std::holds_alternative<DoctorAsked>(invocation.asked)) {
        context.err +=
            say(context.language, "doctor_key_open", {{"file", key_file(context.folder).string()}}) + "\n";
    }
    if (std::holds_alternative<SyncAsked>(invocation.asked)) {
        return sync_here(invocation, context, agent, shares);
    }
    return run_on_store(invocation, context, shares, [] { return Contact(); });
}

// Two commands that meet: one takes some milliseconds, and the other waits for it.
constexpr std::int64_t busy_patience_ms = 5'000;
constexpr std::chrono::milliseconds busy_pause(20);

// The folder, opened; or what the process that has it answered.
std::variant<Result<std::unique_ptr<OpenAgent>>, ControlReply> open_or_ask(const Invocation& invocation,
                                                                           const Context& context,
                                                                           Clock& clock, Chance& chance) {
    const std::int64_t end_ms = clock.steady_ms() + busy_patience_ms;
    while (true) {
        auto agent = open_agent(context.folder, clock, chance);
        if (agent || agent.error().key != "folder_busy") {
            return agent;
        }
        auto reply = ask_owner(invocation, context);
        if (reply) {
            return *std::move(reply);
        }
        if (reply.error().key != "control_absent") {
            return tl::unexpected(reply.error());
        }
        if (clock.steady_ms() >= end_ms) {
            return agent;
        }
        std::this_thread::sleep_for(busy_pause);
    }
}

int say_reply(const ControlReply& reply, Context& context) {
    context.out += reply.out;
    context.err += reply.err;
    context.made = reply.made;
    return reply.status;
}

// Nothing is started for it: only a service that runs has a desk. The browser is opened here, on the screen
// of whoever asks.
int ask_for_desk(const Invocation& invocation, Context& context) {
    const Result<ControlReply> reply = ask_owner(invocation, context);
    if (!reply) {
        return reply.error().key == "control_absent" ? desk({}, context) : context.report(reply.error());
    }
    const int status = say_reply(*reply, context);
    if (status != Exit::done || context.made.empty()) {
        return status;
    }
    const std::string url(text_of(std::exchange(context.made, {})));
    if (!open_in_browser(context.folder, url)) {
        context.say_line("desk_no_browser", {{"url", url}});
        return Exit::failed;
    }
    context.say_line("desk_opened");
    return Exit::done;
}

// Commands that make the folder, or look at what is wrong with it, open it by themselves.
int run_alone(const Invocation& invocation, Context& context, Clock& clock, Chance& chance) {
    if (const auto* asked = std::get_if<EnrolAsked>(&invocation.asked)) {
        return enrol(*asked, context, clock, chance);
    }
    return doctor(context, clock, chance);
}

}  // namespace

std::filesystem::path folder_of(const Invocation& invocation) {
    return invocation.data.empty() ? default_folder() : std::filesystem::path(invocation.data);
}

Result<Config> config_of(const Invocation& invocation) {
    if (!invocation.config.empty()) {
        return read_config(invocation.config);
    }
    const std::filesystem::path file = folder_of(invocation) / "config.toml";
    std::error_code missing;
    return std::filesystem::exists(file, missing) ? read_config(file) : Config{};
}

LineOptions line_options(const Enrolment& enrolment, const Config& config) {
    LineOptions options;
    options.url = config.url.empty() ? enrolment.url : config.url;
    options.pin = enrolment.pin;
    options.proxy = config.proxy;
    options.stalled_ms = config.stalled_ms;
    options.bytes_per_s_max = config.line.bytes_per_s_max;
    return options;
}

int run_on_store(const Invocation& invocation, Context& context, Shares shares,
                 const std::function<Contact()>& contact) {
    try {
        if (std::holds_alternative<SyncAsked>(invocation.asked)) {
            const Contact made = contact();
            const std::lock_guard lock(shares.mutex);
            return say_contact(made, context);
        }
        const std::lock_guard lock(shares.mutex);
        return dispatch(invocation, context, shares);
    } catch (const std::exception& error) {
        return context.report(error);
    }
}

int run(const Invocation& invocation, Context& context, Clock& clock, Chance& chance) {
    try {
        if (std::holds_alternative<ServeAsked>(invocation.asked)) {
            return serve(std::get<ServeAsked>(invocation.asked), context, clock, chance);
        }
        if (std::holds_alternative<DeskAsked>(invocation.asked)) {
            return ask_for_desk(invocation, context);
        }
        const bool alone = std::holds_alternative<EnrolAsked>(invocation.asked) ||
                           std::holds_alternative<DoctorAsked>(invocation.asked);
        if (alone && !holds_an_agent(context.folder)) {
            // A service that waits to be enrolled holds the folder.
            if (std::holds_alternative<EnrolAsked>(invocation.asked)) {
                if (const auto reply = ask_owner(invocation, context)) {
                    return say_reply(*reply, context);
                }
            }
            return run_alone(invocation, context, clock, chance);
        }
        const auto agent = open_or_ask(invocation, context, clock, chance);
        if (const auto* reply = std::get_if<ControlReply>(&agent)) {
            return say_reply(*reply, context);
        }
        const auto& opened = std::get<Result<std::unique_ptr<OpenAgent>>>(agent);
        if (alone && !opened) {
            return run_alone(invocation, context, clock, chance);
        }
        if (!opened) {
            return context.report(opened.error());
        }
        std::mutex mutex;
        return run_here(invocation, context, **opened, {mutex, clock, chance});
    } catch (const std::exception& error) {
        return context.report(error);
    }
}

}  // namespace phirap::agent
