// Months as they were folded last, kept until something of them changes.
//
// A page asks for its month after every field that is left, and a grade counts some facts over all months
// before. Folding is what costs; whether a month is still the same is a count of its operations, which are
// only ever added. Used by whoever holds the store, and no one else.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "agent/month_view.h"

namespace phirap::agent {

// What is sent of one picture.
struct NamedPicture {
    std::optional<Sha256> preview;
    std::optional<Sha256> rendition;
};

struct ShelvedMonth {
    MonthFile file;
    ReportStatus status;
    std::size_t rows = 0;
    std::size_t questions = 0;
    std::vector<NamedPicture> pictures;  // those shown
    std::set<Sha256> picture_files;      // of them and of those deleted
};

class MonthShelf {
  public:
    // What is given stays until clear(), or until the same is asked for and has changed.
    [[nodiscard]] const ShelvedMonth& month(const AgentStore& store, Month month);
    [[nodiscard]] const Report& office_file(const AgentStore& store);
    [[nodiscard]] const MissionPack& pack(const AgentStore& store);
    // All that a grade of the month is made from.
    [[nodiscard]] MonthSources sources(const AgentStore& store, Month month);

    void clear();

  private:
    // When two are equal, the same operations fold to the same.
    struct Edition {
        std::uint64_t operations = 0;  // of the scope
        std::uint64_t of_office = 0;   // the server's words, which hold operations back or let them go
        std::size_t damaged = 0;
        std::size_t branches = 0;

        bool operator==(const Edition&) const = default;
    };
    struct Kept {
        Edition edition;
        ShelvedMonth month;
    };
    [[nodiscard]] Edition edition_of(const AgentStore& store, const Scope& scope) const;

    std::map<Month, Kept> months_;
    std::optional<std::pair<Edition, Report>> office_;
    std::optional<std::pair<Edition, MissionPack>> pack_;
};

}  // namespace phirap::agent
