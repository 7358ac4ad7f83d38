// Bundles as somebody makes them who is no agent.
#include "server/bundling.h"

#include <doctest/doctest.h>

#include "server/centre.h"
#include "server/cli/commands.h"
#include "server/enrol.h"
#include "server/intake.h"
#include "server/upload_store.h"
#include "shared/core/digest.h"
#include "shared/host/random_bytes.h"
#include "shared/wire/bundle.h"
#include "tests/support/seeded.h"
#include "tests/support/temporary_folder.h"

namespace phirap::server {

TEST_CASE("bundle: a picture is taken when the agent's own hello names it, and in no other case") {
    TemporaryFolder folder;
    SetClock clock;
    RandomBytes chance;
    Context context;
    context.folder = folder.path() / "server";
    REQUIRE(init({}, context, clock, chance) == Exit::done);
    const std::unique_ptr<Centre> centre = Centre::open(context.folder, clock, chance).value();
    const Centre::Writing writing = centre->writing();
    ServerStore& store = writing.store();
    const SigningKey agent({7});
    {
        Transaction transaction(store.database());
        const Bytes paper = make_paper({store.id(), agent.public_key(), "4301"}, store.key());
        REQUIRE(admit(store, "4301", paper, "PC"));
        transaction.commit();
    }
    const Bytes named = {1, 2, 3};
    const Bytes slipped_in = {4, 5, 6};
    SyncRequest request;
    request.hello.agent = agent.writer();
    request.hello.pictures = {sha256_of(named)};
    const auto taken = [&](const SigningKey& signs, const Bytes& picture) {
        const Bundle bundle{Bundle::Way::to_server,
                            {{BundlePart::Kind::picture, picture},
                             {BundlePart::Kind::round, encode_request(request, signs)}}};
        const Bytes file = encode_bundle(bundle, store.key().public_key(), chance).value();
        const auto outcome = take_bundle(store, {centre->folder(), {}}, file, {});
        return outcome ? outcome->pictures : 0;
    };
    CHECK(taken(agent, slipped_in) == 0);
    CHECK(taken(SigningKey({8}), named) == 0);
    CHECK(taken(agent, named) == 1);
    CHECK(pictures_held(store.database(), "4301", {sha256_of(named), sha256_of(slipped_in)}) ==
          std::vector<bool>{true, false});
}

}  // namespace phirap::server
