// What officers do at their machines, and what the line does to a round.
#include <algorithm>

#include "agent/bundling.h"
#include "server/bundling.h"
#include "tests/simulation/world.h"

namespace phirap::simulation {
namespace {

const Scope april{"click-chumchon", Month{2024, 4}};
const Scope may{"click-chumchon", Month{2024, 5}};

EntityId row_id(std::uint64_t number) {
    std::array<std::uint8_t, 10> fixed{};
    fixed[9] = static_cast<std::uint8_t>(number);
    return uuid_v7(1'714'000'000'000, fixed);
}

void see(std::vector<OperationName>& seen, const Report& form, const EntityState& state) {
    for (const FieldState& field : state.fields) {
        for (const Answer& answer : field.standing) {
            seen.push_back(name_of(form.writings[answer.writing].id));
        }
    }
    for (const std::uint32_t removal : state.standing_deletes) {
        seen.push_back(name_of(form.writings[removal].id));
    }
}

}  // namespace

void World::open_form(Machine& machine) {
    machine.form = machine.store->report(chance_.below(3) == 0 ? may : april);
}

OperationBody World::random_save(Machine& machine) {
    OperationBody body;
    body.author = machine.folder;
    body.scope = machine.form.scope.month ? machine.form.scope : april;
    const Entity row{EntityKind::row, row_id(chance_.below(6)), 0};
    const Entity channel{EntityKind::channel, row.id, static_cast<std::uint32_t>(chance_.below(2))};
    const Entity entity = chance_.below(3) == 0 ? channel : row;
    Change change{ChangeKind::set, entity, {}};
    switch (chance_.below(8)) {
        case 0:
            change.kind = ChangeKind::remove;
            break;
        case 1:
            change.kind = ChangeKind::keep;
            break;
        default:
            change.fields = {{entity.kind == EntityKind::row ? "downloads" : "link",
                              static_cast<std::int64_t>(chance_.below(1000))},
                             {"place", std::string(static_cast<std::size_t>(chance_.below(60)), 'x')}};
    }
    body.changes = {std::move(change)};
    for (const EntityState& state : machine.form.entities) {
        if (owner_of(state.entity) == row) {
            see(body.seen, machine.form, state);
        }
    }
    return body;
}

void World::record(Machine& machine) {
    std::vector<OperationBody> bodies;
    const std::size_t count = chance_.below(8) == 0 ? 40 : 1;
    for (std::size_t i = 0; i < count; ++i) {
        bodies.push_back(random_save(machine));
    }
    const Result<std::vector<agent::Saved>> saved = machine.store->save_all(std::move(bodies));
    invariant(saved.has_value(), "what officers of this world write is within the limits");
    for (const agent::Saved& one : *saved) {
        remember_saved(machine.office, one.id);
    }
    check_own_run(machine, saved->size());
}

void World::submit(Machine& machine) {
    OperationBody body;
    body.author = machine.folder;
    body.scope = april;
    body.changes = {{ChangeKind::set, {EntityKind::submission, {}, 0}, {{"submitted", Bytes(8, 1)}}}};
    const Result<agent::Saved> saved = machine.store->save(std::move(body));
    invariant(saved.has_value(), "a submission is within the limits");
    remember_saved(machine.office, saved->id);
    check_own_run(machine, 1);
}

void World::sync(Machine& machine) {
    int idle = 0;
    std::vector<agent::FrameAhead> ahead;
    for (int round = 0; round < 60 && idle < 6; ++round) {
        const std::size_t frame = 2000 + chance_.below(20'000);
        const CutSize size{frame, 1 + chance_.below(50)};
        const agent::PreparedRound prepared = prepare_round(*machine.store, size, ahead);
        ahead = cut_ahead(*machine.store, prepared, size);
        const std::optional<Bytes> answer = carry(prepared.enrolment, prepared.request);
        if (!answer) {
            return;
        }
        const agent::RoundOutcome outcome = finish_round(*machine.store, prepared, *answer);
        forks_ += outcome.new_lineage ? 1 : 0;
        if (outcome.ending == agent::Ending::reached && !prepared.enrolment) {
            check_receipt(machine);
        }
        if (!outcome.again) {
            return;
        }
        idle = outcome.progressed ? 0 : idle + 1;
    }
    if (peace_ && idle >= 6) {
        broken_.push_back(machine.folder + " goes round and round without getting anywhere");
    }
}

// Files lie about for as long as they like, and are read by whoever finds them, more than once.
void World::use_stick(Machine& machine) {
    const std::size_t chosen = chance_.below(8);
    if (chosen >= sticks_.size()) {
        sticks_.push_back(agent::make_bundle(*machine.store).file);
        return;
    }
    const Bytes file = sticks_[chosen];
    if (chance_.below(2) == 0) {
        const Result<agent::ReadAnswers> read = agent::read_answers(*machine.store, file);
        forks_ += read && read->new_lineage ? 1 : 0;
        sticks_.erase(sticks_.begin() + static_cast<std::ptrdiff_t>(chosen));
        return;
    }
    try {
        const Result<server::TakenBundle> taken = take_bundle(*server_, {}, file, server::Pace{});
        const Bytes next = taken ? taken->answer : agent::make_bundle(*machine.store).file;
        if (sticks_.size() < 8 && chance_.below(2) == 0) {
            sticks_.push_back(next);
        } else {
            sticks_[chosen] = next;
        }
    } catch (const StoreError&) {
        disk_.stop_failing();
        disk_.power_cut("/server/");
        start_server();
    }
}

std::optional<Bytes> World::at_the_server(bool enrolment, const Bytes& request) {
    try {
        server::Pace pace;
        pace.page_bytes_max = page_bytes_;
        const server::DoorAnswer answer =
            enrolment ? answer_enrolment(*server_, request, pace) : answer_sync(*server_, request, pace);
        return answer.body;
    } catch (const StoreError&) {
        disk_.stop_failing();
        disk_.power_cut("/server/");
        start_server();
        return std::nullopt;
    }
}

std::optional<Bytes> World::carry(bool enrolment, const Bytes& request) {
    now_ms_ += static_cast<std::int64_t>(chance_.below(3000));
    if (happens(troubles_.late) && !old_requests_.empty()) {
        const auto [was_enrolment, old] = old_requests_[chance_.below(old_requests_.size())];
        (void)at_the_server(was_enrolment, old);
    }
    if (old_requests_.size() < 200) {
        old_requests_.emplace_back(enrolment, request);
    }
    if (happens(troubles_.drop)) {
        return std::nullopt;
    }
    if (happens(troubles_.duplicate)) {
        (void)at_the_server(enrolment, request);
    }
    std::optional<Bytes> answer = at_the_server(enrolment, request);
    if (!answer || happens(troubles_.drop)) {
        return std::nullopt;
    }
    if (happens(troubles_.stale) && !old_answers_.empty()) {
        return old_answers_[chance_.below(old_answers_.size())];
    }
    if (old_answers_.size() < 200) {
        old_answers_.push_back(*answer);
    }
    if (happens(troubles_.rubbish) && !answer->empty()) {
        switch (chance_.below(4)) {
            case 0:
                return Bytes{};
            case 1: {
                const BytesView page = bytes_of("<html>Please log in to this network</html>");
                return Bytes(page.begin(), page.end());
            }
            case 2:
                answer->resize(chance_.below(answer->size()));
                return answer;
            default:
                (*answer)[chance_.below(answer->size())] ^= static_cast<std::uint8_t>(1U << chance_.below(8));
        }
    }
    return answer;
}

}  // namespace phirap::simulation
