// The machine in trouble: the disk is full, read-only, failing, or holds a database that no longer checks.
//
// Thrown from the one place that talks to SQLite, after which the transaction is rolled back by its
// destructor; caught at the few named edges (commands, desk, runner, the server's HTTP door), which say
// the sentence `key` to people and put what() into the log.
#pragma once

#include <stdexcept>
#include <string>

#include "shared/core/error.h"

namespace phirap {

enum class StoreTrouble {
    disk_full,
    read_only,
    corrupt,
    io,
    busy,   // another connection or process holds the lock longer than the timeout
    other,  // out of memory, a constraint, a mistake in the SQL
};

class StoreError : public std::runtime_error {
  public:
    // `doing` as in a log line ("commit /var/lib/x/agent.db"); `code` is SQLite's extended result code
    // and `system_errno` the operating system's, 0 when unknown.
    StoreError(std::string doing, std::string file, int code, int system_errno, std::string_view reason);

    // The same for plain files: the code is 0.
    [[nodiscard]] static StoreError from_errno(std::string doing, std::string file, int system_errno);

    // The same trouble, met where what was to be saved may already be on the disk for good: people are not
    // told that it was not saved.
    [[nodiscard]] StoreError perhaps_saved() const;

    [[nodiscard]] StoreTrouble trouble() const { return trouble_; }
    [[nodiscard]] int code() const { return code_; }
    [[nodiscard]] const std::string& doing() const { return doing_; }
    // A sentence of the catalogue (shared/core/words/store.cpp) and what fills it.
    [[nodiscard]] std::string key() const;
    [[nodiscard]] Arguments arguments() const { return {{"file", file_}}; }

  private:
    std::string doing_;
    std::string file_;
    int code_;
    StoreTrouble trouble_;
    bool perhaps_saved_ = false;
};

}  // namespace phirap
