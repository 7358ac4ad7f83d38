#include "server/verify.h"

#include <algorithm>

#include "server/administration.h"
#include "server/centre.h"
#include "shared/host/blob_store.h"
#include "shared/host/store_error.h"

namespace phirap::server {
namespace {

struct NamedPicture {
    Sha256 name;
    std::uint64_t bytes = 0;
};

class Verifier {
  public:
    Verifier(const StoreToVerify& store, const GoOn& go_on) : of_(store), go_on_(go_on) {}

    Verified run() {
        std::vector<Office> offices;
        {
            const Snapshot snapshot = this->snapshot();
            for (std::string& line : snapshot.store().database().quick_check()) {
                verified_.faults.push_back({"", "doctor_store_damaged", {{"what", std::move(line)}}});
            }
            pack_ = standing_pack(snapshot.store());
            offices = of_.only.empty() ? offices_of(snapshot.store()) : std::vector<Office>{of_.only};
            for (const Office& office : offices) {
                operations_ += snapshot.store().feed(office).position;
            }
        }
        for (const Office& office : offices) {
            if (!verified_.stopped) {
                verify(office);
            }
        }
        return std::move(verified_);
    }

  private:
    [[nodiscard]] Snapshot snapshot() const { return {of_.database, of_.key, of_.clock, of_.chance}; }

    // Those that have a feed, and any that has but pictures.
    static std::vector<Office> offices_of(const ServerStore& store) {
        std::vector<Office> offices = store.offices();
        Statement rows = store.database().rows("SELECT DISTINCT office FROM picture");
        while (rows.next()) {
            offices.emplace_back(rows.text(0));
        }
        std::ranges::sort(offices);
        const auto doubled = std::ranges::unique(offices);
        offices.erase(doubled.begin(), doubled.end());
        return offices;
    }

    bool report(std::string_view what, std::uint64_t done, std::uint64_t total) {
        verified_.stopped = verified_.stopped || !go_on_({what, done, total});
        return !verified_.stopped;
    }

    void verify(const Office& office) {
        VerifiedOffice found;
        found.office = office;
        std::vector<NamedPicture> pictures;
        {
            const Snapshot snapshot = this->snapshot();
            const ServerStore& store = snapshot.store();
            found.audited = audit_office(store, office, [&](std::size_t more) {
                return report("progress_operations", done_ += more, operations_);
            });
            if (!verified_.stopped && found.audited.is_good()) {
                replay_grades(store, office, pack_, found.audited);
            }
            found.feed = store.feed(office);
            pictures = pictures_of(store, office);
        }
        const BlobStore evidence(of_.evidence / office);
        for (const NamedPicture& picture : pictures) {
            found.picture_bytes += picture.bytes;
            ++found.pictures;
            if (of_.pictures && report("progress_pictures", found.pictures, pictures.size())) {
                check(picture, evidence, found);
            }
        }
        verified_.offices.push_back(std::move(found));
    }

    static std::vector<NamedPicture> pictures_of(const ServerStore& store, const Office& office) {
        std::vector<NamedPicture> pictures;
        Statement rows = store.database().rows(
            "SELECT sha256, bytes FROM picture WHERE office = ? ORDER BY sha256", office);
        while (rows.next()) {
            pictures.push_back({rows.id<Sha256>(0), static_cast<std::uint64_t>(rows.integer(1))});
        }
        return pictures;
    }

    static void check(const NamedPicture& picture, const BlobStore& evidence, VerifiedOffice& found) {
        bool good = false;
        try {
            good = evidence.check(picture.name).has_value();
        } catch (const StoreError&) {
            // A disk that cannot read it has it no more.
        }
        if (!good) {
            const bool there = evidence.has(picture.name);
            found.audited.faults.push_back({found.office,
                                            there ? "verify_picture_damaged" : "verify_picture_missing",
                                            {{"file", evidence.path(picture.name).string()}}});
        }
    }

    const StoreToVerify& of_;
    const GoOn& go_on_;
    MissionPack pack_;  // reading it costs as much as a hundred operations
    std::uint64_t operations_ = 0;
    std::uint64_t done_ = 0;
    Verified verified_;
};

}  // namespace

std::uint64_t Verified::operations() const {
    std::uint64_t sum = 0;
    for (const VerifiedOffice& office : offices) {
        sum += office.audited.operations;
    }
    return sum;
}

std::uint64_t Verified::faults_found() const {
    std::uint64_t sum = faults.size();
    for (const VerifiedOffice& office : offices) {
        sum += office.audited.faults.size() + office.audited.faults_untold;
    }
    return sum;
}

Verified verify_store(const StoreToVerify& store, const GoOn& go_on) {
    return Verifier(store, go_on).run();
}

}  // namespace phirap::server
