#include "server/verify_backup.h"

#include <algorithm>

#include "server/centre.h"
#include "shared/host/keys.h"
#include "shared/host/store_error.h"

namespace phirap::server {
namespace {

void check_files(const KeptBackup& backup, Verified& verified) {
    for (const BackedUpFile& file : backup.manifest.files) {
        const std::filesystem::path path = backup.path / file.name;
        bool same = false;
        try {
            const FileDigest found = digest_of_file(path);
            same = found.bytes == file.bytes && found.digest == file.digest;
        } catch (const StoreError&) {
            // Missing, or not to be read.
        }
        if (!same) {
            verified.faults.push_back({"", "backup_file_other", {{"file", path.string()}}});
        }
    }
}

void check_offices(const BackupManifest& manifest, Verified& verified) {
    const auto differs = [&](const Office& office) {
        verified.faults.push_back({office, "backup_office_other", {}});
    };
    for (const BackedUpOffice& said : manifest.offices) {
        const auto found = std::ranges::find(verified.offices, said.office, &VerifiedOffice::office);
        if (found == verified.offices.end() || found->feed.position != said.position ||
            found->feed.chain != said.chain || found->pictures != said.pictures) {
            differs(said.office);
        }
    }
    for (const VerifiedOffice& found : verified.offices) {
        if (std::ranges::find(manifest.offices, found.office, &BackedUpOffice::office) ==
            manifest.offices.end()) {
            differs(found.office);
        }
    }
}

}  // namespace

Verified verify_backup(const KeptBackup& backup, Clock& clock, Chance& chance, const GoOn& go_on) {
    Verified verified;
    check_files(backup, verified);
    const Result<LoadedKey> key = load_key(backup.path / Files::key);
    const std::filesystem::path store = backup.path / Files::store;
    if (!key || writer_of(key->pair.public_key) != backup.manifest.server) {
        verified.faults.push_back({"", "backup_file_other", {{"file", (backup.path / Files::key).string()}}});
        return verified;
    }
    try {
        const SigningKey signing(key->pair.seed);
        Verified found =
            verify_store({store, backup.path.parent_path() / backup_evidence, signing, clock, chance}, go_on);
        verified.offices = std::move(found.offices);
        verified.stopped = found.stopped;
        verified.faults.insert(verified.faults.end(), found.faults.begin(), found.faults.end());
        if (!verified.stopped) {
            check_offices(backup.manifest, verified);
        }
    } catch (const StoreError& error) {
        verified.faults.push_back({"", "doctor_store_damaged", {{"what", error.what()}}});
    }
    return verified;
}

}  // namespace phirap::server
