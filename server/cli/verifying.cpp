// `verify`: the store, or one backup, worked out again from end to end.
#include "server/cli/beside.h"
#include "server/cli/commands.h"
#include "server/verify_backup.h"
#include "shared/core/thai_calendar.h"
#include "shared/wire/json_writer.h"

namespace phirap::server {
namespace {

struct Sum {
    std::uint64_t seals = 0;
    std::uint64_t pictures = 0;
    std::uint64_t picture_bytes = 0;
    std::uint64_t same = 0;
    std::uint64_t amended = 0;
};

Sum sum_of(const Verified& verified) {
    Sum sum;
    for (const VerifiedOffice& office : verified.offices) {
        sum.seals += office.audited.seals;
        sum.pictures += office.pictures;
        sum.picture_bytes += office.picture_bytes;
        sum.same += office.audited.grades_same;
        sum.amended += office.audited.grades_amended;
    }
    return sum;
}

std::string shown_count(std::uint64_t count) {
    return shown(static_cast<std::int64_t>(count));
}

void tell(const AuditFault& fault, JsonWriter& json, Context& context) {
    Arguments arguments = fault.arguments;
    arguments.emplace_back("office", fault.office);
    const std::string message = say(context.language, fault.key, arguments);
    json.begin_object();
    json.member("key", fault.key);
    for (const auto& [name, value] : arguments) {
        json.member(name, value);
    }
    json.member("message", message);
    json.end();
    context.err += message + "\n";
}

void say_verified(const Verified& verified, bool of_backup, Context& context) {
    const Sum sum = sum_of(verified);
    const std::uint64_t faults = verified.faults_found();
    JsonWriter json;
    json.begin_object();
    json.member("offices", static_cast<std::int64_t>(verified.offices.size()));
    json.member("operations", static_cast<std::int64_t>(verified.operations()));
    json.member("seals", static_cast<std::int64_t>(sum.seals));
    json.member("pictures", static_cast<std::int64_t>(sum.pictures));
    json.member("picture_bytes", static_cast<std::int64_t>(sum.picture_bytes));
    json.member("grades_same", static_cast<std::int64_t>(sum.same));
    json.member("grades_amended", static_cast<std::int64_t>(sum.amended));
    json.member("faults_found", static_cast<std::int64_t>(faults));
    json.name("faults");
    json.begin_array();
    for (const AuditFault& fault : verified.faults) {
        tell(fault, json, context);
    }
    for (const VerifiedOffice& office : verified.offices) {
        for (const AuditFault& fault : office.audited.faults) {
            tell(fault, json, context);
        }
    }
    json.end();
    json.end();
    if (context.json) {
        context.out += json.take();
    } else if (faults == 0) {
        context.say_line("verify_good", {{"operations", shown_count(verified.operations())},
                                         {"seals", shown_count(sum.seals)},
                                         {"pictures", shown_count(sum.pictures)},
                                         {"same", shown_count(sum.same)},
                                         {"amended", shown_count(sum.amended)}});
    }
    if (faults > 0) {
        context.err += say(context.language, of_backup ? "verify_bad_backup" : "verify_bad",
                           {{"faults", shown_count(faults)}}) +
                       "\n";
    }
}

}  // namespace

int verify(const Invocation& asked, Context& context, Clock& clock, Chance& chance) {
    ShownProgress progress(context);
    Verified verified;
    if (!asked.backup.empty()) {
        const Result<KeptBackup> backup = backup_at(asked.backup);
        if (!backup) {
            return context.report(backup.error());
        }
        verified = verify_backup(*backup, clock, chance, progress.go_on());
    } else {
        const Result<StoreBeside> store = StoreBeside::open(context.folder, clock, chance);
        if (!store) {
            return context.report(store.error());
        }
        verified = verify_store({context.folder / Files::store, context.folder / "evidence", store->key(),
                                 clock, chance, true, asked.office},
                                progress.go_on());
    }
    say_verified(verified, !asked.backup.empty(), context);
    return verified.faults_found() == 0 ? Exit::done : Exit::store_needs_attention;
}

}  // namespace phirap::server
