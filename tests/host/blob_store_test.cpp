#include "shared/host/blob_store.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>

#include <csignal>

#include "shared/host/file_descriptor.h"
#include "shared/host/store_error.h"
#include "tests/support/temporary_folder.h"

namespace phirap {
namespace {

// SHA-256 of "abc" (FIPS 180-4, appendix B.1).
constexpr std::string_view abc_name = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

std::size_t files_in(const std::filesystem::path& folder) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        files += entry.is_regular_file() ? 1 : 0;
    }
    return files;
}

// A disk on which no file may grow past `bytes`, for as long as this lives.
class NarrowDisk {
  public:
    explicit NarrowDisk(rlim_t bytes) : ignored_(std::signal(SIGXFSZ, SIG_IGN)) {
        REQUIRE(::getrlimit(RLIMIT_FSIZE, &before_) == 0);
        const rlimit narrow{bytes, before_.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &narrow) == 0);
    }
    ~NarrowDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, ignored_);
    }
    NarrowDisk(const NarrowDisk&) = delete;
    NarrowDisk& operator=(const NarrowDisk&) = delete;

  private:
    rlimit before_{};
    void (*ignored_)(int);
};

TEST_CASE("blob store: a picture is named by its SHA-256 and read back from any place in it") {
    const TemporaryFolder folder;
    BlobStore store(folder.path() / "evidence" / "4301");
    const Sha256 name = store.put(bytes_of("abc"));

    CHECK(name.hex() == abc_name);
    CHECK(folder.read("evidence/4301/ba/" + std::string(abc_name)) == "abc");
    CHECK(store.size(name) == 3);
    CHECK(text_of(*store.read(name, 1, 100)) == "bc");
    CHECK(text_of(*store.read(name, 0, 2)) == "ab");
    CHECK(store.read(name, 3, 10)->empty());
    CHECK(store.read(name, UINT64_MAX, 10)->empty());
    CHECK(store.check(name));
    CHECK(store.names() == std::vector{name});
}

TEST_CASE("blob store: the same picture is stored once, however it comes") {
    const TemporaryFolder folder;
    BlobStore store(folder.path() / "store");
    folder.write("photo.jpg", "abc");
    const FileDescriptor photo(::open((folder.path() / "photo.jpg").c_str(), O_RDONLY));

    const Sha256 name = store.put(bytes_of("abc"));
    CHECK(*store.put_file(photo.number(), 3, "photo.jpg") == name);
    CHECK(store.adopt(folder.path() / "photo.jpg", name));

    CHECK(files_in(folder.path()) == 1);
    CHECK(store.check(name));
}

TEST_CASE("blob store: a file that is not what it was said to be is not taken, and stays where it was") {
    const TemporaryFolder folder;
    BlobStore store(folder.path() / "store");
    folder.write("upload", "abd");
    const Sha256 promised = *sha256_from_text(abc_name);

    const Result<void> adopted = store.adopt(folder.path() / "upload", promised);

    REQUIRE_FALSE(adopted);
    CHECK(adopted.error().key == "blob_damaged");
    CHECK(folder.read("upload") == "abd");
    CHECK_FALSE(store.has(promised));
}

TEST_CASE("blob store: a damaged picture is found, and putting it again mends it") {
    const TemporaryFolder folder;
    BlobStore store(folder.path());
    const Sha256 name = store.put(bytes_of("abc"));
    folder.write("ba/" + std::string(abc_name), "abX");

    REQUIRE_FALSE(store.check(name));
    CHECK(store.check(name).error().key == "blob_damaged");
    store.put(bytes_of("abc"));
    CHECK(store.check(name));
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("blob store: what is not there is said to be missing, and removing it changes nothing") {
    const TemporaryFolder folder;
    BlobStore store(folder.path() / "never made");
    const Sha256 name = *sha256_from_text(abc_name);

    CHECK_FALSE(store.has(name));
    CHECK(store.read(name, 0, 1).error().key == "blob_missing");
    CHECK(store.check(name).error().key == "blob_missing");
    CHECK(store.names().empty());
    store.remove(name);
    store.remove_unfinished(std::chrono::seconds(0));
    CHECK(files_in(folder.path()) == 0);
}

TEST_CASE("blob store: a removed picture is gone and the others stay") {
    const TemporaryFolder folder;
    BlobStore store(folder.path());
    const Sha256 gone = store.put(bytes_of("abc"));
    const Sha256 stays = store.put(bytes_of("other"));
    store.remove(gone);

    CHECK_FALSE(store.has(gone));
    CHECK(store.names() == std::vector{stays});
}

TEST_CASE("blob store: a write that fails leaves nothing behind and harms nothing that was there") {
    const TemporaryFolder folder;
    BlobStore store(folder.path());
    const Sha256 kept = store.put(bytes_of("abc"));
    const Bytes large(200'000, 7);
    {
        const NarrowDisk disk(100'000);
        CHECK_THROWS_AS(store.put(large), StoreError);
    }
    CHECK(store.names() == std::vector{kept});
    CHECK(files_in(folder.path()) == 1);
    CHECK(store.has(store.put(large)));
}

TEST_CASE("blob store: what a crash left half-written bears no name and is swept away") {
    const TemporaryFolder folder;
    BlobStore store(folder.path());
    const Sha256 kept = store.put(bytes_of("abc"));
    folder.write("new-a1b2c3", "half a pict");

    CHECK(store.names() == std::vector{kept});
    store.remove_unfinished(std::chrono::hours(1));  // somebody may be writing it
    CHECK(files_in(folder.path()) == 2);
    store.remove_unfinished(std::chrono::seconds(0));
    CHECK(files_in(folder.path()) == 1);
    CHECK(store.has(kept));
}

TEST_CASE("blob store: a file over its bound is refused and not kept") {
    const TemporaryFolder folder;
    BlobStore store(folder.path() / "store");
    folder.write("photo.jpg", std::string(100'001, 'x'));
    const FileDescriptor photo(::open((folder.path() / "photo.jpg").c_str(), O_RDONLY));

    CHECK(store.put_file(photo.number(), 100'000, "photo.jpg").error().key == "file_too_large");
    CHECK(store.put_file(photo.number(), 100'001, "photo.jpg"));
    CHECK(store.names().size() == 1);
}

}  // namespace
}  // namespace phirap
