// `bundle export` and `bundle import`: by USB stick what cannot go by the line.
#include "agent/bundling.h"
#include "agent/cli/commands.h"
#include "agent/opening.h"
#include "agent/standing.h"
#include "shared/core/thai_calendar.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {
namespace {

std::string shown_count(std::uint64_t number) {
    return shown(static_cast<std::int64_t>(number));
}

int export_bundle(const BundleAsked& asked, Context& context) {
    UploadTable uploads(*context.store, renditions_folder(context.folder));
    MadeBundle made = make_bundle(*context.store, &uploads);
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("file", asked.file);
        json.member("bytes", static_cast<std::int64_t>(made.file.size()));
        json.member("operations", static_cast<std::int64_t>(made.operations));
        json.member("pictures", static_cast<std::int64_t>(made.pictures));
        json.member("all", made.all);
        json.end();
        context.print(json.take());
    } else {
        context.say_line("bundle_made", {{"n", shown_count(made.operations)}, {"file", asked.file}});
        if (made.pictures > 0) {
            context.say_line("bundle_made_pictures", {{"n", shown_count(made.pictures)}});
        }
        if (!made.all) {
            context.say_line("bundle_made_partly");
        }
    }
    context.made = std::move(made.file);
    return Exit::done;
}

int import_answers(Context& context) {
    UploadTable uploads(*context.store, renditions_folder(context.folder));
    const Result<ReadAnswers> read = read_answers(*context.store, *context.file, &uploads);
    if (!read) {
        return context.report(read.error());
    }
    const std::uint64_t waiting = context.store->outbox();
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("confirmed", static_cast<std::int64_t>(read->confirmed));
        json.member("fetched", static_cast<std::int64_t>(read->fetched));
        json.member("pictures", static_cast<std::int64_t>(read->delivered));
        json.member("waiting", static_cast<std::int64_t>(waiting));
        json.member("passed_over", static_cast<std::int64_t>(read->passed_over));
        json.member("new_lineage", read->new_lineage);
        json.member("refused", read->refused ? read->refused->detail : "");
        json.end();
        context.print(json.take());
    } else if (read->obeyed == 0) {
        context.say_line("bundle_answer_again");
    } else {
        context.say_line("bundle_answer_read", {{"confirmed", shown_count(read->confirmed)},
                                                {"fetched", shown_count(read->fetched)},
                                                {"n", shown_count(waiting)}});
        if (read->delivered > 0) {
            context.say_line("bundle_answer_pictures", {{"n", shown_count(read->delivered)}});
        }
        if (read->new_lineage) {
            context.say_line("sync_new_lineage");
        }
    }
    if (read->refused) {
        context.say_line("bundle_answer_refused",
                         {{"why", refusal_words(context.language, read->refused->detail)}});
        return Exit::refused;
    }
    return Exit::done;
}

}  // namespace

int bundle(const BundleAsked& asked, Context& context) {
    return asked.action == "export" ? export_bundle(asked, context) : import_answers(context);
}

}  // namespace phirap::agent
