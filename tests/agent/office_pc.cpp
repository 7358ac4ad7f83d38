#include "tests/agent/office_pc.h"

#include <algorithm>

#include "agent/schema.h"
#include "shared/core/invariant.h"
#include "shared/wire/frame.h"
#include "shared/wire/operation_body.h"
#include "tests/support/tests_folder.h"

namespace phirap::testing {
namespace {

SigningKey key_of_machine(std::uint8_t machine) {
    SigningKey::Seed seed{};
    seed.fill(machine);
    return SigningKey(seed);
}

SigningKey server_key() {
    return key_of_machine(250);
}

EnrolmentCode code_for(const Office& office, const std::string& mission) {
    EnrolmentCode code;
    code.server_key = server_key().public_key();
    code.office = office;
    code.url = "http://127.0.0.1:1";
    code.mission = mission;
    return code;
}

std::uint32_t branch_of(OperationLog& log, const LineageId& lineage, const WriterId& writer,
                        const WriterId& server) {
    const auto found = std::ranges::find(log.branches(), lineage, &LoggedBranch::lineage);
    if (found != log.branches().end()) {
        return found->number;
    }
    return log.add_branch(lineage, writer, std::nullopt, root_id({server, log.office(), writer, lineage}));
}

void append_bodies(OperationLog& log, std::uint32_t branch, const std::vector<Bytes>& bodies) {
    std::vector<NewOperation> operations;
    OperationId parent = log.branch(branch).tip_id;
    for (const Bytes& body : bodies) {
        parent = operation_id(parent, body);
        operations.push_back({parent, to_text(*scope_of_body(body)), body});
    }
    log.append(branch, operations);
}

}  // namespace

OfficePc::OfficePc(const Office& office, std::uint8_t machine, const std::string& mission)
    : database_(folder_.path() / "store"), key_(key_of_machine(machine)), chance_(machine) {
    invariant(migrate(database_, agent::schema()).has_value(), "a new store takes the schema");
    agent::AgentStore::enrol(database_, code_for(office, mission), key_, "a PC", chance_);
    store_ = std::make_unique<agent::AgentStore>(database_, key_, clock_, chance_);
}

std::map<std::string, std::string> OfficePc::files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path())) {
        const std::string name = std::filesystem::relative(entry.path(), folder_.path()).string();
        if (entry.is_regular_file() && !name.ends_with("-shm")) {  // locks, not content
            files[name] = folder_.read(name);
        }
    }
    return files;
}

void OfficePc::fetch_from(const OfficePc& other) {
    const OperationLog theirs = other.store_->log();
    Transaction transaction(database_);
    OperationLog log = store_->log();
    for (const LoggedBranch& branch : theirs.branches()) {
        const std::uint32_t number =
            branch_of(log, branch.lineage, branch.writer, store_->enrolment().server());
        const std::uint64_t held = log.branch(number).tip;
        if (held < branch.tip) {
            append_bodies(log, number,
                          theirs.bodies(branch.number, held + 1, branch.tip, SIZE_MAX, SIZE_MAX));
        }
    }
    transaction.commit();
}

void OfficePc::hear_from_server(const Entity& entity, const std::vector<Field>& fields, const Scope& scope,
                                const std::vector<OperationName>& seen) {
    OperationBody body{{clock_.wall_ms(), 0}, "admin", scope, seen, {{ChangeKind::set, entity, fields}}};
    Transaction transaction(database_);
    OperationLog log = store_->log();
    LineageId lineage;
    lineage.bytes.fill(9);
    const std::uint32_t branch = branch_of(log, lineage, server_key().writer(), store_->enrolment().server());
    append_bodies(log, branch, {*encode_body(body)});
    transaction.commit();
}

void OfficePc::seal_servers_words() {
    Transaction transaction(database_);
    OperationLog log = store_->log();
    const WriterId server = server_key().writer();
    const auto branch = std::ranges::find(log.branches(), server, &LoggedBranch::writer);
    invariant(branch != log.branches().end(), "the server has said something");
    log.keep_seal({branch->number, branch->tip},
                  make_seal(server_key(), {server, log.office(), server, branch->lineage}, branch->tip,
                            branch->tip_id));
    transaction.commit();
}

void meet(OfficePc& one, OfficePc& other) {
    one.fetch_from(other);
    other.fetch_from(one);
}

std::string golden_text(const std::string& name) {
    std::ifstream stream(tests_folder() / "golden" / name);
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace phirap::testing
