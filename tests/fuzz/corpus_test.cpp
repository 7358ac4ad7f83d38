// What the fuzzer has found, and what it begins with, at every target in every build: a bug that was mended
// stays so. PHIRAP_WRITE_SEEDS=FOLDER writes the well-formed inputs there, for tests/fuzz/run.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "tests/fuzz/seeds.h"
#include "tests/fuzz/targets.h"
#include "tests/support/tests_folder.h"

namespace phirap::fuzz {
namespace {

namespace fs = std::filesystem;

fs::path corpus_of(std::string_view target) {
    return tests_folder() / "fuzz" / "corpus" / target;
}

Bytes contents_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(stream), {});
}

void write_seeds(const fs::path& folder, const std::string& target, const std::vector<Bytes>& inputs) {
    fs::create_directories(folder / target);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        std::ofstream file(folder / target / ("seed-" + std::to_string(i)), std::ios::binary);
        file << text_of(inputs[i]);
    }
}

// Half of an input is what a line that was cut leaves of it.
void run_whole_and_cut(const Target& target, const Bytes& input) {
    CHECK_NOTHROW(target.run(input));
    CHECK_NOTHROW(target.run(BytesView(input).first(input.size() / 2)));
}

TEST_CASE("fuzz: every target begins with something well-formed, and nothing of it breaks a promise") {
    const std::map<std::string, std::vector<Bytes>> all = seeds();
    for (const Target& target : targets()) {
        CAPTURE(std::string(target.name));
        const auto found = all.find(std::string(target.name));
        REQUIRE(found != all.end());
        CHECK_FALSE(found->second.empty());
        if (const char* folder = std::getenv("PHIRAP_WRITE_SEEDS")) {
            write_seeds(folder, found->first, found->second);
            continue;
        }
        for (std::size_t i = 0; i < found->second.size(); ++i) {
            CAPTURE(i);
            run_whole_and_cut(target, found->second[i]);
        }
    }
    CHECK(all.size() == targets().size());
}

TEST_CASE("fuzz: what was found before, and what reaches far, breaks no promise") {
    for (const Target& target : targets()) {
        CAPTURE(std::string(target.name));
        CHECK_NOTHROW(target.run({}));
        REQUIRE(fs::is_directory(corpus_of(target.name)));
        for (const fs::directory_entry& entry : fs::directory_iterator(corpus_of(target.name))) {
            CAPTURE(entry.path().string());
            run_whole_and_cut(target, contents_of(entry.path()));
        }
    }
}

TEST_CASE("fuzz: no input is kept for a target that is gone") {
    std::set<std::string> names;
    for (const Target& target : targets()) {
        names.emplace(target.name);
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(tests_folder() / "fuzz" / "corpus")) {
        CHECK(names.contains(entry.path().filename().string()));
    }
}

}  // namespace
}  // namespace phirap::fuzz
