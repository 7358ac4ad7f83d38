#include "shared/replica/cut_frame.h"

#include <doctest/doctest.h>

#include <random>

#include "shared/replica/join_frame.h"
#include "shared/wire/limits.h"
#include "tests/support/temporary_folder.h"

namespace phirap {
namespace {

SigningKey key_of(std::uint8_t number) {
    SigningKey::Seed seed;
    seed.fill(number);
    return SigningKey(seed);
}

// Bodies that deflate cannot shrink.
std::vector<Bytes> noise(std::size_t count, std::size_t bytes) {
    std::mt19937 random(1);
    std::vector<Bytes> bodies(count, Bytes(bytes));
    for (Bytes& body : bodies) {
        std::ranges::generate(body, [&] { return static_cast<std::uint8_t>(random()); });
    }
    return bodies;
}

struct Office {
    TemporaryFolder folder;
    Database database{folder.path() / "store.db"};
    SigningKey agent = key_of(2);
    LineageRoot root{key_of(1).writer(), "4301", agent.writer(), LineageId{}};

    Office() { database.script(OperationLog::schema() + OperationLog::schema_of_damage()); }

    // The bodies as the agent's first operations, in one frame.
    Frame frame_of(const std::vector<Bytes>& bodies) const {
        OperationId id = root_id(root);
        FrameHeader header;
        header.writer = root.writer;
        header.lineage = root.lineage;
        header.first = 1;
        header.parent = name_of(id);
        for (const Bytes& body : bodies) {
            id = operation_id(id, body);
        }
        const std::vector<BytesView> views(bodies.begin(), bodies.end());
        return pack_frame(header, views, {}, make_seal(agent, root, bodies.size(), id));
    }
};

// What an agent may bring in one frame must go out in one again, whoever packs it: only there is a seal.
TEST_CASE("cut: the fullest frame that is taken can be handed on as one frame") {
    const std::size_t full = limits::frame_raw_bytes_max;
    for (const auto& [count, bytes] : {std::pair<std::size_t, std::size_t>{limits::frame_operations_max, 58},
                                       {945, 257},
                                       {60, 4093},
                                       {1, 65536},
                                       {limits::frame_operations_max, 1}}) {
        CAPTURE(count);
        Office office;
        Transaction transaction(office.database);
        OperationLog log(office.database, "4301", office.root.server);
        const Frame brought = office.frame_of(noise(count, bytes));
        REQUIRE(brought.header.raw_bytes <= full);
        REQUIRE(decode_frame(encode_frame(brought)).has_value());
        REQUIRE(join_frame(log, brought, office.root, office.agent.public_key()).outcome ==
                Join::Outcome::held);

        const std::optional<Frame> cut =
            cut_frame(log, log.branch(0), 0, count, {limits::frame_bytes_max, limits::frame_operations_max},
                      true, office.root.server, nullptr);

        REQUIRE(cut.has_value());
        CHECK(cut->header == brought.header);
        CHECK(cut->seal == brought.seal);
        CHECK(decode_frame(encode_frame(*cut)) == cut);
    }
}

}  // namespace
}  // namespace phirap
