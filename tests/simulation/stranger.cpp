#include "tests/simulation/stranger.h"

#include <algorithm>

#include "server/enrol.h"
#include "shared/core/limits.h"
#include "shared/wire/frame.h"
#include "tests/simulation/foul_bodies.h"

namespace phirap::simulation {

Stranger::Stranger(World& world) : world_(world) {
    for (const char* office : {"4301", "4305"}) {
        SigningKey::Seed seed;
        world_.program_chance_.fill(seed);
        personas_.push_back({SigningKey(seed), office, world_.program_chance_.id<LineageId>(), {}, {}});
        world_.ledger_.writers[personas_.back().key.writer()] = office;
    }
}

void Stranger::play_foul() {
    const std::size_t chosen = world_.chance_.below(personas_.size());
    Persona& persona = personas_[chosen];
    if (persona.paper.empty()) {
        enrol(persona);
    }
    switch (world_.chance_.below(9)) {
        case 0:
            grow(persona);
            break;
        case 1:
            say_two_things(persona);
            break;
        case 2:
            send_oversized(persona);
            break;
        case 3:
            go_on_with_anothers_run(persona);
            break;
        case 4:
            take_anothers_lineage(persona);
            break;
        case 5:
            reach_into_another_office(persona, personas_[1 - chosen]);
            break;
        case 6:
            speak_as_another(persona);
            break;
        case 7:
            lie_about_sizes(persona);
            break;
        default:
            offer_what_it_does_not_hold(persona);
    }
}

void Stranger::take_lineage_in(const Office& office) {
    Persona& persona = *std::ranges::find(personas_, office, &Persona::office);
    if (persona.paper.empty()) {
        enrol(persona);
    }
    const OperationLog log = world_.server_->log(office);
    for (const LoggedBranch& other : log.branches()) {
        take_lineage(persona, other);
    }
}

void Stranger::enrol(Persona& persona) {
    EnrolmentRequest request;
    request.key = persona.key.public_key();
    request.nonce = world_.program_chance_.id<Nonce>();
    request.office = persona.office;
    {
        Transaction transaction(*world_.server_database_);
        request.secret = server::make_code(*world_.server_, persona.office, 365 * day_ms);
        transaction.commit();
    }
    const std::optional<Bytes> answer = world_.at_the_server(true, encode_enrolment(request, persona.key));
    const auto word =
        answer ? decode_acknowledgement(*answer, world_.server_key_.public_key()) : std::nullopt;
    persona.paper = word ? word->paper : Bytes();
}

void Stranger::send(const Persona& carrier, std::vector<Bytes> frames, std::vector<OfferedTip> tips) {
    SyncRequest request;
    request.hello.agent = carrier.key.writer();
    request.hello.nonce = world_.program_chance_.id<Nonce>();
    request.hello.wall_ms = INT64_MAX / 2;
    request.hello.queue = INT64_MAX;
    request.hello.tips = std::move(tips);
    request.papers = {carrier.paper};
    request.frames = std::move(frames);
    (void)world_.at_the_server(false, encode_request(request, carrier.key));
}

Bytes Stranger::frame_of(const LineageRoot& root, const std::vector<Bytes>& bodies,
                         const SigningKey& sealed_by) {
    OperationId id = root_id(root);
    FrameHeader header;
    header.writer = root.writer;
    header.lineage = root.lineage;
    header.first = 1;
    header.parent = name_of(id);
    std::vector<BytesView> views;
    for (const Bytes& body : bodies) {
        id = operation_id(id, body);
        views.emplace_back(body);
    }
    return encode_frame(pack_frame(header, views, {}, make_seal(sealed_by, root, bodies.size(), id)));
}

std::optional<LoggedBranch> Stranger::victim(const Office& office) {
    const OperationLog log = world_.server_->log(office);
    std::vector<LoggedBranch> others;
    for (const LoggedBranch& branch : log.branches()) {
        if (branch.tip > 0 && branch.writer != personas_[0].key.writer() &&
            branch.writer != personas_[1].key.writer()) {
            others.push_back(branch);
        }
    }
    return others.empty() ? std::nullopt : std::optional(others[world_.chance_.below(others.size())]);
}

// Properly chained and sealed, whatever it says.
void Stranger::grow(Persona& persona) {
    persona.bodies.push_back(foul_body(world_.chance_, world_.now_ms_).bytes);
    send(persona, {frame_of(persona.root(world_.server_->id()), persona.bodies, persona.key)});
}

// Two different operations at one place of its own run: both stay.
void Stranger::say_two_things(Persona& persona) {
    grow(persona);
    std::vector<Bytes> other = persona.bodies;
    other.back() = foul_body(world_.chance_, world_.now_ms_ + 1).bytes;
    send(persona, {frame_of(persona.root(world_.server_->id()), other, persona.key)});
}

void Stranger::send_oversized(Persona& persona) {
    std::vector<Bytes> bodies = persona.bodies;
    bodies.emplace_back(limits::operation_bytes_max + 1, std::uint8_t{0});
    send(persona, {frame_of(persona.root(world_.server_->id()), bodies, persona.key)});
}

void Stranger::go_on_with_anothers_run(Persona& persona) {
    const std::optional<LoggedBranch> other = victim(persona.office);
    if (!other) {
        return;
    }
    const Bytes body = foul_body(world_.chance_, world_.now_ms_).bytes;
    const LineageRoot root{world_.server_->id(), persona.office, other->writer, other->lineage};
    FrameHeader header;
    header.writer = world_.chance_.below(2) == 0 ? other->writer : persona.key.writer();
    header.lineage = other->lineage;
    header.first = other->tip + 1;
    header.parent = name_of(other->tip_id);
    const std::vector<BytesView> bodies = {body};
    const OperationId id = operation_id(other->tip_id, body);
    send(persona,
         {encode_frame(pack_frame(header, bodies, {}, make_seal(persona.key, root, header.first, id)))});
}

// The same lineage id under its own name, from the beginning: a run of its own, whatever it is called.
void Stranger::take_anothers_lineage(Persona& persona) {
    if (const std::optional<LoggedBranch> other = victim(persona.office)) {
        take_lineage(persona, *other);
    }
}

void Stranger::take_lineage(const Persona& persona, const LoggedBranch& other) {
    const LineageRoot root{world_.server_->id(), persona.office, persona.key.writer(), other.lineage};
    send(persona, {frame_of(root, {foul_body(world_.chance_, world_.now_ms_).bytes}, persona.key)});
}

void Stranger::reach_into_another_office(Persona& carrier, const Persona& other) {
    const std::vector<Bytes> bodies = {foul_body(world_.chance_, world_.now_ms_).bytes};
    LineageRoot root = other.root(world_.server_->id());
    root.office = carrier.office;
    send(carrier, {frame_of(root, bodies, other.key)});
    root = carrier.root(world_.server_->id());
    root.office = other.office;
    send(carrier, {frame_of(root, bodies, carrier.key)});
}

void Stranger::speak_as_another(Persona& persona) {
    if (const std::optional<LoggedBranch> other = victim(persona.office)) {
        SyncRequest request;
        request.hello.agent = other->writer;
        request.hello.nonce = world_.program_chance_.id<Nonce>();
        request.papers = {persona.paper};
        (void)world_.at_the_server(false, encode_request(request, persona.key));
    }
}

void Stranger::lie_about_sizes(Persona& persona) {
    const Bytes body = foul_body(world_.chance_, world_.now_ms_).bytes;
    const std::vector<BytesView> bodies = {body};
    FrameHeader header;
    header.writer = persona.key.writer();
    header.lineage = persona.lineage;
    header.first = 1 + world_.chance_.below(2) * (std::uint64_t{1} << 62);
    header.parent = name_of(root_id(persona.root(world_.server_->id())));
    Frame frame = pack_frame(header, bodies, {}, Bytes(64));
    frame.header.count = limits::frame_operations_max;
    frame.header.raw_bytes = limits::frame_raw_bytes_max;
    Bytes garbage(100 + world_.chance_.below(3000));
    world_.chance_.fill(garbage);
    send(persona, {encode_frame(frame), garbage, Bytes(), garbage});
}

void Stranger::offer_what_it_does_not_hold(Persona& persona) {
    std::vector<OfferedTip> tips;
    const std::optional<LoggedBranch> other = victim(persona.office);
    while (tips.size() < limits::tips_max) {
        tips.push_back(
            {other && tips.size() % 2 == 0 ? other->lineage : world_.program_chance_.id<LineageId>(),
             world_.chance_.below(std::uint64_t{1} << 40), world_.chance_.below(UINT64_MAX)});
    }
    send(persona, {}, std::move(tips));
}

}  // namespace phirap::simulation
