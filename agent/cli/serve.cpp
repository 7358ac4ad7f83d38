// `serve`: background sync, and commands that find the folder taken.
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>

#include <csignal>
#include <cstdio>
#include <thread>

#include "agent/background.h"
#include "agent/cli/run.h"
#include "agent/opening.h"
#include "shared/host/control_socket.h"
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
          clock_(clock),
          chance_(chance),
          control_(agent.folder),
          transport_(line_options(agent.store->enrolment(), context.config)),
          background_({{*agent.store, mutex_},
                       transport_,
                       chance,
                       log_,
                       context.config.interval_ms,
                       [this] { transport_.cancel(); },
                       [this] { rest(); }}),
          stopping_(::eventfd(0, EFD_CLOEXEC)),
          signals_(stop_signals()) {}

    void run() {
        say_ready();
        background_.start();
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < answerers; ++i) {
            threads.emplace_back([this] { answer_commands(); });
        }
        wait_for_signal();
        const std::uint64_t one = 1;
        static_cast<void>(!::write(stopping_.number(), &one, sizeof one));
        background_.stop();
        for (std::thread& thread : threads) {
            thread.join();
        }
    }

  private:
    void say_ready() const {
        const Enrolment& enrolment = agent_.store->enrolment();
        const std::string line = say(context_.language, "serve_ready",
                                     {{"office", enrolment.office},
                                      {"folder", context_.folder.string()},
                                      {"url", line_options(enrolment, context_.config).url}}) +
                                 "\n";
        std::fwrite(line.data(), 1, line.size(), stdout);
        std::fflush(stdout);
    }

    void wait_for_signal() {
        LinkWatch link;
        while (true) {
            std::array<pollfd, 2> waiting = {pollfd{signals_.number(), POLLIN, 0},
                                             pollfd{link.descriptor(), POLLIN, 0}};
            ::poll(waiting.data(), waiting.size(), -1);
            if (waiting[0].revents != 0) {
                return;
            }
            if (waiting[1].revents != 0 && link.came_up()) {
                background_.line_came_up();
            }
        }
    }

    void answer_commands() {
        while (true) {
            std::array<pollfd, 2> waiting = {pollfd{control_.descriptor(), POLLIN, 0},
                                             pollfd{stopping_.number(), POLLIN, 0}};
            ::poll(waiting.data(), waiting.size(), -1);
            if (waiting[1].revents != 0) {
                return;
            }
            control_.serve_one([this](const ControlRequest& request) { return answer(request); });
            const std::lock_guard lock(mutex_);
            agent_.database.release_memory();
            give_memory_back();
        }
    }

    // The first argument is the caller's language; the rest is their command line.
    ControlReply answer(const ControlRequest& request) {
        Context context = context_;
        std::vector<std::string> arguments = request.arguments;
        if (!arguments.empty()) {
            context.language = arguments.front() == "en" ? Language::english : Language::thai;
            arguments.erase(arguments.begin());
        }
        auto read = read_arguments(arguments, context.language);
        if (const auto* leaving = std::get_if<Leaving>(&read)) {
            return {leaving->status, "", leaving->text};
        }
        const Invocation& invocation = std::get<Invocation>(read);
        context.json = invocation.json;
        if (const auto file = request.files.find(file_of(invocation.asked)); file != request.files.end()) {
            context.file = file->second;
        }
        context.store = agent_.store.get();
        context.next_attempt_ms = background_.next_attempt_ms();
        const int status = run_on_store(invocation, context, {mutex_, clock_, chance_},
                                        [this] { return background_.contact_now(); });
        after(invocation);
        return {status, std::move(context.out), std::move(context.err)};
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
    }

    void rest() {
        const std::lock_guard lock(mutex_);
        agent_.database.release_memory();
        give_memory_back();
    }

    OpenAgent& agent_;
    const Context& context_;
    Clock& clock_;
    Chance& chance_;
    std::mutex mutex_;
    Log log_;
    ControlSocket control_;
    CurlTransport transport_;
    Background background_;
    FileDescriptor stopping_;
    FileDescriptor signals_;
};

}  // namespace

int serve(Context& context, Clock& clock, Chance& chance) {
    const auto agent = open_agent(context.folder, clock, chance);
    if (!agent) {
        return context.report(agent.error());
    }
    context.in_service = true;
    Service(**agent, context, clock, chance).run();
    return Exit::done;
}

}  // namespace phirap::agent
