#include "shared/host/migrations.h"

#include <fmt/format.h>

namespace phirap {
namespace {

tl::unexpected<Error> refuse(const char* key, const Database& database, std::size_t found,
                             std::size_t known) {
    return fail(ErrorKind::unsupported, key,
                {{"file", database.path().string()},
                 {"found", std::to_string(found)},
                 {"known", std::to_string(known)}});
}

}  // namespace

Result<void> migrate(Database& database, const Schema& schema) {
    const auto found = static_cast<std::size_t>(database.integer("PRAGMA user_version").value_or(0));
    const auto application =
        static_cast<std::uint32_t>(database.integer("PRAGMA application_id").value_or(0));
    const bool is_new =
        found == 0 && application == 0 && database.integer("SELECT count(*) FROM sqlite_schema") == 0;
    if (!is_new && application != schema.application_id) {
        return refuse("store_foreign", database, found, schema.migrations.size());
    }
    if (found > schema.migrations.size()) {
        return refuse("store_newer", database, found, schema.migrations.size());
    }
    if (found < schema.migrations.size() && database.read_only()) {
        return refuse("store_older", database, found, schema.migrations.size());
    }
    for (std::size_t version = found; version < schema.migrations.size(); ++version) {
        Transaction transaction(database);
        database.script(std::string(schema.migrations[version]));
        // Pragmas take no bound values.
        database.script(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}",
                                    static_cast<std::int32_t>(schema.application_id), version + 1));
        transaction.commit();
    }
    return {};
}

}  // namespace phirap
