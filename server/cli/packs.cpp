// `pack`: which mission the offices go by, and a new version of it.
#include "server/cli/asking.h"
#include "server/cli/commands.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/mission_pack_file.h"

namespace phirap::server {
namespace {

void say_pack(const MissionPack& pack, Context& context, const char* words, std::size_t told) {
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("mission", pack.mission);
        json.member("version", pack.version);
        json.member("offices", static_cast<std::int64_t>(pack.offices.size()));
        json.member("told", static_cast<std::int64_t>(told));
        json.end();
        context.out += json.take();
        return;
    }
    context.say_line(words, {{"title", pack.title.in(context.language)},
                             {"mission", pack.mission},
                             {"version", std::to_string(pack.version)},
                             {"offices", std::to_string(pack.offices.size())},
                             {"told", std::to_string(told)}});
}

}  // namespace

int show_pack(Context& context) {
    const Snapshot snapshot = context.centre->snapshot();
    context.out += standing_pack_json(snapshot.store());
    return Exit::done;
}

int check_pack(Context& context) {
    const auto pack = mission_pack_from_json(context.file_text());
    if (!pack) {
        return context.report(pack.error());
    }
    say_pack(*pack, context, "pack_good", 0);
    return Exit::done;
}

int publish_pack(const Invocation& asked, Context& context) {
    const auto pack = mission_pack_from_json(context.file_text());
    if (!pack) {
        return context.report(pack.error());
    }
    const Centre::Writing writing = context.centre->writing();
    Transaction transaction(writing.store().database());
    const Result<std::size_t> told =
        publish_pack(writing.store(), *pack, std::string(context.file_text()), asked.author);
    if (!told) {
        return context.report(told.error());
    }
    transaction.commit();
    say_pack(*pack, context, "pack_published", *told);
    return Exit::done;
}

}  // namespace phirap::server
