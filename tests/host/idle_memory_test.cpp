#include "shared/host/idle_memory.h"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>

#include "shared/core/words.h"

namespace phirap {

TEST_CASE("idle memory: what was given back is there when it is needed again, also while others work") {
    const std::string before = say(Language::thai, "store_disk_full", {{"file", "x"}});
    std::atomic<bool> stop = false;
    std::atomic<int> wrong = 0;
    std::thread other([&] {
        while (!stop) {
            wrong += say(Language::thai, "store_disk_full", {{"file", "x"}}) == before ? 0 : 1;
        }
    });
    for (int i = 0; i < 50; ++i) {
        give_memory_back();
    }
    stop = true;
    other.join();
    CHECK(wrong == 0);
    CHECK(say(Language::thai, "store_disk_full", {{"file", "x"}}) == before);
}

}  // namespace phirap
