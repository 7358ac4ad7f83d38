// `audit`, `doctor`: whether what is kept is whole, and whether the server can go on.
#include <sys/stat.h>

#include <algorithm>

#include "server/audit.h"
#include "server/backup.h"
#include "server/certificate.h"
#include "server/cli/asking.h"
#include "server/cli/commands.h"
#include "server/exports.h"
#include "server/rot.h"
#include "shared/host/disk_room.h"
#include "shared/host/files.h"
#include "shared/wire/json_writer.h"

namespace phirap::server {
namespace {

constexpr std::uint64_t free_bytes_low = 512ULL * 1024 * 1024;
// A daily one that failed once is made up for by the next.
constexpr std::int64_t backup_age_ms_max = 48LL * 60 * 60 * 1000;
constexpr std::int64_t silent_ms = 7LL * 24 * 60 * 60 * 1000;
constexpr std::int64_t clock_error_ms_max = 10LL * 60 * 1000;
constexpr std::size_t pem_bytes_max = 64 * 1024;

// One thing that was looked at.
struct Finding {
    bool good = true;
    std::string key;  // of the catalogue
    Arguments arguments;
};

void look_at_store(const Snapshot& snapshot, std::vector<Finding>& findings) {
    std::vector<std::string> wrong = snapshot.store().database().quick_check();
    if (wrong.empty()) {
        findings.push_back({true, "doctor_store_good", {}});
    }
    for (std::string& line : wrong) {
        findings.push_back({false, "doctor_store_damaged", {{"what", std::move(line)}}});
    }
    for (const RottenOperation& rotten : rotten_operations(snapshot.store())) {
        findings.push_back({false,
                            "doctor_rotten",
                            {{"office", rotten.office},
                             {"sequence", std::to_string(rotten.sequence)},
                             {"lineage", rotten.lineage.hex()}}});
    }
}

void look_at_folder(const Context& context, std::vector<Finding>& findings) {
    const DiskRoom room = disk_room(context.folder);
    const bool enough = room.free_bytes >= free_bytes_low;
    findings.push_back({enough,
                        enough ? "doctor_room_good" : "doctor_room_low",
                        {{"mib", std::to_string(room.free_bytes / (1024 * 1024))}}});
    if (room.level() != DiskLevel::roomy) {
        findings.push_back({false, "disk_" + std::string(to_text(room.level())), room.arguments()});
    }
    struct stat state {};
    for (const char* name : {Files::key, Files::certificate_key, Files::store}) {
        const std::string path = (context.folder / name).string();
        if (::stat(path.c_str(), &state) != 0) {
            findings.push_back({false, "doctor_file_missing", {{"file", path}}});
        } else if ((state.st_mode & 077) != 0) {
            findings.push_back({false, "doctor_file_open", {{"file", path}}});
        }
    }
    const Result<Bytes> certificate = read_file(context.folder / Files::certificate, pem_bytes_max);
    const bool good = certificate && pin_of(std::string(text_of(*certificate)));
    findings.push_back({good, good ? "doctor_certificate_good" : "certificate_damaged", {}});
    if (context.config.public_url.empty()) {
        findings.push_back({true, "doctor_no_public_url", {}});
    }
}

// A server without a backup is a server that one disk can end; that is news, and no fault of the store.
void look_at_backup(const Context& context, const Snapshot& snapshot, std::int64_t now_ms,
                    std::vector<Finding>& findings) {
    const std::optional<LastBackup> last = last_backup(snapshot.store().database());
    if (!last) {
        findings.push_back({false, "doctor_backup_none", {}});
    } else {
        const bool fresh = now_ms - last->made_ms < backup_age_ms_max;
        const std::uint64_t bytes = static_cast<std::uint64_t>(last->bytes);
        findings.push_back({fresh,
                            fresh ? "doctor_backup_good" : "doctor_backup_old",
                            {{"made", shown_time(last->made_ms)},
                             {"backup", last->folder},
                             {"mib", std::to_string((bytes + 1024 * 1024 - 1) / (1024 * 1024))}}});
    }
    if (context.config.backup.folder.empty()) {
        findings.push_back({false, "doctor_backup_off", {}});
    }
}

void look_at_agents(const Snapshot& snapshot, std::int64_t now_ms, std::vector<Finding>& findings) {
    for (const AgentRow& agent : snapshot.store().agents()) {
        const Arguments who = {
            {"office", agent.office}, {"id", agent.agent.hex().substr(0, 12)}, {"machine", agent.machine}};
        if (agent.revoked) {
            continue;
        }
        if (now_ms - agent.contact_ms.value_or(agent.admitted_ms) > silent_ms) {
            findings.push_back({false, "doctor_agent_silent", who});
        }
        if (std::abs(agent.clock_error_ms.value_or(0)) > clock_error_ms_max) {
            findings.push_back({false, "doctor_agent_clock", who});
        }
    }
}

}  // namespace

int audit(const Invocation& asked, Context& context) {
    {
        // What it finds to have rotted is asked for from then on.
        const Centre::Writing writing = context.centre->writing();
        for (const Office& office :
             asked.office.empty() ? writing.store().offices() : std::vector<Office>{asked.office}) {
            look_for_rot(writing.store(), office);
        }
    }
    const Snapshot snapshot = context.centre->snapshot();
    const ServerStore& store = snapshot.store();
    const MissionPack pack = standing_pack(store);
    JsonWriter json;
    json.begin_array();
    std::size_t operations = 0;
    std::size_t same = 0;
    std::size_t amended = 0;
    std::size_t seals = 0;
    std::size_t faults = 0;
    for (const Office& office : asked.office.empty() ? store.offices() : std::vector<Office>{asked.office}) {
        Audited audited = audit_office(store, office);
        replay_grades(store, office, pack, audited);
        same += audited.grades_same;
        amended += audited.grades_amended;
        operations += audited.operations;
        seals += audited.seals;
        faults += audited.faults.size() + audited.faults_untold;
        json.begin_object();
        json.member("office", office);
        json.member("operations", static_cast<std::int64_t>(audited.operations));
        json.member("seals", static_cast<std::int64_t>(audited.seals));
        json.member("head", static_cast<std::int64_t>(audited.head));
        json.member("grades_same", static_cast<std::int64_t>(audited.grades_same));
        json.member("grades_amended", static_cast<std::int64_t>(audited.grades_amended));
        json.name("faults");
        json.begin_array();
        for (const AuditFault& fault : audited.faults) {
            Arguments arguments = fault.arguments;
            arguments.emplace_back("office", office);
            const std::string message = say(context.language, fault.key, arguments);
            json.begin_object();
            json.member("key", fault.key);
            for (const auto& [name, value] : fault.arguments) {
                json.member(name, value);
            }
            json.member("message", message);
            json.end();
            context.err += message + "\n";
        }
        json.end();
        json.end();
    }
    json.end();
    if (context.json) {
        context.out += json.take();
    } else {
        context.say_line(faults == 0 ? "audit_good" : "audit_bad",
                         {{"operations", std::to_string(operations)},
                          {"seals", std::to_string(seals)},
                          {"same", std::to_string(same)},
                          {"amended", std::to_string(amended)},
                          {"faults", std::to_string(faults)}});
    }
    return faults == 0 ? Exit::done : Exit::store_needs_attention;
}

int doctor(const Invocation&, Context& context) {
    const Snapshot snapshot = context.centre->snapshot();
    std::vector<Finding> findings;
    look_at_store(snapshot, findings);
    look_at_folder(context, findings);
    // What the offices' machines are up to is news for the admin, and no trouble of the store.
    const bool store_good = std::ranges::all_of(findings, &Finding::good);
    look_at_backup(context, snapshot, context.centre->clock().wall_ms(), findings);
    look_at_agents(snapshot, context.centre->clock().wall_ms(), findings);
    JsonWriter json;
    json.begin_array();
    for (const Finding& finding : findings) {
        const std::string message = say(context.language, finding.key, finding.arguments);
        json.begin_object();
        json.member("good", finding.good);
        json.member("key", finding.key);
        json.member("message", message);
        json.end();
        if (!context.json) {
            context.out += (finding.good ? "  ok  " : "  !!  ") + message + "\n";
        }
    }
    json.end();
    if (context.json) {
        context.out += json.take();
    }
    return store_good ? Exit::done : Exit::store_needs_attention;
}

}  // namespace phirap::server
