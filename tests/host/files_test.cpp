#include "shared/host/files.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "shared/host/store_error.h"
#include "tests/support/temporary_folder.h"

namespace phirap {
namespace {

unsigned mode_of(const std::filesystem::path& path) {
    struct stat file {};
    REQUIRE(::stat(path.c_str(), &file) == 0);
    return file.st_mode & 0777U;
}

TEST_CASE("files: what was written is read, with its mode, and no temporary stays") {
    const TemporaryFolder folder;
    const auto path = folder.path() / "paper";
    REQUIRE(write_file(path, bytes_of("one"), 0600));
    REQUIRE(write_file(path, bytes_of("two"), 0660));

    CHECK(text_of(*read_file(path, 3)) == "two");
    CHECK(mode_of(path) == 0660);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("files: a file over its bound is refused by name and size") {
    const TemporaryFolder folder;
    folder.write("paper", std::string(100'001, 'x'));
    const auto refused = read_file(folder.path() / "paper", 100'000);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::too_large);
    CHECK(refused.error().arguments.back().second == "100000");
}

TEST_CASE("files: what is not there is said to be not there") {
    const TemporaryFolder folder;
    CHECK(read_file(folder.path() / "paper", 10).error().key == "file_not_found");
    CHECK(read_file(folder.path(), 10).error().key == "file_unreadable");
    CHECK(write_file(folder.path() / "no" / "paper", {}).error().key == "folder_not_found");
    CHECK(free_bytes(folder.path()) > 0);
}

TEST_CASE("files: where nothing can be written, the machine's trouble is thrown and the old file stays") {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "paper");
    folder.write("paper/inside", "kept");
    CHECK_THROWS_AS((void)write_file(folder.path() / "paper", bytes_of("x")), StoreError);
    CHECK(folder.read("paper/inside") == "kept");
}

}  // namespace
}  // namespace phirap
