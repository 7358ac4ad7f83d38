#include "tests/sweeps/scene.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "agent/schema.h"
#include "agent/sync_round.h"
#include "server/enrol.h"
#include "server/schema.h"
#include "server/sync_door.h"
#include "shared/core/invariant.h"
#include "shared/host/migrations.h"

namespace phirap::sweeps {
namespace {

constexpr const char* office = "4301";
constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

SigningKey key_of(std::uint8_t number) {
    SigningKey::Seed seed{};
    seed.fill(number);
    return SigningKey(seed);
}

}  // namespace

Scene::Scene()
    : disk_("sweeps", damage_),
      files_(temporary_.path() / "now"),
      server_key_(key_of(250)),
      pc_{pc_folder, key_of(1), nullptr, nullptr},
      other_{other_folder, key_of(2), nullptr, nullptr} {
    std::filesystem::create_directory(files_);
}

Scene::~Scene() {
    close();
}

void Scene::close() {
    for (Pc* pc : {&pc_, &other_}) {
        pc->store.reset();
        pc->database.reset();
    }
    server_.reset();
    server_database_.reset();
}

// As agent/opening.cpp opens its own.
Database& Scene::database_of(Pc& pc) {
    if (!pc.database) {
        const DatabaseOptions options{
            .exclusive = true, .vfs = disk_.name(), .cache_kib = 512, .checkpoint_pages = checkpoint_pages_};
        pc.database = std::make_unique<Database>(pc.folder + "agent.db", options);
    }
    return *pc.database;
}

Database& Scene::server_database() {
    if (!server_database_) {
        const DatabaseOptions options{.vfs = disk_.name(), .checkpoint_pages = checkpoint_pages_};
        server_database_ = std::make_unique<Database>("/server/server.db", options);
    }
    return *server_database_;
}

// The same: completed from the journal, the journal from it, and its ends looked at.
agent::AgentStore& Scene::store_of(Pc& pc) {
    if (!pc.store) {
        auto store = std::make_unique<agent::AgentStore>(database_of(pc), pc.key, clock_, pc_chance_);
        store->log().check_ends();
        pc.store = std::move(store);
    }
    return *pc.store;
}

server::ServerStore& Scene::server() {
    if (!server_) {
        server_ =
            std::make_unique<server::ServerStore>(server_database(), server_key_, clock_, server_chance_);
    }
    return *server_;
}

void Scene::make_server() {
    invariant(migrate(server_database(), server::schema()).has_value(), "a new store takes the schema");
    server::ServerStore::init(server_database(), "click-chumchon", clock_, server_chance_);
}

EnrolmentCode Scene::new_code() {
    EnrolmentCode code;
    code.server_key = server_key_.public_key();
    code.office = office;
    code.url = "https://server.example";
    code.mission = "click-chumchon";
    server_chance_ = SeededChance(1000 + starts_++);  // a secret is never drawn twice
    Transaction transaction(server_database());
    code.secret = server::make_code(server(), office, day_ms);
    transaction.commit();
    return code;
}

void Scene::enrol(Pc& pc) {
    const EnrolmentCode code = new_code();
    invariant(migrate(database_of(pc), agent::schema()).has_value(), "a new store takes the schema");
    agent::AgentStore::enrol(database_of(pc), code, pc.key, pc.folder, pc_chance_);
}

void Scene::enrol_pc() {
    enrol(pc_);
}

void Scene::enrol_other() {
    enrol(other_);
}

void Scene::sync(agent::AgentStore& store) {
    constexpr int rounds_max = 30;
    for (int round = 0; round < rounds_max; ++round) {
        const agent::PreparedRound prepared =
            prepare_round(store, {limits::frame_bytes_max, limits::frame_operations_max});
        const server::DoorAnswer answer = prepared.enrolment
                                              ? answer_enrolment(server(), prepared.request, server::Pace{})
                                              : answer_sync(server(), prepared.request, server::Pace{});
        const agent::RoundOutcome outcome = finish_round(store, prepared, answer.body);
        invariant(outcome.ending == agent::Ending::reached, "the line of a scene is a good one");
        if (!outcome.again) {
            return;
        }
    }
    invariant(false, "rounds come to an end");
}

void Scene::keep() {
    close();
    kept_ = disk_.snapshot("");
    if (uses_files_) {
        std::filesystem::copy(files_, temporary_.path() / "kept", std::filesystem::copy_options::recursive);
    }
}

void Scene::put_back(std::uint64_t seed) {
    close();
    disk_.stop_failing();
    disk_.restore("", kept_);
    if (uses_files_) {
        std::filesystem::remove_all(files_);
        std::filesystem::copy(temporary_.path() / "kept", files_, std::filesystem::copy_options::recursive);
    }
    damage_ = SeededChance(seed);
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, static_cast<int>(1 + seed % 1'000'000), nullptr);
    saved_.clear();
    acknowledged_.clear();
    starts_ = 0;
    begin_again();
}

void Scene::begin_again() {
    pc_chance_ = SeededChance(100 + starts_++);
    server_chance_ = SeededChance(30);
}

std::set<OperationId> Scene::own_operations() {
    std::set<OperationId> ids;
    const OperationLog log = pc().log();
    for (const LoggedBranch& branch : log.branches()) {
        for (std::uint64_t sequence = branch.tip; branch.writer == pc_.key.writer() && sequence > 0;
             --sequence) {
            ids.insert(*log.id_at({branch.number, sequence}));
        }
    }
    return ids;
}

std::set<OperationId> Scene::journaled() {
    std::set<OperationId> ids;
    const agent::Journal journal(agent::journal_file(pc_.folder + "agent.db"), disk_.name(), pc_.key);
    (void)journal.read([&](agent::Journal::Record record) {
        const auto* run = std::get_if<agent::JournaledRun>(&record);
        OperationId id = run == nullptr ? OperationId{} : run->parent;
        for (std::size_t i = 0; run != nullptr && i < run->bodies.size(); ++i) {
            id = operation_id(id, run->bodies[i]);
            invariant(ids.insert(id).second, "no operation stands in a journal twice");
        }
    });
    return ids;
}

void Scene::say_all_saved() {
    saved_.merge(operations_in(pc_database()));
}

void Scene::say_what_is_confirmed() {
    const OperationLog log = pc().log();
    const agent::Progress progress = pc().progress();
    for (const LoggedBranch& branch : log.branches()) {
        for (std::uint64_t sequence = pc().confirmed(branch, progress); sequence > 0; --sequence) {
            acknowledged_.insert(*log.id_at({branch.number, sequence}));
        }
    }
}

std::set<OperationId> operations_in(Database& database) {
    std::set<OperationId> ids;
    if (database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'operation'") == 0) {
        return ids;  // no store yet
    }
    std::size_t count = 0;
    for (Statement rows = database.rows("SELECT id FROM operation"); rows.next(); ++count) {
        ids.insert(rows.id<OperationId>(0));
    }
    invariant(count == ids.size(), "no operation stands in a log twice");
    return ids;
}

Digest state_of(Database& database) {
    std::vector<std::string> tables;
    for (Statement rows = database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
         rows.next();) {
        tables.emplace_back(rows.text(0));
    }
    std::string all = fmt::format("version {}\n", database.integer("PRAGMA user_version").value_or(0));
    for (const std::string& table : tables) {
        std::string columns;
        for (Statement rows = database.rows("SELECT name FROM pragma_table_info(?)", table); rows.next();) {
            columns += fmt::format("{}quote(\"{}\")", columns.empty() ? "" : "||','||", rows.text(0));
        }
        all += table + "\n";
        for (Statement rows = database.rows(fmt::format("SELECT {} FROM \"{}\" ORDER BY 1", columns, table));
             rows.next();) {
            all.append(rows.text(0)).append("\n");
        }
    }
    return digest_of({bytes_of(all)});
}

}  // namespace phirap::sweeps
