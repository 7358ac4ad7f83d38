#include "server/cli/asking.h"

#include <algorithm>

namespace phirap::server {

Error missing(const char* option) {
    return {ErrorKind::bad_input, "option_missing", {{"option", option}}};
}

Result<Office> office_asked(const std::string& typed, const ServerStore& store, const MissionPack& pack) {
    if (typed.empty()) {
        return tl::unexpected(missing("--office"));
    }
    const std::vector<Office> with_feed = store.offices();
    if (pack.office(typed) != nullptr || std::ranges::find(with_feed, typed) != with_feed.end()) {
        return typed;
    }
    std::string known;
    for (const PackOffice& office : pack.offices) {
        known += (known.empty() ? "" : ", ") + office.code;
    }
    return fail(ErrorKind::not_found, "server_office_unknown", {{"office", typed}, {"known", known}});
}

Result<Month> month_asked(const std::string& typed, const MissionPack& pack) {
    if (typed.empty()) {
        return tl::unexpected(missing("--month"));
    }
    const Result<Month> month = month_typed(typed);
    if (month && *month < pack.first_month) {
        return fail(ErrorKind::bad_input, "month_before_first",
                    {{"month", to_text(*month)}, {"first", to_text(pack.first_month)}});
    }
    return month;
}

std::string office_name(const MissionPack& pack, const Office& office, Language language) {
    const PackOffice* known = pack.office(office);
    return known == nullptr ? "" : known->name.in(language);
}

}  // namespace phirap::server
