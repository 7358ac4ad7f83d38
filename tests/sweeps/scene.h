// Where a path of the programs runs: one server and two PCs of an office on a disk in memory, with the
// programs' own objects, opened when they are first asked for. Time and chance stand still.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>

#include "agent/agent_store.h"
#include "server/server_store.h"
#include "tests/support/memory_vfs.h"
#include "tests/support/seeded.h"
#include "tests/support/temporary_folder.h"

namespace phirap::sweeps {

class Scene {
  public:
    static constexpr const char* server_folder = "/server/";
    static constexpr const char* pc_folder = "/pc/";
    static constexpr const char* other_folder = "/other/";

    Scene();
    ~Scene();
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;

    // Makes the server's store; enrols a PC with a new code, without telling the server.
    void make_server();
    void enrol_pc();
    void enrol_other();
    [[nodiscard]] EnrolmentCode new_code();

    [[nodiscard]] agent::AgentStore& pc() { return store_of(pc_); }
    [[nodiscard]] agent::AgentStore& other() { return store_of(other_); }
    [[nodiscard]] server::ServerStore& server();
    // Opened, whatever is in them.
    [[nodiscard]] Database& pc_database() { return database_of(pc_); }
    [[nodiscard]] Database& server_database();
    [[nodiscard]] const SigningKey& pc_key() const { return pc_.key; }
    // The PC's own operations, and the second copy of them as it lies on the disk now; its lineages' runs go
    // on from one another and none is there twice.
    [[nodiscard]] std::set<OperationId> own_operations();
    [[nodiscard]] std::set<OperationId> journaled();
    // The programs end; power and kill leave their objects behind, this one destroys them.
    void close();

    // Rounds until nothing is left to do.
    void sync_pc() { sync(pc()); }
    void sync_other() { sync(other()); }

    // Everything is as it was at the last keep(), on disk, and chance and damage begin from `seed`.
    void keep();
    void put_back(std::uint64_t seed);
    // The programs are started again: a PC draws other numbers than before, for a nonce is used once; the
    // server the same, so that the ends of two stories can be compared by its operations' ids.
    void begin_again();

    // What somebody was told, while the path runs: an officer that it is saved on the PC, the PC that the
    // server has it.
    void say_saved(const OperationId& id) { saved_.insert(id); }
    void say_all_saved();
    void say_what_is_confirmed();
    [[nodiscard]] const std::set<OperationId>& saved() const { return saved_; }
    [[nodiscard]] const std::set<OperationId>& acknowledged() const { return acknowledged_; }

    [[nodiscard]] MemoryVfs& disk() { return disk_; }
    [[nodiscard]] SetClock& clock() { return clock_; }
    // For what lies beside the stores as files: pictures.
    [[nodiscard]] const std::filesystem::path& files() const { return files_; }
    void use_files() { uses_files_ = true; }
    // Of the stores opened from now on: a short log is copied back within the path.
    void set_checkpoint_pages(int pages) { checkpoint_pages_ = pages; }

  private:
    struct Pc {
        std::string folder;
        SigningKey key;
        std::unique_ptr<Database> database;
        std::unique_ptr<agent::AgentStore> store;
    };
    [[nodiscard]] agent::AgentStore& store_of(Pc& pc);
    [[nodiscard]] Database& database_of(Pc& pc);
    void enrol(Pc& pc);
    void sync(agent::AgentStore& store);

    SeededChance damage_{1};
    SeededChance pc_chance_{2};
    SeededChance server_chance_{3};
    std::uint64_t starts_ = 0;
    SetClock clock_;
    MemoryVfs disk_;
    TemporaryFolder temporary_;
    std::filesystem::path files_;
    bool uses_files_ = false;
    int checkpoint_pages_ = 1000;
    SigningKey server_key_;
    std::unique_ptr<Database> server_database_;
    std::unique_ptr<server::ServerStore> server_;
    Pc pc_;
    Pc other_;
    MemoryVfs::Files kept_;
    std::set<OperationId> saved_;
    std::set<OperationId> acknowledged_;
};

[[nodiscard]] std::set<OperationId> operations_in(Database& database);
// Every row of every table, and the schema's version, as one digest: equal states, equal stores.
[[nodiscard]] Digest state_of(Database& database);

}  // namespace phirap::sweeps
