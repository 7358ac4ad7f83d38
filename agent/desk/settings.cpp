#include "agent/desk/settings.h"

namespace phirap::agent {

std::optional<std::string> desk_setting(AgentStore& store, std::string_view key) {
    Statement rows = store.database().rows("SELECT value FROM desk_setting WHERE key = ?", key);
    return rows.next() ? std::optional<std::string>(rows.text(0)) : std::nullopt;
}

void set_desk_setting(AgentStore& store, std::string_view key, std::string_view value) {
    if (desk_setting(store, key).value_or("") == value) {
        return;
    }
    Transaction transaction(store.database());
    if (value.empty()) {
        store.database().run("DELETE FROM desk_setting WHERE key = ?", key);
    } else {
        store.database().run("INSERT OR REPLACE INTO desk_setting VALUES (?, ?)", key, value);
    }
    transaction.commit();
}

}  // namespace phirap::agent
