#include "tests/bench/storm/crowd.h"

#include <fmt/format.h>

#include "server/centre.h"
#include "server/intake.h"
#include "shared/core/invariant.h"
#include "shared/host/random_bytes.h"
#include "shared/host/system_clock.h"
#include "shared/wire/admission.h"
#include "shared/wire/frame.h"
#include "shared/wire/operation_body.h"

namespace phirap::bench {
namespace {

constexpr std::size_t admissions_a_transaction = 500;

Office office_of(std::size_t number) {
    return fmt::format("S{:05}", number);
}

// The same rows for everybody: the bodies are squeezed once, and chained and sealed for each.
class Packing {
  public:
    explicit Packing(const std::vector<OperationBody>& rows) {
        for (const OperationBody& row : rows) {
            bodies_.push_back(encode_body(row).value());
        }
        const std::vector<BytesView> views(bodies_.begin(), bodies_.end());
        FrameHeader header;
        header.first = 1;
        header.count = bodies_.size();
        frame_ = pack_frame(header, views, {}, {});
    }

    CrowdAgent agent(const SigningKey& key, const LineageRoot& root, const Cursor& cursor, Chance& chance) {
        CrowdAgent agent;
        OperationId id = root_id(root);
        frame_.header.parent = name_of(id);
        for (const Bytes& body : bodies_) {
            id = operation_id(id, body);
        }
        frame_.header.writer = root.writer;
        frame_.header.lineage = root.lineage;
        frame_.seal = make_seal(key, root, bodies_.size(), id);
        SyncRequest request;
        agent.nonce = request.hello.nonce = chance.id<Nonce>();
        agent.writer = request.hello.agent = root.writer;
        request.hello.wall_ms = 1'735'689'600'000;
        request.hello.cursor = cursor;
        request.hello.tips.push_back({root.lineage, bodies_.size(), name_of(id)});
        request.hello.queue = bodies_.size();
        request.hello.version = "storm";
        request.frames.push_back(encode_frame(frame_));
        agent.request = encode_request(request, key);
        agent.digest = digest_of({agent.request});
        agent.tip = bodies_.size();
        agent.tip_id = id;
        return agent;
    }

  private:
    std::vector<Bytes> bodies_;
    Frame frame_;
};

}  // namespace

Crowd make_crowd(const std::filesystem::path& folder, std::size_t count,
                 const std::vector<OperationBody>& rows) {
    SystemClock clock;
    RandomBytes chance;
    const auto centre = server::Centre::open(folder, clock, chance);
    invariant(centre.has_value(), "a server's data folder, and nobody using it");
    const server::Centre::Writing writing = (*centre)->writing();
    server::ServerStore& store = writing.store();
    Crowd crowd;
    crowd.server_key = store.key().public_key();
    Packing packing(rows);
    for (std::size_t first = 0; first < count; first += admissions_a_transaction) {
        Transaction transaction(store.database());
        for (std::size_t i = first; i < std::min(count, first + admissions_a_transaction); ++i) {
            SigningKey::Seed seed{};
            chance.fill(seed);
            const SigningKey key(seed);
            const Office office = office_of(i);
            const Bytes paper = make_paper({store.id(), key.public_key(), office}, store.key());
            invariant(server::admit(store, office, paper, "storm"), "our own paper is taken");
            const server::Feed feed = store.feed(office);
            crowd.agents.push_back(packing.agent(key,
                                                 {store.id(), office, key.writer(), chance.id<LineageId>()},
                                                 {store.epoch(), feed.position, feed.chain}, chance));
        }
        transaction.commit();
    }
    return crowd;
}

Heard hear(const Crowd& crowd, const CrowdAgent& agent, BytesView body) {
    const std::optional<SyncResponse> response = decode_response(body);
    const auto word =
        response ? decode_acknowledgement(response->acknowledgement, crowd.server_key) : std::nullopt;
    if (!word || word->nonce != agent.nonce || word->request != agent.digest || word->agent != agent.writer) {
        return {};
    }
    if (word->come_back_ms > 0) {
        return {Heard::What::later, word->come_back_ms};
    }
    const bool all =
        word->held.size() == 1 && word->held[0].sequence == agent.tip && word->held[0].id == agent.tip_id;
    return {all ? Heard::What::taken : Heard::What::nothing, 0};
}

std::uint64_t held_by(const std::filesystem::path& folder, const Crowd& crowd) {
    SystemClock clock;
    RandomBytes chance;
    const auto centre = server::Centre::open(folder, clock, chance);
    invariant(centre.has_value(), "the server has ended");
    const server::Centre::Writing writing = (*centre)->writing();
    std::uint64_t held = 0;
    for (std::size_t i = 0; i < crowd.agents.size(); ++i) {
        const OperationLog log = writing.store().log(office_of(i));
        for (const LoggedBranch& branch : log.branches()) {
            held += branch.writer == crowd.agents[i].writer ? branch.tip : 0;
        }
    }
    return held;
}

}  // namespace phirap::bench
