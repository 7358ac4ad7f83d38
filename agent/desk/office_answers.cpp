// What is of no single month: the words, the line that is always visible, the list of months.
#include <algorithm>

#include "agent/cli/spans.h"
#include "agent/desk/context_of.h"
#include "agent/desk/replies.h"
#include "agent/desk/routes.h"
#include "agent/desk/settings.h"
#include "agent/opening.h"
#include "agent/standing.h"
#include "agent/upload_table.h"
#include "agent/waiting.h"
#include "shared/core/form_check.h"
#include "shared/core/limits.h"
#include "shared/core/thai_calendar.h"
#include "shared/host/disk_room.h"

namespace phirap::agent {
namespace {

// A clock off by less does not change which day an officer means.
constexpr std::int64_t clock_error_shown_ms = 2 * 60 * 1'000;

bool is_for_pages(std::string_view key) {
    static constexpr std::string_view beginnings[] = {"desk_",          "state_",     "timeliness_", "why_",
                                                      "figure_not_set", "report_yes", "report_no"};
    return std::ranges::any_of(beginnings, [&](std::string_view begin) { return key.starts_with(begin); });
}

// Pictures with something on this PC that the server is not known to hold.
std::uint64_t pictures_waiting(DeskParts& parts) {
    const std::set<Sha256> delivered = delivered_pictures(parts.store);
    const BlobStore renditions(renditions_folder(parts.folder));
    const auto waits = [&](const std::optional<Sha256>& file) {
        return file && !delivered.contains(*file) && renditions.has(*file);
    };
    std::uint64_t waiting = 0;
    for (const Month month : parts.store.months()) {
        waiting += static_cast<std::uint64_t>(std::ranges::count_if(
            parts.shelf->month(parts.store, month).pictures,
            [&](const NamedPicture& one) { return waits(one.preview) || waits(one.rendition); }));
    }
    return waiting;
}

std::string_view level_of(const Overview& overview, std::uint64_t pictures, DiskLevel disk) {
    const bool trouble = overview.standing == Standing::not_the_server ||
                         overview.standing == Standing::refused || overview.standing == Standing::revoked ||
                         overview.standing == Standing::store_trouble ||
                         overview.standing == Standing::unsupported || disk != DiskLevel::roomy ||
                         std::abs(overview.progress.clock_offset_ms.value_or(0)) >= clock_error_shown_ms;
    return trouble ? "trouble" : overview.standing != Standing::sent || pictures > 0 ? "waiting" : "fine";
}

// What is wrong beside the line: the clock, the disk.
std::string warnings(const Overview& overview, const DiskRoom& disk, Language language) {
    const std::int64_t offset = overview.progress.clock_offset_ms.value_or(0);
    std::string words;
    if (offset >= clock_error_shown_ms || offset <= -clock_error_shown_ms) {
        words += " " + say(language, offset > 0 ? "status_clock_behind" : "status_clock_ahead",
                           {{"span", shown_span(language, offset)}});
    }
    if (disk.level() != DiskLevel::roomy) {
        const std::string key = "disk_" + std::string(to_text(disk.level()));
        words += " " + say(language, key, disk.arguments());
    }
    return words;
}

void write_months_of(JsonWriter& json, DeskParts& parts) {
    std::int64_t conflicts = 0;
    json.name("returned");
    json.begin_array();
    for (const Month month : parts.store.months()) {
        const ShelvedMonth& shelved = parts.shelf->month(parts.store, month);
        conflicts += static_cast<std::int64_t>(shelved.questions);
        if (shelved.status.state == ReportState::returned) {
            json.text(to_text(month));
        }
    }
    json.end();
    json.member("conflicts", conflicts);
}

void time_or_null(JsonWriter& json, std::string_view name, const std::optional<std::int64_t>& wall_ms) {
    json.name(name);
    wall_ms ? json.text(time_for_programs(*wall_ms)) : json.null();
}

}  // namespace

void write_where(JsonWriter& json, DeskParts& parts, Language language) {
    const Enrolment& enrolment = parts.store.enrolment();
    const Overview overview = glance_of(parts.store);
    const std::uint64_t pictures = pictures_waiting(parts);
    const DiskRoom disk = disk_room(parts.folder);
    const PackOffice* office = parts.shelf->pack(parts.store).office(enrolment.office);
    json.begin_object();
    json.member("enrolled", true);
    json.member("demo", parts.demo);
    json.member("office", enrolment.office);
    json.member("office_name", office == nullptr ? enrolment.office : office->name.in(language));
    json.member("machine", enrolment.machine);
    json.member("author", author_of(parts));
    json.member("state", to_text(overview.standing));
    json.member("level", parts.demo ? "fine" : level_of(overview, pictures, disk.level()));
    json.member("message", parts.demo
                               ? say(language, "desk_demo_where")
                               : headline(overview, pictures, language) + warnings(overview, disk, language));
    json.member("waiting", static_cast<std::int64_t>(overview.waiting));
    json.member("pictures_waiting", static_cast<std::int64_t>(pictures));
    json.member_or_null("clock_offset_ms", overview.progress.clock_offset_ms);
    json.member("disk", to_text(disk.level()));
    time_or_null(json, "next_attempt", parts.next_attempt().wall_ms);
    time_or_null(json, "last_contact", overview.progress.contact_ms);
    write_months_of(json, parts);
    json.member("version", std::string(PHIRAP_VERSION));
    json.end();
}

DeskReply answer_words(const PageAsk& asked) {
    return words_reply(asked.language());
}

DeskReply words_reply(Language language) {
    const bool thai = language == Language::thai;
    JsonWriter json(0);
    json.begin_object();
    json.member("lang", thai ? "th" : "en");
    json.name("words");
    json.begin_object();
    for (const std::span<const Sentence> table : catalogue()) {
        for (const Sentence& sentence : table) {
            if (is_for_pages(sentence.key)) {
                json.member(sentence.key, thai ? sentence.thai : sentence.english);
            }
        }
    }
    json.end();
    json.end();
    return json_reply(std::move(json));
}

DeskReply answer_where(const PageAsk& asked) {
    const std::lock_guard lock(asked.parts.mutex);
    JsonWriter json(0);
    write_where(json, asked.parts, asked.language());
    return json_reply(std::move(json));
}

DeskReply answer_author(const PageAsk& asked) {
    const Result<std::string> author = author_body(asked.request.body);
    if (!author) {
        return error_reply(author.error(), asked.language());
    }
    if (const Result<void> fits = check_text(*author, limits::author_bytes_max); !fits) {
        return error_reply(fits.error(), asked.language());
    }
    const std::lock_guard lock(asked.parts.mutex);
    set_desk_setting(asked.parts.store, "author", *author);
    JsonWriter json(0);
    json.begin_object();
    json.member("author", author_of(asked.parts));
    json.end();
    return json_reply(std::move(json));
}

}  // namespace phirap::agent
