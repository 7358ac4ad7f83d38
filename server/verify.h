// Verifying: everything that a store keeps is worked out again, the live one or a backup's.
//
// The log as server/audit.h says, published grades replayed, pictures hashed. It only reads. One office after
// another, each at a moment of its own, so that the server goes on writing meanwhile.
#pragma once

#include <filesystem>
#include <vector>

#include "server/audit.h"
#include "server/progress.h"

namespace phirap::server {

struct VerifiedOffice {
    Office office;
    Audited audited;
    Feed feed;
    std::uint64_t pictures = 0;
    std::uint64_t picture_bytes = 0;
};

struct Verified {
    std::vector<VerifiedOffice> offices;
    // Beside those of the offices: of the file, of the backup.
    std::vector<AuditFault> faults;
    bool stopped = false;

    [[nodiscard]] std::uint64_t operations() const;
    [[nodiscard]] std::uint64_t faults_found() const;
};

struct StoreToVerify {
    std::filesystem::path database;
    std::filesystem::path evidence;  // with a folder for each office
    const SigningKey& key;
    Clock& clock;
    Chance& chance;
    bool pictures = true;  // hash each; else they are counted alone
    Office only = {};      // this office alone; "" is all
};
// Throws StoreError.
[[nodiscard]] Verified verify_store(const StoreToVerify& store, const GoOn& go_on);

}  // namespace phirap::server
