#include <algorithm>

#include "agent/cli/commands.h"
#include "agent/cli/typed.h"
#include "agent/picture_places.h"
#include "agent/recorder.h"
#include "shared/core/thai_calendar.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {
namespace {

std::string counted(std::size_t n) {
    return shown(static_cast<std::int64_t>(n));
}

// What became of each file that was named, in their order.
struct Attached {
    std::vector<Evidence> pictures;
    std::vector<Error> refused;
    EntityId row{};
    bool saved = false;
};

Attached sorted_out(const AttachAsked& asked, const Context& context) {
    Attached attached;
    for (const std::string& file : asked.files) {
        const auto found = context.pictures.find(file);
        if (found == context.pictures.end()) {
            attached.refused.push_back({ErrorKind::not_found, "picture_not_found", {{"file", file}}});
        } else if (!found->second) {
            attached.refused.push_back(found->second.error());
        } else {
            attached.pictures.push_back(*found->second);
            attached.pictures.back().role = asked.role;
        }
    }
    return attached;
}

std::string as_json(const Attached& attached, Language language) {
    JsonWriter json;
    json.begin_object();
    json.member("row", to_text(attached.row));
    json.member("saved", attached.saved);
    json.name("pictures");
    json.begin_array();
    for (const Evidence& picture : attached.pictures) {
        json.begin_object();
        json.member("name", picture.name);
        json.member("sha256", picture.rendition->hex());
        json.member("preview", picture.preview->hex());
        json.member("original", picture.original->hex());
        if (!picture.taken.empty()) {
            json.member("taken", picture.taken);
        }
        json.end();
    }
    json.end();
    json.name("refused");
    json.begin_array();
    for (const Error& error : attached.refused) {
        json.begin_object();
        for (const auto& [name, value] : error.arguments) {
            if (name == "file") {
                json.member("file", value);
            }
        }
        json.member("key", error.key);
        json.member("message", say(language, error));
        json.end();
    }
    json.end();
    json.end();
    return json.take();
}

int tell(const Attached& attached, Month month, Context& context) {
    if (context.json) {
        context.print(as_json(attached, context.language));
    } else if (attached.saved) {
        context.say_line("attach_saved", {{"n", counted(attached.pictures.size())},
                                          {"row", to_text(attached.row)},
                                          {"month", shown(context.language, month)}});
    } else if (!attached.pictures.empty()) {
        context.say_line("attach_there_already");
    }
    for (const Error& error : attached.refused) {
        context.err += say(context.language, error) + "\n";
    }
    return attached.refused.empty() ? Exit::done : Exit::failed;
}

}  // namespace

int attach(const AttachAsked& asked, Context& context) {
    AgentStore& store = *context.store;
    const MissionPack pack = store.pack();
    const Result<Month> month = month_asked(asked.month);
    if (!month) {
        return context.report(month.error());
    }
    if (const std::optional<Error> wrong = wrong_place(asked.role, asked.channel, pack)) {
        return context.report(*wrong);
    }
    const Result<EntityId> row = row_called(store.report(*month), asked.row, pack);
    if (!row) {
        return context.report(row.error());
    }
    Attached attached = sorted_out(asked, context);
    attached.row = *row;
    if (!attached.pictures.empty()) {
        const Saver saver{context.author(asked.author), Source::command, std::nullopt};
        const Result<SavedEntry> saved =
            attach_pictures(store, *month, *row, attached.pictures, asked.channel, saver);
        if (!saved) {
            return context.report(saved.error());
        }
        attached.saved = saved->saved.has_value();
    }
    return tell(attached, *month, context);
}

}  // namespace phirap::agent
