// The centre: a server's data folder, opened. Its key, its certificate, its store.
//
// One connection does every write, behind one mutex; whoever reads takes a snapshot on a connection of its
// own and delays nobody. The folder's lock (shared/host/data_folder.h) is the caller's.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "server/server_store.h"
#include "shared/core/result.h"

namespace phirap::server {

// Files of the data folder.
struct Files {
    static constexpr const char* store = "server.db";
    static constexpr const char* key = "server.key";
    static constexpr const char* certificate = "tls.crt";
    static constexpr const char* certificate_key = "tls.key";
    static constexpr const char* config = "server.toml";
    static constexpr const char* address = "address";  // what `serve` listens on, as a URL
};

// What stood at one moment. Short-lived: the log of writes grows while it is open.
class Snapshot {
  public:
    Snapshot(const std::filesystem::path& store, const SigningKey& key, Clock& clock, Chance& chance);
    [[nodiscard]] const ServerStore& store() const { return *store_; }

  private:
    Database database_;
    std::unique_ptr<ServerStore> store_;
};

class Centre {
  public:
    // Opens what init made, and brings the store up to this program's version. Errors: not_a_server
    // {folder}; restore_unfinished {folder}; key_lost {file}; of the key, the store, its version.
    [[nodiscard]] static Result<std::unique_ptr<Centre>> open(const std::filesystem::path& folder,
                                                              Clock& clock, Chance& chance);

    // The store for writing, and nobody else beside.
    class Writing {
      public:
        Writing(std::mutex& mutex, ServerStore& store) : lock_(mutex), store_(&store) {}
        [[nodiscard]] ServerStore& store() const { return *store_; }

      private:
        std::unique_lock<std::mutex> lock_;
        ServerStore* store_;
    };
    [[nodiscard]] Writing writing() { return {mutex_, *store_}; }
    [[nodiscard]] Snapshot snapshot() const;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] const SigningKey& key() const { return key_; }
    [[nodiscard]] const std::string& mission() const { return mission_; }
    [[nodiscard]] Clock& clock() const { return *clock_; }
    [[nodiscard]] Chance& chance() const { return *chance_; }

  private:
    Centre(std::filesystem::path folder, const SigningKey& key, Clock& clock, Chance& chance);

    std::filesystem::path folder_;
    SigningKey key_;
    Clock* clock_;
    Chance* chance_;
    std::mutex mutex_;
    Database database_;
    std::string mission_;
    std::unique_ptr<ServerStore> store_;
};

// Whether the folder's store is one that init finished.
[[nodiscard]] bool is_initialised(Database& database);

}  // namespace phirap::server
