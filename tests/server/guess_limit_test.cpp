#include "server/guess_limit.h"

#include <doctest/doctest.h>

namespace phirap::server {
namespace {

int tries_let_in(GuessLimit& limit, const std::string& network, int tries, std::int64_t now_ms) {
    int let_in = 0;
    for (int i = 0; i < tries; ++i) {
        let_in += limit.begin(network, now_ms) == 0 ? 1 : 0;
    }
    return let_in;
}

}  // namespace

TEST_CASE("guessing: an address has so many wrong tries, and then one now and again") {
    GuessLimit limit;
    CHECK(tries_let_in(limit, "192.0.2.1", 1000, 5000) == GuessLimit::tries_at_once);
    CHECK(limit.begin("192.0.2.1", 5000) == GuessLimit::try_each_ms);
    CHECK(tries_let_in(limit, "192.0.2.1", 10, 5000 + GuessLimit::try_each_ms) == 1);
    CHECK(limit.begin("192.0.2.2", 5000) == 0);
}

TEST_CASE("guessing: right codes cost an address nothing") {
    GuessLimit limit;
    for (int pc = 0; pc < 500; ++pc) {
        REQUIRE(limit.begin("192.0.2.1", 5000) == 0);
        limit.was_no_guess("192.0.2.1");
    }
    CHECK(tries_let_in(limit, "192.0.2.1", 1000, 5000) == GuessLimit::tries_at_once);
}

TEST_CASE(
    "guessing: from a thousand addresses, all tries are bounded, and one that never erred is still heard") {
    GuessLimit limit;
    int let_in = 0;
    for (int address = 0; address < 1000; ++address) {
        let_in += tries_let_in(limit, "10.0.0." + std::to_string(address), 10, 5000);
    }
    // One more than the bound for each address: its first.
    CHECK(let_in <= GuessLimit::all_tries_at_once + 1000);
    CHECK(limit.begin("10.0.0.1", 5000) > 0);
    CHECK(limit.begin("192.0.2.1", 5000) == 0);
    CHECK(limit.begin("192.0.2.1", 5000) > 0);
}

TEST_CASE("guessing: however many addresses there are, few are remembered") {
    GuessLimit limit;
    for (std::size_t address = 0; address < 3 * GuessLimit::addresses_max; ++address) {
        CHECK(limit.begin(std::to_string(address), 5000) == 0);
    }
}

TEST_CASE("guessing: an address stands for what one subscriber holds") {
    CHECK(network_of("192.0.2.1") == "192.0.2.1");
    CHECK(network_of("::ffff:192.0.2.1") == "192.0.2.1");
    CHECK(network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::9"));
    CHECK(network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1"));
    for (const char* nobody :
         {"127.0.0.1", "::1", "::ffff:127.0.0.1", "", "localhost", "1.2.3.4.5", "'; --"}) {
        CHECK(network_of(nobody).empty());
    }
}

TEST_CASE("guessing: a proxy on this machine names who asks, and nobody else does") {
    CHECK(asker_of("127.0.0.1", "192.0.2.1") == "192.0.2.1");
    CHECK(asker_of("::1", "192.0.2.1") == "192.0.2.1");
    CHECK(asker_of("198.51.100.7", "192.0.2.1") == "198.51.100.7");
    CHECK(asker_of("127.0.0.1", "") == "127.0.0.1");
}

}  // namespace phirap::server
