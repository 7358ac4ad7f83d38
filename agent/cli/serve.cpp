// `serve`: the desk, background sync, and commands that find the folder taken.
#include <poll.h>

#include <cstdio>
#include <thread>

#include "agent/background.h"
#include "agent/cli/answering.h"
#include "agent/cli/enrolling.h"
#include "agent/cli/front.h"
#include "agent/cli/ground.h"
#include "agent/cli/second_copy_words.h"
#include "agent/cli/spans.h"
#include "agent/cli/welcome.h"
#include "shared/core/thai_calendar.h"
#include "shared/host/disk_watch.h"
#include "shared/host/idle_memory.h"
#include "shared/host/link_watch.h"

namespace phirap::agent {
namespace {

// One may wait for a contact to end (`sync --once`) while the others record.
constexpr std::size_t answerers = 3;

class Service {
  public:
    Service(OpenAgent& agent, const Context& context, Ground& ground, Clock& clock, Chance& chance,
            Front* front)
        : agent_(agent),
          context_(context),
          ground_(ground),
          front_(front),
          shares_{mutex_, clock, chance},
          disk_(context.folder, ground.log),
          transport_(line_options(agent.store->enrolment(), context.config)),
          uploading_(transport_, renditions_folder(context.folder)),
          background_({{*agent.store, mutex_},
                       transport_,
                       chance,
                       ground.log,
                       context.config.interval_ms,
                       context.config.line,
                       &uploading_,
                       [this] { transport_.cancel(); },
                       [this] { disk_.look(); },
                       [this] { rest(); },
                       [this] { ground_.notice.status(standing()); },
                       &ground.watchdog}),
          desk_parts_{*agent.store,
                      mutex_,
                      clock,
                      chance,
                      context.folder,
                      context.config,
                      [this] { return background_.contact_now(); },
                      [this] { return next_attempt(); },
                      [this] { something_saved(); }} {}

    void run() {
        const Answering answering(
            {agent_, context_, shares_, [this] { return background_.contact_now(); },
             [this] { return next_attempt(); }, [this](const Invocation& invocation) { after(invocation); },
             &ground_.watchdog},
            answerers);
        background_.start();
        if (front_ != nullptr) {
            front_->attend(Attendance{&desk_parts_,
                                      [this](const auto& code, const auto&) { return renew(code); },
                                      [this] { rest(); }});
        }
        say_ready();
        if (front_ != nullptr) {
            front_->say_where();
        }
        ground_.notice.ready(standing());
        wait_for_signal();
        ground_.notice.stopping(say(context_.language, "notice_stopping"));
        background_.stop();  // which lets go whoever waits for a contact
        if (front_ != nullptr) {
            front_->attend(std::nullopt);
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
                   {{"office", agent_.store->enrolment().office},
                    {"n", shown(static_cast<std::int64_t>(waiting))},
                    {"time", next_ms ? shown_time(context_.language, *next_ms) : ""}});
    }

    void wait_for_signal() {
        LinkWatch link;
        while (true) {
            static_cast<void>(ground_.watchdog.look());
            std::array<pollfd, 2> waiting = {pollfd{ground_.signals.number(), POLLIN, 0},
                                             pollfd{link.descriptor(), POLLIN, 0}};
            ::poll(waiting.data(), waiting.size(), ground_.watchdog.poll_ms());
            if (waiting[0].revents != 0) {
                return;
            }
            if (waiting[1].revents == 0) {
                continue;
            }
            if (const std::optional<std::string> what = link.came_up()) {
                background_.line_came_up(*what);
            }
        }
    }

    [[nodiscard]] NextAttempt next_attempt() const {
        return {background_.next_attempt_ms(), background_.is_held()};
    }

    void after(const Invocation& invocation) {
        if (std::holds_alternative<EnrolAsked>(invocation.asked)) {
            use_enrolment();
        }
        something_saved();
    }

    // Where the server is may be new.
    void use_enrolment() {
        const std::lock_guard lock(mutex_);
        transport_.use(line_options(agent_.store->enrolment(), context_.config));
    }

    void something_saved() {
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
        ground_.notice.status(standing());
    }

    // For the desk: another code for the office that this PC is enrolled for.
    [[nodiscard]] Result<std::string> renew(const std::string& text) {
        const Result<EnrolmentCode> code = enrolment_code_typed(text);
        if (!code) {
            return tl::unexpected(code.error());
        }
        {
            const std::lock_guard lock(mutex_);
            if (auto renewed = agent_.store->renew(*code); !renewed) {
                return tl::unexpected(renewed.error());
            }
        }
        use_enrolment();
        return code->office;
    }

    void rest() {
        const std::lock_guard lock(mutex_);
        desk_parts_.shelf->clear();
        agent_.database->release_memory();
        give_memory_back();
    }

    OpenAgent& agent_;
    const Context& context_;
    Ground& ground_;
    Front* front_;
    std::mutex mutex_;
    Shares shares_;
    DiskWatch disk_;
    CurlTransport transport_;
    Uploading uploading_;
    Background background_;
    DeskParts desk_parts_;
};

// As it was asked for, else configured; nothing: no desk.
std::optional<DeskAddress> desk_address(const ServeAsked& asked, const Config& config) {
    return desk_address_from(asked.desk.empty() ? config.desk : asked.desk);
}

void say_taken(const Error& error, const Context& context) {
    Arguments arguments = error.arguments;
    arguments.emplace_back("hint", say(context.language, "serve_desk_taken_hint"));
    const std::string line = say(context.language, "serve_desk_taken", arguments) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

// The service as long as it is not enrolled. Nothing: it ended before; `status` says how.
std::unique_ptr<OpenAgent> welcome_guests(Welcome& welcome, Front& front, Context& context, Ground& ground) {
    welcome.use(front);
    front.attend(Attendance{
        nullptr, [&welcome](const auto& code, const auto& machine) { return welcome.enrol(code, machine); }});
    const std::string line =
        say(context.language, "serve_welcome", {{"folder", context.folder.string()}}) + "\n";
    std::fwrite(line.data(), 1, line.size(), stdout);
    front.say_where();
    ground.notice.ready(say(context.language, "serve_welcome", {{"folder", context.folder.string()}}));
    return welcome.wait();
}

}  // namespace

int serve(const ServeAsked& asked, Context& context, Clock& clock, Chance& chance) {
    Ground ground;
    const std::optional<DeskAddress> address = desk_address(asked, context.config);
    auto agent = open_agent(context.folder, clock, chance);
    std::unique_ptr<Welcome> welcome;
    if (!agent && agent.error().key == "not_enrolled" && address) {
        auto opened = Welcome::open(context, ground, clock, chance);
        if (!opened) {
            return context.report(opened.error());
        }
        welcome = *std::move(opened);
    } else if (!agent) {
        return context.report(agent.error());
    }
    std::optional<Front> front;
    if (address) {
        front.emplace(context, ground, clock, chance, asked.open);
        if (auto open = front->open(*address); !open) {
            front.reset();
            say_taken(open.error(), context);
        }
    }
    if (welcome) {
        if (!front) {
            return context.report(agent.error());  // neither pages nor an office to send for
        }
        std::unique_ptr<OpenAgent> enrolled = welcome_guests(*welcome, *front, context, ground);
        if (!enrolled) {
            return Exit::done;
        }
        agent = std::move(enrolled);
    }
    context.in_service = true;
    if (front) {
        context.desk = [&front] { return front->reception().launch_address(); };
    }
    const std::string words = words_of_opening(**agent, context.language);
    std::fwrite(words.data(), 1, words.size(), stderr);
    static_cast<void>((*agent)->store->look_for_rot());
    Service(**agent, context, ground, clock, chance, front ? &*front : nullptr).run();
    return Exit::done;
}

}  // namespace phirap::agent
