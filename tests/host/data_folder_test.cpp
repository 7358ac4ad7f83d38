#include "shared/host/data_folder.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "tests/support/temporary_folder.h"

namespace phirap {
namespace {

std::string argument(const Error& error, std::string_view name) {
    for (const auto& [key, value] : error.arguments) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

// Runs `story` in a process of its own; true when it said so.
bool in_another_process(const std::function<bool()>& story) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(story() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_CASE("data folder: is made for its owner alone") {
    const TemporaryFolder folder;
    const auto owned = DataFolder::open(folder.path() / "office", DataFolder::Missing::make_it);
    REQUIRE(owned);
    struct stat made {};
    REQUIRE(::stat((folder.path() / "office").c_str(), &made) == 0);
    CHECK((made.st_mode & 0777) == 0700);
    CHECK_FALSE(owned->is_open_to_others());
}

TEST_CASE("data folder: a second process is refused and told who has it") {
    const TemporaryFolder folder;
    const auto owned = DataFolder::open(folder.path(), DataFolder::Missing::make_it);
    REQUIRE(owned);
    const std::string owner = std::to_string(::getpid());
    CHECK(in_another_process([&] {
        const auto refused = DataFolder::open(folder.path(), DataFolder::Missing::make_it);
        return !refused && refused.error().kind == ErrorKind::busy && refused.error().key == "folder_busy" &&
               argument(refused.error(), "process").ends_with(" " + owner);
    }));
}

TEST_CASE("data folder: a process that was killed leaves it free") {
    const TemporaryFolder folder;
    const pid_t child = ::fork();
    if (child == 0) {
        const auto owned = DataFolder::open(folder.path(), DataFolder::Missing::make_it);
        ::kill(::getpid(), SIGKILL);
    }
    ::waitpid(child, nullptr, 0);
    CHECK(folder.read("lock") == std::to_string(child) + "\n");
    CHECK(DataFolder::open(folder.path(), DataFolder::Missing::is_an_error));
}

TEST_CASE("data folder: the lock goes with its owner, also when moved") {
    const TemporaryFolder folder;
    {
        auto first = DataFolder::open(folder.path(), DataFolder::Missing::make_it);
        const DataFolder second = std::move(*first);
        CHECK(DataFolder::open(folder.path(), DataFolder::Missing::make_it).error().key == "folder_busy");
    }
    CHECK(DataFolder::open(folder.path(), DataFolder::Missing::make_it));
}

TEST_CASE("data folder: what is missing or in the way is named") {
    const TemporaryFolder folder;
    folder.write("file", "x");
    const auto key = [&](const char* name, DataFolder::Missing missing) {
        return DataFolder::open(folder.path() / name, missing).error().key;
    };
    CHECK(key("none", DataFolder::Missing::is_an_error) == "folder_not_found");
    CHECK(key("none/deeper", DataFolder::Missing::make_it) == "folder_parent_not_found");
    CHECK(key("file", DataFolder::Missing::make_it) == "folder_is_a_file");
    CHECK(key("file/deeper", DataFolder::Missing::make_it) == "folder_is_a_file");
}

TEST_CASE("data folder: one that cannot be written is refused") {
    const TemporaryFolder folder;
    REQUIRE(::chmod(folder.path().c_str(), 0555) == 0);
    CHECK(in_another_process([&] {
        constexpr uid_t nobody = 65534;
        if (::geteuid() == 0 && ::setuid(nobody) != 0) {
            return false;
        }
        const auto here = DataFolder::open(folder.path(), DataFolder::Missing::make_it);
        const auto below = DataFolder::open(folder.path() / "below", DataFolder::Missing::make_it);
        return !here && here.error().key == "folder_read_only" && !below &&
               below.error().key == "folder_read_only";
    }));
}

}  // namespace
}  // namespace phirap
