// The bare limits: what the same rows cost when nothing is promised but to store, squeeze or send them.
//
// Nobody who stores these rows in SQLite can be cheaper than a bare insert. So these figures, measured
// in the same run on the same machine, say how much of our cost is ours.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace phirap::bench {

// The lines of make_rows.py, one row each.
using Lines = std::vector<std::string>;

// Inserts at 500 a transaction into a BareTable in `folder`.
void bare_sqlite(const Lines& lines, const std::filesystem::path& folder, int times);

// zlib's deflate, level 6, with the 32 KiB of rows before as dictionary, at 500, 10 and 1 rows a frame.
void bare_deflate(const Lines& lines, int times);

// POSTs of 64 KiB over loopback, libcurl to cpp-httplib, on one kept connection.
void bare_loopback(int times);

// Memory of a program that does nothing with httplib, SQLite and curl but have them in use.
void bare_memory(const std::filesystem::path& folder);

}  // namespace phirap::bench
