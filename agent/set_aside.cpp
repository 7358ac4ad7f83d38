#include "agent/set_aside.h"

#include <fmt/chrono.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "shared/host/files.h"
#include "shared/host/store_error.h"

namespace phirap::agent {
namespace {

constexpr const char* mark = ".damaged-";
constexpr const char* log_ending = "-wal";
constexpr std::size_t named_max = 20;

void rename_file(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (std::rename(from.c_str(), to.c_str()) != 0 && errno != ENOENT) {
        throw StoreError::from_errno("rename " + from.string(), from.string(), errno);
    }
}

bool is_log(const std::filesystem::path& file) {
    return file.string().ends_with(log_ending);
}

}  // namespace

std::filesystem::path set_aside(const std::filesystem::path& database_file, std::int64_t wall_ms) {
    const std::string stem = fmt::format("{}{}{:%Y%m%dT%H%M%SZ}", database_file.string(), mark,
                                         fmt::gmtime(static_cast<std::time_t>(wall_ms / 1000)));
    std::filesystem::path aside = stem;
    for (int other = 2; std::filesystem::exists(aside); ++other) {
        aside = fmt::format("{}-{}", stem, other);
    }
    // The log first: a database without it is still what was last copied back, a log without its database is
    // nothing.
    rename_file(database_file.string() + log_ending, aside.string() + log_ending);
    rename_file(database_file, aside);
    sync_folder(database_file.parent_path());
    return aside;
}

std::vector<std::filesystem::path> files_set_aside(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
        if (entry.path().filename().string().find(mark) != std::string::npos && !is_log(entry.path())) {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    files.resize(std::min(files.size(), named_max));
    return files;
}

}  // namespace phirap::agent
