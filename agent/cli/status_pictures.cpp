#include "agent/cli/status_pictures.h"

#include <algorithm>

#include "agent/cli/spans.h"
#include "agent/opening.h"
#include "agent/upload_table.h"
#include "shared/core/thai_calendar.h"

namespace phirap::agent {
namespace {

constexpr std::size_t told_max = 20;
constexpr std::uint64_t kilobyte = 1000;

std::string shown_count(std::uint64_t count) {
    return shown(static_cast<std::int64_t>(count));
}

std::uint64_t left_of(const OutgoingPicture& picture) {
    return picture.state == UploadState::waiting && picture.bytes > picture.sent
               ? picture.bytes - picture.sent
               : 0;
}

// The catalogue's "picture_" and this: also what JSON says.
std::string_view where_is(const PictureUnderWay& picture) {
    const OutgoingPicture& rendition = picture.rendition;
    const OutgoingPicture& first =
        picture.preview.state == UploadState::delivered ? rendition : picture.preview;
    if (first.state == UploadState::handed_in || rendition.state == UploadState::handed_in) {
        return "handed_in";
    }
    if (first.bytes == 0) {
        return "elsewhere";
    }
    if (rendition.sent > 0) {
        return "on_its_way";
    }
    return picture.preview.name != rendition.name && picture.preview.state == UploadState::delivered
               ? "preview_in"
               : "waiting";
}

std::string_view why_it_waits(const PictureUnderWay& picture) {
    return !picture.preview.why.empty() ? picture.preview.why : picture.rendition.why;
}

std::uint64_t bytes_left(const PictureUnderWay& picture) {
    const bool two = picture.preview.name != picture.rendition.name;
    return left_of(picture.rendition) + (two ? left_of(picture.preview) : 0);
}

std::string told(Language language, const PictureUnderWay& picture) {
    const std::uint64_t whole = std::max<std::uint64_t>(picture.rendition.bytes, 1);
    const std::string key = "picture_" + std::string(where_is(picture));
    std::string where = say(language, key,
                            {{"kilobytes", shown_count((bytes_left(picture) + kilobyte - 1) / kilobyte)},
                             {"percent", shown_count(picture.rendition.sent * 100 / whole)}});
    if (const std::string_view why = why_it_waits(picture); !why.empty()) {
        where += " (" + say(language, why) + ")";
    }
    return say(language, "status_picture", {{"name", picture.name}, {"where", where}});
}

UploadTable table_of(const Context& context) {
    UploadTable table(*context.store, renditions_folder(context.folder));
    table.look_through_reports();
    return table;
}

void write_file_of(JsonWriter& json, std::string_view name, const OutgoingPicture& file) {
    static constexpr std::string_view states[] = {"waiting", "handed_in", "delivered"};
    json.name(name);
    json.begin_object();
    json.member("sha256", file.name.hex());
    json.member("state", std::string(states[static_cast<std::size_t>(file.state)]));
    json.member("here", file.bytes > 0);
    json.member("bytes", static_cast<std::int64_t>(file.bytes));
    json.member("sent", static_cast<std::int64_t>(file.sent));
    json.end();
}

}  // namespace

std::uint64_t pictures_to_send(const Context& context) {
    const std::vector<PictureUnderWay> pictures = table_of(context).under_way();
    return static_cast<std::uint64_t>(std::ranges::count_if(
        pictures, [](const PictureUnderWay& picture) { return where_is(picture) != "elsewhere"; }));
}

void tell_pictures(Context& context) {
    const UploadTable table = table_of(context);
    for (const MonthPictures& month : table.months()) {
        if (month.delivered == month.named && month.waiting_operations == 0) {
            continue;
        }
        context.say_line(month.waiting_operations == 0 ? "status_month_in" : "status_month_waiting",
                         {{"month", shown(context.language, month.month)},
                          {"waiting", shown_count(month.waiting_operations)},
                          {"in", shown_count(month.delivered)},
                          {"n", shown_count(month.named)}});
    }
    const std::vector<PictureUnderWay> pictures = table.under_way();
    for (std::size_t i = 0; i < pictures.size() && i < told_max; ++i) {
        context.print("  - " + told(context.language, pictures[i]) + "\n");
    }
    if (pictures.size() > told_max) {
        context.print("  ");
        context.say_line("status_pictures_more", {{"n", shown_count(pictures.size() - told_max)}});
    }
}

void write_pictures(JsonWriter& json, const Context& context) {
    const UploadTable table = table_of(context);
    json.name("months");
    json.begin_array();
    for (const MonthPictures& month : table.months()) {
        json.begin_object();
        json.member("month", to_text(month.month));
        json.member("waiting", static_cast<std::int64_t>(month.waiting_operations));
        json.member("pictures", static_cast<std::int64_t>(month.named));
        json.member("pictures_in", static_cast<std::int64_t>(month.delivered));
        json.end();
    }
    json.end();
    json.name("pictures_under_way");
    json.begin_array();
    for (const PictureUnderWay& picture : table.under_way()) {
        json.begin_object();
        json.member("month", to_text(picture.month));
        json.member("row", to_text(picture.row));
        json.member("role", picture.role);
        json.member("name", picture.name);
        json.member("where", std::string(where_is(picture)));
        json.member("why", std::string(why_it_waits(picture)));
        json.member("message", told(context.language, picture));
        json.member("bytes_left", static_cast<std::int64_t>(bytes_left(picture)));
        write_file_of(json, "preview", picture.preview);
        write_file_of(json, "rendition", picture.rendition);
        json.end();
    }
    json.end();
}

}  // namespace phirap::agent
