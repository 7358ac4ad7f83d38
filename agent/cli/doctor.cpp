#include "agent/cli/commands.h"
#include "agent/cli/run.h"
#include "agent/cli/second_copy_words.h"
#include "agent/cli/spans.h"
#include "agent/opening.h"
#include "agent/set_aside.h"
#include "agent/standing.h"
#include "shared/core/thai_calendar.h"
#include "shared/host/disk_room.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {
namespace {

// A year of an office is 9 MB; an operating system's update takes more than all of this.
constexpr std::uint64_t free_bytes_wanted = 500ULL * 1024 * 1024;
constexpr std::int64_t clock_error_ms = 2 * 60 * 1'000;

// One thing that was looked at: what was found, and what to do when it is not as it should be.
struct Check {
    std::string name;
    bool good = false;
    std::string message;
};

class Doctor {
  public:
    Doctor(Context& context, Clock& clock, Chance& chance)
        : context_(context), clock_(clock), chance_(chance) {}

    int look() {
        if (context_.store != nullptr) {
            look_at(*context_.store);
        } else {
            look_at_folder();
        }
        tell();
        return trouble_;
    }

  private:
    void good(std::string name, std::string_view key, const Arguments& arguments = {}) {
        checks_.push_back({std::move(name), true, say(context_.language, key, arguments)});
    }
    void bad(std::string name, std::string message, int status) {
        checks_.push_back({std::move(name), false, std::move(message)});
        trouble_ = std::max(trouble_, status);
    }
    void bad(std::string name, std::string_view key, const Arguments& arguments, int status) {
        bad(std::move(name), say(context_.language, key, arguments), status);
    }

    void look_at_folder() {
        const auto agent = open_agent(context_.folder, clock_, chance_);
        if (!agent) {
            return bad("folder", say(context_.language, agent.error()),
                       context_.report_status(agent.error()));
        }
        context_.err += words_of_opening(**agent, context_.language);
        look_at(*(*agent)->store);
    }

    void look_at(AgentStore& store) {
        if (context_.folder_is_open_to_others) {
            bad("folder", "doctor_folder_open", {{"folder", context_.folder.string()}}, Exit::failed);
        } else {
            good("folder", "doctor_folder", {{"folder", context_.folder.string()}});
        }
        if (context_.key_was_open_to_others) {
            bad("key", "doctor_key_open", {{"file", key_file(context_.folder).string()}}, Exit::failed);
        } else {
            good("key", "doctor_key");
        }
        look_at_disk();
        look_at_database(store);
        look_at_line(store);
        look_at_clock(store);
    }

    void look_at_disk() {
        const DiskRoom room = disk_room(context_.folder);
        const Arguments free_mb = {{"mb", shown(static_cast<std::int64_t>(room.free_bytes / (1024 * 1024)))}};
        if (room.level() != DiskLevel::roomy) {
            bad("disk", "disk_" + std::string(to_text(room.level())), room.arguments(),
                Exit::store_needs_attention);
        } else if (room.free_bytes >= free_bytes_wanted) {
            good("disk", "doctor_disk", free_mb);
        } else {
            bad("disk", "doctor_disk_low", free_mb, Exit::store_needs_attention);
        }
    }

    void look_at_database(AgentStore& store) {
        const std::vector<std::string> faults = store.database().quick_check();
        if (faults.empty()) {
            good("database", "doctor_database");
        } else {
            bad("database", "doctor_database_damaged",
                {{"file", database_file(context_.folder).string()}, {"what", faults.front()}},
                Exit::store_needs_attention);
        }
        const AgentStore::Mended mended = store.look_for_rot();
        if (mended.from_journal > 0) {
            good("mended", "doctor_mended", {{"n", shown(static_cast<std::int64_t>(mended.from_journal))}});
        }
        if (const std::size_t waiting = store.log().damaged().size(); waiting > 0) {
            bad("mended", "doctor_rotten_here", {{"n", shown(static_cast<std::int64_t>(waiting))}},
                Exit::store_needs_attention);
        }
        look_at_second_copy(store);
    }
    void look_at_second_copy(const AgentStore& store) {
        if (store.second_copy().waiting > 0) {
            bad("second_copy", "doctor_second_copy_waits",
                {{"n", shown(static_cast<std::int64_t>(store.second_copy().waiting))}},
                Exit::store_needs_attention);
        } else {
            good("second_copy", "doctor_second_copy");
        }
        for (const std::filesystem::path& file : files_set_aside(context_.folder)) {
            bad("set_aside", "set_aside", {{"file", file.string()}}, Exit::store_needs_attention);
        }
    }

    // A contact of our own, unless the service makes them.
    void look_at_line(AgentStore& store) {
        if (!context_.in_service) {
            std::mutex mutex;
            const std::atomic<bool> stop = false;
            LineEstimate line = store.line();
            CurlTransport transport(line_options(store.enrolment(), context_.config));
            static_cast<void>(run_contact({store, mutex}, transport, line, stop));
        }
        const std::optional<Attempt> attempt = store.last_attempt();
        const std::string& url = context_.config.url.empty() ? store.enrolment().url : context_.config.url;
        if (!attempt) {
            bad("line", "doctor_line_untried", {{"url", url}}, Exit::failed);
        } else if (attempt->ending == Ending::reached) {
            good("line", "doctor_line", {{"url", url}});
        } else {
            bad("line", "doctor_line_" + std::string(ending_name(attempt->ending)),
                {{"url", url}, {"detail", attempt->detail}}, Exit::failed);
        }
    }
    static std::string_view ending_name(Ending ending) {
        switch (ending) {
            case Ending::unreachable:
                return "unreachable";
            case Ending::not_the_server:
                return "not_the_server";
            case Ending::refused:
                return "refused";
            default:
                return "waits";
        }
    }

    void look_at_clock(AgentStore& store) {
        const std::optional<std::int64_t> offset = store.progress().clock_offset_ms;
        if (!offset) {
            return bad("clock", "doctor_clock_unknown", {}, Exit::failed);
        }
        const Arguments span = {{"span", shown_span(context_.language, *offset)}};
        if (*offset >= clock_error_ms) {
            bad("clock", "status_clock_behind", span, Exit::failed);
        } else if (*offset <= -clock_error_ms) {
            bad("clock", "status_clock_ahead", span, Exit::failed);
        } else {
            good("clock", "doctor_clock", span);
        }
    }

    void tell() {
        if (!context_.json) {
            for (const Check& check : checks_) {
                context_.print((check.good ? "[ok] " : "[!!] ") + check.message + "\n");
            }
            context_.say_line(trouble_ == Exit::done ? "doctor_well" : "doctor_unwell");
            return;
        }
        JsonWriter json;
        json.begin_object();
        json.member("well", trouble_ == Exit::done);
        json.name("checks");
        json.begin_array();
        for (const Check& check : checks_) {
            json.begin_object();
            json.member("name", check.name);
            json.member("good", check.good);
            json.member("message", check.message);
            json.end();
        }
        json.end();
        json.end();
        context_.print(json.take());
    }

    Context& context_;
    Clock& clock_;
    Chance& chance_;
    std::vector<Check> checks_;
    int trouble_ = Exit::done;
};

}  // namespace

int doctor(Context& context, Clock& clock, Chance& chance) {
    return Doctor(context, clock, chance).look();
}

}  // namespace phirap::agent
