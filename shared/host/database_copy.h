// A copy of a database that others go on writing, by SQLite's backup API: never by reading the file, which
// would drop SQLite's locks and could copy half a commit.
//
// The copy is of one moment, the one at which it began, whatever is committed meanwhile. Writers are not
// held up; their log cannot be emptied until the copy is made.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

namespace phirap {

// So much of so much is done; false: stop.
using CopyProgress = std::function<bool(std::uint64_t done_bytes, std::uint64_t bytes)>;

// Makes `copy` (mode 0600; it must not be there): one file, without a log beside it, that can be read from a
// folder in which nothing may be written. Not synced. False when it was told to stop; then, as after an
// error, `copy` is a piece of no use. Throws StoreError.
[[nodiscard]] bool copy_database(const std::filesystem::path& database, const std::filesystem::path& copy,
                                 const CopyProgress& go_on);

// Puts a database that nobody has open back into one file, after something was written into a copy.
void put_into_one_file(const std::filesystem::path& database);

}  // namespace phirap
