// Codes without HTTP, and with a clock that stands where it was put.
#include "server/enrol.h"

#include <doctest/doctest.h>

#include "server/centre.h"
#include "server/cli/commands.h"
#include "shared/host/random_bytes.h"
#include "tests/support/seeded.h"
#include "tests/support/temporary_folder.h"

namespace phirap::server {

TEST_CASE("code: good to the last moment of its days, and refused after") {
    constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
    TemporaryFolder folder;
    SetClock clock;
    RandomBytes chance;
    Context context;
    context.folder = folder.path() / "server";
    REQUIRE(init({}, context, clock, chance) == Exit::done);
    const std::unique_ptr<Centre> centre = Centre::open(context.folder, clock, chance).value();
    const Centre::Writing writing = centre->writing();
    Transaction transaction(writing.store().database());
    const auto code = [&] { return make_code(writing.store(), "4301", 14 * day_ms); };
    const auto is_taken = [&](const CodeSecret& secret, std::uint8_t machine) {
        EnrolmentRequest request;
        request.key = SigningKey({machine}).public_key();
        request.office = "4301";
        request.secret = secret;
        return redeem(writing.store(), request).has_value();
    };
    const CodeSecret first = code();
    const CodeSecret second = code();

    clock.pass(14 * day_ms);
    CHECK(is_taken(first, 1));
    clock.pass(1);
    CHECK_FALSE(is_taken(second, 2));
    // A machine whose answer was lost asks again, however late.
    CHECK(is_taken(first, 1));
    CHECK_FALSE(is_taken(first, 3));
}

}  // namespace phirap::server
