#include "agent/cli/commands.h"
#include "agent/cli/second_copy_words.h"
#include "agent/cli/spans.h"
#include "agent/cli/status_pictures.h"
#include "agent/standing.h"
#include "shared/core/thai_calendar.h"
#include "shared/host/disk_room.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {
namespace {

// A clock off by less does not change which day an officer means.
constexpr std::int64_t clock_error_shown_ms = 2 * 60 * 1'000;

// Why what waits does, in a word: of the catalogue with "why_" before it.
std::string why(const Overview& overview, const Context& context) {
    return context.next_attempt.quiet ? "quiet" : std::string(to_text(overview.standing));
}

class Teller {
  public:
    Teller(const Overview& overview, Context& context)
        : overview_(overview), context_(context), language_(context.language) {}

    void tell() {
        const Enrolment& enrolment = context_.store->enrolment();
        line("status_office", {{"office", enrolment.office}, {"machine", enrolment.machine}});
        context_.print(headline(overview_, pictures_to_send(context_), language_) + "\n");
        line(overview_.progress.contact_ms ? "status_contact" : "status_no_contact", {{"time", contact()}});
        tell_reports();
        tell_fetching();
        tell_clock();
        tell_pictures(context_);
        tell_next();
        tell_disk();
        tell_set_aside(context_);
        tell_held_back();
    }

  private:
    void line(std::string_view key, const Arguments& arguments = {}) { context_.say_line(key, arguments); }

    [[nodiscard]] std::string contact() const {
        return overview_.progress.contact_ms ? shown_time(language_, *overview_.progress.contact_ms) : "";
    }

    void tell_reports() {
        if (overview_.waiting == 0) {
            return;
        }
        line("status_reports");
        for (const WaitingReport& report : overview_.reports) {
            const std::string month =
                report.month ? shown(language_, *report.month) : say(language_, "status_office_itself");
            if (report.waiting == 0) {
                line("status_report_server", {{"month", month}});
                continue;
            }
            const std::string reason = "why_" + why(overview_, context_);
            line("status_report_waits", {{"month", month},
                                         {"n", shown(static_cast<std::int64_t>(report.waiting))},
                                         {"all", shown(static_cast<std::int64_t>(report.operations))},
                                         {"bytes", shown(static_cast<std::int64_t>(report.bytes))},
                                         {"why", say(language_, reason)}});
        }
        if (const auto needed_ms = time_needed_ms(overview_)) {
            line("status_time_needed",
                 {{"speed", shown(overview_.bytes_per_s)}, {"span", shown_span(language_, *needed_ms)}});
        }
    }
    void tell_fetching() {
        if (overview_.still_fetching && overview_.progress.contact_ms) {
            line("status_fetching");
        }
    }
    void tell_clock() {
        const std::int64_t offset = overview_.progress.clock_offset_ms.value_or(0);
        if (offset >= clock_error_shown_ms) {
            line("status_clock_behind", {{"span", shown_span(language_, offset)}});
        } else if (offset <= -clock_error_shown_ms) {
            line("status_clock_ahead", {{"span", shown_span(language_, offset)}});
        }
    }
    void tell_next() {
        if (context_.config.line.metered) {
            line("status_metered");
        }
        if (context_.next_attempt.quiet && context_.config.line.quiet) {
            line("status_quiet", {{"hours", quiet_hours_text(*context_.config.line.quiet)}});
        }
        if (context_.next_attempt.wall_ms) {
            line("status_next", {{"time", shown_time(language_, *context_.next_attempt.wall_ms)}});
        } else if (!context_.in_service) {
            line("status_no_service");
        }
    }
    void tell_disk() {
        const DiskRoom room = disk_room(context_.folder);
        if (room.level() != DiskLevel::roomy) {
            line("disk_" + std::string(to_text(room.level())), room.arguments());
        }
    }
    void tell_held_back() {
        if (overview_.held_back.empty()) {
            return;
        }
        line("status_held_back", {{"n", shown(static_cast<std::int64_t>(overview_.held_back.size()))}});
        for (const HeldBack& one : overview_.held_back) {
            context_.print("  - " + one.id.hex().substr(0, 16) + "  " +
                           (one.month ? shown(language_, *one.month) + "  " : "") +
                           say(language_, one.reason) + "\n");
        }
    }

    const Overview& overview_;
    Context& context_;
    Language language_;
};

void member_or_null(JsonWriter& json, std::string_view name, const std::optional<std::int64_t>& wall_ms) {
    json.name(name);
    if (wall_ms) {
        json.text(time_for_programs(*wall_ms));
    } else {
        json.null();
    }
}

void write_attempt(JsonWriter& json, const Overview& overview) {
    static constexpr std::string_view endings[] = {"reached",     "unreachable", "not_the_server",
                                                   "refused",     "come_back",   "store_trouble",
                                                   "unsupported", "own_trouble"};
    json.name("last_attempt");
    if (!overview.attempt) {
        return json.null();
    }
    json.begin_object();
    json.member("at", time_for_programs(overview.attempt->wall_ms));
    json.member("ending", std::string(endings[static_cast<std::size_t>(overview.attempt->ending)]));
    json.member("detail", overview.attempt->detail);
    json.member("failures", static_cast<std::int64_t>(overview.attempt->failures));
    json.end();
}

void write_held_back(JsonWriter& json, const Overview& overview, Language language) {
    json.name("held_back");
    json.begin_array();
    for (const HeldBack& one : overview.held_back) {
        json.begin_object();
        json.member("operation", one.id.hex());
        json.name("month");
        one.month ? json.text(to_text(*one.month)) : json.null();
        json.member("reason", one.reason);
        json.member("message", say(language, one.reason));
        json.member("ours", one.ours);
        json.end();
    }
    json.end();
}

void write_reports(JsonWriter& json, const Overview& overview, const std::string& why,
                   const NextAttempt& next) {
    json.name("reports");
    json.begin_array();
    for (const WaitingReport& report : overview.reports) {
        json.begin_object();
        json.name("month");
        report.month ? json.text(to_text(*report.month)) : json.null();
        json.member("where", report.waiting == 0                  ? "server"
                             : report.waiting < report.operations ? "partly_sent"
                                                                  : "this_computer");
        json.member("operations", static_cast<std::int64_t>(report.operations));
        json.member("waiting", static_cast<std::int64_t>(report.waiting));
        json.member("bytes", static_cast<std::int64_t>(report.bytes));
        json.member("why", report.waiting == 0 ? "sent" : why);
        member_or_null(json, "next_attempt", report.waiting == 0 ? std::nullopt : next.wall_ms);
        json.end();
    }
    json.end();
    json.member_or_null("bytes_per_second",
                        overview.bytes_per_s == 0 ? std::nullopt : std::optional(overview.bytes_per_s));
    const auto needed_ms = time_needed_ms(overview);
    json.member_or_null("seconds_needed", needed_ms ? std::optional(*needed_ms / 1000) : std::nullopt);
}

void write_disk(JsonWriter& json, const DiskRoom& room) {
    json.name("disk");
    json.begin_object();
    json.member("level", to_text(room.level()));
    json.member("percent", static_cast<std::int64_t>(room.percent()));
    json.member("free_bytes", static_cast<std::int64_t>(room.free_bytes));
    json.member("ballast", room.has_ballast);
    json.end();
}

}  // namespace

void write_status(JsonWriter& json, const Context& context) {
    const Overview overview = overview_of(*context.store);
    const Enrolment& enrolment = context.store->enrolment();
    const Progress& progress = overview.progress;
    json.member("office", enrolment.office);
    json.member("machine", enrolment.machine);
    json.member("agent", enrolment.agent.hex());
    json.member("server", enrolment.server().hex());
    json.member("url", enrolment.url);
    json.member("admitted", !enrolment.paper.empty());
    json.member("state", to_text(overview.standing));
    json.member("message", headline(overview, pictures_to_send(context), context.language));
    json.member("waiting", static_cast<std::int64_t>(overview.waiting));
    member_or_null(json, "last_contact", progress.contact_ms);
    write_attempt(json, overview);
    json.member("service", context.in_service);
    member_or_null(json, "next_attempt", context.next_attempt.wall_ms);
    json.member("quiet_hours", context.next_attempt.quiet);
    json.member("metered", context.config.line.metered);
    write_reports(json, overview, why(overview, context), context.next_attempt);
    json.member_or_null("clock_offset_ms", progress.clock_offset_ms);
    json.member("still_fetching", overview.still_fetching);
    json.member("feed_position", static_cast<std::int64_t>(progress.cursor ? progress.cursor->position : 0));
    json.member("feed_head", static_cast<std::int64_t>(progress.head));
    write_disk(json, disk_room(context.folder));
    write_set_aside(json, context.folder);
    write_pictures(json, context);
    write_held_back(json, overview, context.language);
}

int status(Context& context) {
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        write_status(json, context);
        json.end();
        context.print(json.take());
    } else {
        const Overview overview = overview_of(*context.store);
        Teller(overview, context).tell();
    }
    return Exit::done;
}

}  // namespace phirap::agent
