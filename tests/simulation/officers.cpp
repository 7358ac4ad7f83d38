// What officers do at their machines.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "agent/bundling.h"
#include "agent/submitting.h"
#include "server/bundling.h"
#include "server/rot.h"
#include "tests/simulation/world.h"

namespace phirap::simulation {
EntityId row_id(std::uint64_t number) {
    std::array<std::uint8_t, 10> fixed{};
    for (std::size_t byte = 0; byte < 4; ++byte) {
        fixed[9 - byte] = static_cast<std::uint8_t>(number >> (8 * byte));
    }
    return uuid_v7(1'714'000'000'000, fixed);
}

void World::open_form(Machine& machine, Month month) {
    const Report report = machine.store->report(month);
    auto ids = std::make_shared<std::set<OperationId>>();
    for (const Writing& writing : report.writings) {
        ids->insert(writing.id);
    }
    for (const Quarantined& one : report.quarantined) {
        ids->insert(one.id);
    }
    machine.form = {month, screen_of(report), std::move(ids)};
}

// A row with a channel, or one of the two, changed, deleted or kept.
std::vector<Change> World::random_changes() {
    const Entity row{EntityKind::row, row_id(chance_.below(6)), 0};
    const Entity channel{EntityKind::channel, row.id, static_cast<std::uint32_t>(chance_.below(2))};
    const auto figure = [&] { return static_cast<std::int64_t>(chance_.below(1000)); };
    const Change set_row{
        ChangeKind::set,
        row,
        {{"downloads", figure()}, {"place", std::string(static_cast<std::size_t>(chance_.below(60)), 'x')}}};
    const Change set_channel{ChangeKind::set, channel, {{"link", figure()}}};
    switch (chance_.below(8)) {
        case 0:
            return {{ChangeKind::remove, chance_.coin() ? row : channel, {}}};
        case 1:
            return {{ChangeKind::keep, row, {}}};
        case 2:
        case 3:
            return {set_channel};
        case 4:
            return {set_row, set_channel};
        default:
            return {set_row};
    }
}

std::string World::sign(Machine& machine) {
    return *machine.tried.insert(ledger_.sign(machine.folder, machine.form.ids)).first;
}

bool World::save(Machine& machine, std::vector<Change> wanted) {
    return save_all(machine, {std::move(wanted)});
}

bool World::save_all(Machine& machine, const std::vector<std::vector<Change>>& wanted) {
    const agent::MonthFile file = agent::open_month(*machine.store, machine.form.month);
    std::vector<OperationBody> bodies;
    for (const std::vector<Change>& changes : wanted) {
        const agent::Saver saver{sign(machine), agent::Source::command, machine.form.screen};
        Result<OperationBody> body =
            body_of(*machine.store, file, owner_of(changes.front().entity), changes, saver);
        if (!body) {
            return false;
        }
        if (!body->changes.empty()) {
            bodies.push_back(*std::move(body));
        }
    }
    note_honest_time(machine);
    const Result<std::vector<agent::Saved>> saved = machine.store->save_all(std::move(bodies));
    invariant(saved.has_value(), "what officers of this world write is within the limits");
    for (const agent::Saved& one : *saved) {
        ledger_.saved[one.id] = machine.office;
        check_time(machine, one.time);
    }
    sum_.saved += saved->size();
    check_own_run(machine, saved->size());
    return true;
}

void World::record(Machine& machine) {
    std::vector<std::vector<Change>> wanted = {random_changes()};
    if (chance_.below(8) == 0) {
        for (std::uint64_t row = 0; row < 40; ++row) {
            wanted.push_back({{ChangeKind::set,
                               {EntityKind::row, row_id(100 + chance_.below(100'000'000)), 0},
                               {{"downloads", static_cast<std::int64_t>(row)}}}});
        }
    }
    if (machine.form.month == Month{} || !save_all(machine, wanted)) {
        // "Somebody changed it meanwhile": the form is shown again.
        open_form(machine, machine.form.month == Month{} ? Month{2024, 4} : machine.form.month);
        (void)save_all(machine, wanted);
    }
}

void World::submit(Machine& machine) {
    open_form(machine, Month{2024, 4});
    agent::SubmitRequest request;
    request.by = "officer";
    request.author = sign(machine);
    note_honest_time(machine);
    const Result<agent::Submitted> submitted = agent::submit(*machine.store, machine.form.month, request);
    if (submitted && submitted->saved) {
        ledger_.saved[submitted->saved->id] = machine.office;
        ++sum_.saved;
        check_time(machine, submitted->saved->time);
        check_own_run(machine, 1);
    }
}

void World::sync(Machine& machine, std::size_t rounds_max) {
    std::size_t idle = 0;
    std::vector<agent::FrameAhead> ahead;
    if (machine.uploading) {
        machine.uploading->begin_contact();
    }
    for (std::size_t round = 0; round < rounds_max && idle < 6; ++round) {
        const std::size_t frame =
            setting_.wide_frames ? limits::frame_bytes_max : 2000 + chance_.below(20'000);
        const CutSize size{frame, 1 + chance_.below(50)};
        const agent::PreparedRound prepared =
            prepare_round(*machine.store, size, ahead,
                          machine.uploading ? machine.uploading->to_ask(*machine.store) : std::nullopt);
        ahead = cut_ahead(*machine.store, prepared, size);
        if (happens(Trouble::newer_protocol)) {
            send_newer_protocol(machine);
        }
        const std::optional<Bytes> answer = carry(machine, prepared.enrolment, prepared.request);
        if (!answer) {
            return;
        }
        const agent::RoundOutcome outcome = finish_round(*machine.store, prepared, *answer);
        note_honest_time(machine);
        if (std::getenv("PHIRAP_TRACE") != nullptr) {
            tell_round(machine, prepared, outcome);
        }
        sum_.forks += outcome.new_lineage ? 1 : 0;
        if (outcome.ending == agent::Ending::reached && !prepared.enrolment) {
            check_receipt(machine);
        }
        learn_of_pictures(machine, outcome);
        if (!outcome.again) {
            if (outcome.ending != agent::Ending::reached || !send_pictures(machine)) {
                return;
            }
            idle = 0;
            continue;
        }
        idle = outcome.progressed ? 0 : idle + 1;
    }
    // The feed ends before what has rotted: whoever lacks it can but come again, until a holder has been
    // there.
    if (peace_ && idle >= 6 && server::rotten_operations(*server_).empty()) {
        broken(machine.folder + " goes round and round without getting anywhere");
    }
}

void World::tell_round(Machine& machine, const agent::PreparedRound& prepared,
                       const agent::RoundOutcome& outcome) {
    fmt::print(
        "{:>8} s {} ending {} \"{}\" offered {} sent {} operations in {} bytes, fetched {}, outbox {}\n",
        (now_ms_ - 1'714'000'000'000) / 1000, machine.folder, static_cast<int>(outcome.ending),
        outcome.detail, prepared.offered.size(), prepared.operations, prepared.request.size(),
        outcome.fetched, machine.store->outbox());
    const agent::Progress progress = machine.store->progress();
    for (const LoggedBranch& branch : machine.store->log().branches()) {
        const agent::Confirmation known = machine.store->confirmation(branch.number);
        fmt::print("           {} {} tip {} fed {} acked {}{}{}\n", branch.lineage.hex().substr(0, 6),
                   branch.writer.hex().substr(0, 6), branch.tip, known.fed, known.acked,
                   known.ladder ? " ladder" : "", branch.number == progress.own_branch ? " own" : "");
    }
}

// Files lie about for as long as they like, and are read by whoever finds them, more than once.
void World::use_stick(Machine& machine) {
    const std::size_t chosen = chance_.below(8);
    if (chosen >= sticks_.size()) {
        make_stick(machine);
    } else if (chance_.coin()) {
        read_stick(machine, chosen);
        sticks_.erase(sticks_.begin() + static_cast<std::ptrdiff_t>(chosen));
    } else {
        bring_stick(chosen);
    }
}

void World::make_stick(Machine& machine) {
    sticks_.push_back(agent::make_bundle(*machine.store).file);
}

void World::read_stick(Machine& machine, std::size_t stick) {
    const Result<agent::ReadAnswers> read = agent::read_answers(*machine.store, sticks_.at(stick));
    note_honest_time(machine);
    sum_.forks += read && read->new_lineage ? 1 : 0;
    if (read && read->obeyed > 0 && !server_went_back_) {
        check_receipt(machine);
    }
}

// The answer stands beside what was brought, which may be brought again.
void World::bring_stick(std::size_t stick) {
    constexpr std::size_t sticks_max = 8;
    try {
        const Result<server::TakenBundle> taken =
            take_bundle(*server_, {}, sticks_.at(stick), server::Pace{});
        if (taken && sticks_.size() < sticks_max && chance_.coin()) {
            sticks_.push_back(taken->answer);
        } else if (taken) {
            sticks_[stick] = taken->answer;
        }
    } catch (const StoreError&) {
        if (std::exchange(power_goes_at_server_, false)) {
            cut_server_power();
        }
    }
}

void World::send_newer_protocol(Machine& machine) {
    SyncRequest request;
    request.hello.protocol_min = protocol_version + 1;
    request.hello.protocol_max = protocol_version + 7;
    request.hello.agent = machine.key->writer();
    request.hello.nonce = program_chance_.id<Nonce>();
    const std::optional<Bytes> answer = at_the_server(false, encode_request(request, *machine.key));
    const std::optional<SyncResponse> parts = answer ? decode_response(*answer) : std::nullopt;
    const auto word =
        parts ? decode_acknowledgement(parts->acknowledgement, server_key_.public_key()) : std::nullopt;
    if (answer &&
        (!word || (word->verdict != Verdict::unsupported && word->verdict != Verdict::store_trouble))) {
        broken("a protocol that nobody speaks is not refused in the server's signed words");
    }
}

}  // namespace phirap::simulation
