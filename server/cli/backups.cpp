// `backup`, `restore`: a copy of all that the server keeps, and a server made from one.
#include "server/backup.h"

#include <algorithm>

#include "server/cli/beside.h"
#include "server/cli/commands.h"
#include "server/cli/run.h"
#include "server/restore.h"
#include "shared/core/thai_calendar.h"
#include "shared/host/control_socket.h"
#include "shared/wire/json_writer.h"

namespace phirap::server {
namespace {

std::string shown_count(std::uint64_t count) {
    return shown(static_cast<std::int64_t>(count));
}

std::string mebibytes(std::uint64_t bytes) {
    return shown_count((bytes + 1024 * 1024 - 1) / (1024 * 1024));
}

// Trouble of the disk that the backup goes to says nothing of the server's.
int report_trouble(const StoreError& error, const std::filesystem::path& folder, Context& context) {
    const std::string file = error.arguments().front().second;
    const bool of_backup = file.starts_with(folder.string());
    if (of_backup && error.trouble() == StoreTrouble::disk_full) {
        return context.report(Error{ErrorKind::refused, "backup_disk_full", {{"folder", folder.string()}}});
    }
    if (of_backup && error.trouble() == StoreTrouble::read_only) {
        return context.report(Error{ErrorKind::refused, "backup_read_only", {{"folder", folder.string()}}});
    }
    context.err += std::string(error.what()) + "\n";
    return of_backup
               ? context.report(Error{ErrorKind::refused, "backup_disk_fails", {{"folder", folder.string()}}})
               : context.report(error);
}

// In the store that we have open, or by the service that has it.
Result<void> note(StoreBeside& store, const std::filesystem::path& backup, const Context& context) {
    if (store.centre() != nullptr) {
        return note_backup(*store.centre(), backup);
    }
    ControlRequest request;
    request.arguments = {"backup-verified", backup.string(), "--lang",
                         context.language == Language::thai ? "th" : "en"};
    const Result<ControlReply> reply = call(context.folder, request);
    if (!reply) {
        return tl::unexpected(reply.error());
    }
    return reply->status == Exit::done ? Result<void>()
                                       : fail(ErrorKind::refused, "backup_not_noted", {{"why", reply->err}});
}

void say_backup(const BackupMade& made, std::size_t removed, Context& context) {
    const BackupManifest& manifest = made.manifest;
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("backup", made.path.string());
        json.member("made", shown_time(manifest.made_ms));
        json.member("operations", static_cast<std::int64_t>(manifest.operations));
        json.member("pictures", static_cast<std::int64_t>(manifest.pictures()));
        json.member("pictures_missing", static_cast<std::int64_t>(manifest.pictures_missing));
        json.member("bytes", static_cast<std::int64_t>(manifest.bytes()));
        json.member("faults", static_cast<std::int64_t>(manifest.faults));
        json.member("removed", static_cast<std::int64_t>(removed));
        json.end();
        context.out += json.take();
    } else if (manifest.is_whole()) {
        context.say_line("backup_made", {{"backup", made.path.string()},
                                         {"operations", shown_count(manifest.operations)},
                                         {"pictures", shown_count(manifest.pictures())},
                                         {"mib", mebibytes(manifest.bytes())}});
        if (removed > 0) {
            context.say_line("backup_removed", {{"n", shown_count(removed)}});
        }
    }
    if (!manifest.is_whole()) {
        context.err += say(context.language, "backup_of_damaged",
                           {{"backup", made.path.string()}, {"faults", shown_count(manifest.faults)}}) +
                       "\n";
    }
    if (manifest.pictures_missing > 0) {
        context.err += say(context.language, "backup_pictures_missing",
                           {{"n", shown_count(manifest.pictures_missing)}}) +
                       "\n";
    }
}

void say_restored(const Restored& restored, Context& context) {
    const BackupManifest& manifest = restored.from.manifest;
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("folder", context.folder.string());
        json.member("backup", restored.from.path.string());
        json.member("made", shown_time(manifest.made_ms));
        json.member("epoch", restored.epoch.hex());
        json.member("operations", static_cast<std::int64_t>(manifest.operations));
        json.member("pictures", static_cast<std::int64_t>(restored.pictures));
        json.member("pictures_damaged", static_cast<std::int64_t>(restored.pictures_damaged));
        json.member("codes_voided", static_cast<std::int64_t>(restored.codes_voided));
        json.end();
        context.out += json.take();
        return;
    }
    context.say_line("restore_done", {{"folder", context.folder.string()},
                                      {"made", shown_time(manifest.made_ms)},
                                      {"operations", shown_count(manifest.operations)},
                                      {"pictures", shown_count(restored.pictures)}});
    if (restored.pictures_damaged > 0) {
        context.say_line("restore_pictures_damaged", {{"n", shown_count(restored.pictures_damaged)}});
    }
    context.say_line("restore_next", {{"n", shown_count(restored.codes_voided)}});
}

}  // namespace

int backup(const Invocation& asked, Context& context, Clock& clock, Chance& chance) {
    const std::string typed = asked.backup.empty() ? context.config.backup.folder : asked.backup;
    if (typed.empty()) {
        return context.report(Error{ErrorKind::bad_input, "backup_no_folder", {}});
    }
    const std::filesystem::path folder = std::filesystem::absolute(typed).lexically_normal();
    Result<StoreBeside> store = StoreBeside::open(context.folder, clock, chance);
    if (!store) {
        return context.report(store.error());
    }
    try {
        ShownProgress progress(context);
        const Result<BackupMade> made = make_backup(
            {context.folder, settings_file(asked, context.folder), folder, store->key(), clock, chance},
            progress.go_on());
        if (!made) {
            return context.report(made.error().key == "folder_read_only"
                                      ? Error{ErrorKind::refused, "backup_read_only", made.error().arguments}
                                      : made.error());
        }
        std::size_t removed = 0;
        if (made->manifest.is_whole()) {
            if (const Result<void> noted = note(*store, made->path, context); !noted) {
                context.err += say(context.language, noted.error()) + "\n";
            }
            const bool ours = folder == std::filesystem::path(context.config.backup.folder);
            const std::size_t keep = asked.number ? static_cast<std::size_t>(*asked.number)
                                     : ours       ? context.config.backup.keep
                                                  : 0;
            removed = keep > 0 ? prune_backups(folder, keep) : 0;
        }
        say_backup(*made, removed, context);
        const bool all = made->manifest.is_whole() && made->manifest.pictures_missing == 0;
        return all ? Exit::done : Exit::store_needs_attention;
    } catch (const StoreError& error) {
        return report_trouble(error, folder, context);
    }
}

int note_verified_backup(const Invocation& asked, Context& context) {
    const Result<void> noted = note_backup(*context.centre, asked.backup);
    return noted ? Exit::done : context.report(noted.error());
}

int restore(const Invocation& asked, Context& context, Clock& clock, Chance& chance) {
    ShownProgress progress(context);
    const Result<Restored> restored =
        restore_server({asked.backup, context.folder, clock, chance}, progress.go_on());
    if (!restored) {
        return context.report(restored.error());
    }
    say_restored(*restored, context);
    return Exit::done;
}

}  // namespace phirap::server
