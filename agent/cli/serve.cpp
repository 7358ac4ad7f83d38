// `serve`: background sync, and commands that find the folder taken.
#include <poll.h>
#include <sys/signalfd.h>

#include <csignal>
#include <cstdio>
#include <thread>

#include "agent/background.h"
#include "agent/cli/answering.h"
#include "agent/cli/second_copy_words.h"
#include "agent/cli/spans.h"
#include "shared/core/thai_calendar.h"
#include "shared/host/disk_watch.h"
#include "shared/host/idle_memory.h"
#include "shared/host/link_watch.h"

namespace phirap::agent {
namespace {

// One may wait for a contact to end (`sync --once`) while the others record.
constexpr std::size_t answerers = 3;

FileDescriptor stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before any thread is made: they inherit it
    return FileDescriptor(::signalfd(-1, &signals, SFD_CLOEXEC));
}

class Service {
  public:
    Service(OpenAgent& agent, const Context& context, Clock& clock, Chance& chance)
        : agent_(agent),
          context_(context),
          shares_{mutex_, clock, chance},
          notice_(ServiceNotice::from_environment()),
          disk_(context.folder, log_),
          signals_(stop_signals()),
          office_(agent.store->enrolment().office),
          transport_(line_options(agent.store->enrolment(), context.config)),
          uploading_(transport_, renditions_folder(context.folder)),
          background_({{*agent.store, mutex_},
                       transport_,
                       chance,
                       log_,
                       context.config.interval_ms,
                       context.config.line,
                       &uploading_,
                       [this] { transport_.cancel(); },
                       [this] { disk_.look(); },
                       [this] { rest(); },
                       [this] { notice_.status(standing()); },
                       &watchdog_}) {}

    void run() {
        const Answering answering(
            {agent_, context_, shares_, [this] { return background_.contact_now(); },
             [this] {
                 return NextAttempt{background_.next_attempt_ms(), background_.is_held()};
             },
             [this](const Invocation& invocation) { after(invocation); }, &watchdog_},
            answerers);
        background_.start();
        say_ready();
        notice_.ready(standing());
        wait_for_signal();
        notice_.stopping(say(context_.language, "notice_stopping"));
        background_.stop();  // which lets go whoever waits for a contact
    }

  private:
    void say_ready() {
        const std::lock_guard lock(mutex_);
        const Enrolment& enrolment = agent_.store->enrolment();
        const std::string line = say(context_.language, "serve_ready",
                                     {{"office", enrolment.office},
                                      {"folder", context_.folder.string()},
                                      {"url", line_options(enrolment, context_.config).url}}) +
                                 "\n";
        std::fwrite(line.data(), 1, line.size(), stdout);
        std::fflush(stdout);
    }

    // One line for whoever asks the service manager.
    [[nodiscard]] std::string standing() {
        std::uint64_t waiting = 0;
        try {
            const std::lock_guard lock(mutex_);
            waiting = agent_.store->outbox();
        } catch (const StoreError& error) {
            return say(context_.language, error.key(), error.arguments());
        }
        const auto next_ms = background_.next_attempt_ms();
        const std::string key = next_ms ? "notice_standing" : "notice_on_the_line";
        return say(context_.language, key,
                   {{"office", office_},
                    {"n", shown(static_cast<std::int64_t>(waiting))},
                    {"time", next_ms ? shown_time(context_.language, *next_ms) : ""}});
    }

    void wait_for_signal() {
        LinkWatch link;
        while (true) {
            static_cast<void>(watchdog_.look());
            std::array<pollfd, 2> waiting = {pollfd{signals_.number(), POLLIN, 0},
                                             pollfd{link.descriptor(), POLLIN, 0}};
            ::poll(waiting.data(), waiting.size(), watchdog_.poll_ms());
            if (waiting[0].revents != 0) {
                return;
            }
            if (waiting[1].revents == 0) {
                continue;
            }
            try {
                if (const std::optional<std::string> what = link.came_up()) {
                    background_.line_came_up(*what);
                }
            } catch (const std::exception&) {
                // Short of memory: the line is tried when it is due.
            }
        }
    }

    void after(const Invocation& invocation) {
        if (std::holds_alternative<EnrolAsked>(invocation.asked)) {
            const std::lock_guard lock(mutex_);
            transport_.use(line_options(agent_.store->enrolment(), context_.config));
        }
        bool waiting = false;
        try {
            const std::lock_guard lock(mutex_);
            waiting = agent_.store->outbox() > 0;
        } catch (const StoreError&) {
            waiting = true;  // the next contact will say what is wrong with the disk
        }
        if (waiting) {
            background_.something_saved();
        }
        notice_.status(standing());
    }

    void rest() {
        const std::lock_guard lock(mutex_);
        agent_.database->release_memory();
        give_memory_back();
    }

    OpenAgent& agent_;
    const Context& context_;
    std::mutex mutex_;
    Shares shares_;
    Log log_;
    ServiceNotice notice_;
    Watchdog watchdog_{notice_, log_};
    DiskWatch disk_;
    FileDescriptor signals_;
    const Office office_;  // what else is known of the enrolment may change under `mutex_`
    CurlTransport transport_;
    Uploading uploading_;
    Background background_;
};

}  // namespace

int serve(Context& context, Clock& clock, Chance& chance) {
    const auto agent = open_agent(context.folder, clock, chance);
    if (!agent) {
        return context.report(agent.error());
    }
    context.in_service = true;
    const std::string words = words_of_opening(**agent, context.language);
    std::fwrite(words.data(), 1, words.size(), stderr);
    static_cast<void>((*agent)->store->look_for_rot());
    Service(**agent, context, clock, chance).run();
    return Exit::done;
}

}  // namespace phirap::agent
