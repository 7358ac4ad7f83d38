#include "tests/support/random_history.h"

#include <algorithm>
#include <map>
#include <string>

#include "shared/core/digest.h"
#include "shared/core/recording.h"
#include "tests/support/builders.h"

namespace phirap::testing {
namespace {

struct Machine {
    WriterId writer;
    LineageId lineage;
    std::optional<std::size_t> last;  // its own last operation
    std::vector<bool> knows;
    std::int64_t clock_ms = 0;
    std::optional<Screen> open_form;  // shown some time ago
    std::vector<bool> known_when_shown;
};

const std::vector<Entity>& entities() {
    static const std::vector<Entity> all = {row(1),
                                            row(1),
                                            row(2),
                                            channel(1, 0),
                                            channel(1, 1),
                                            channel(2, 0),
                                            evidence(2, 0),
                                            the(EntityKind::report),
                                            the(EntityKind::submission)};
    return all;
}

class Story {
  public:
    Story(Random& random, std::size_t saves) : random_(random) {
        const std::size_t machines = 3 + random_.below(3);
        for (std::size_t number = 0; number < machines; ++number) {
            const bool is_server = number == 0;
            machines_.push_back({writer_called(is_server ? "server" : "agent" + std::to_string(number % 3)),
                                 new_lineage(),
                                 {},
                                 {},
                                 (static_cast<std::int64_t>(random_.below(31)) - 15 + 54) * 31'557'600'000,
                                 {},
                                 {}});
        }
        while (history_.told.size() < saves) {
            step();
        }
        judge();
    }

    History take() { return std::move(history_); }

  private:
    LineageId new_lineage() {
        LineageId lineage;
        lineage.bytes[0] = ++lineages_;
        return lineage;
    }

    Machine& any_machine() { return random_.pick(machines_); }

    void step() {
        switch (random_.below(12)) {
            case 0:
            case 1:
            case 2:
                receive(any_machine(), any_machine());
                break;
            case 3:
                open_form(any_machine());
                break;
            case 4:
                disturb();
                break;
            default:
                save(any_machine());
        }
    }

    // All that the other knows, or one operation with its ancestors: a line that broke.
    void receive(Machine& to, const Machine& from) {
        to.knows.resize(history_.told.size());
        std::vector<bool> known = from.knows;
        known.resize(history_.told.size());
        if (random_.one_in(2)) {
            for (std::size_t at = 0; at < known.size(); ++at) {
                to.knows[at] = to.knows[at] || known[at];
            }
        } else if (!known.empty()) {
            const std::size_t one = random_.below(known.size());
            for (std::optional<std::size_t> at = one; known[one] && at; at = history_.told[*at].parent) {
                to.knows[*at] = true;
            }
        }
    }

    // A clone of a disk, a disk put back, a new lineage, a clock set anew.
    void disturb() {
        Machine& machine = any_machine();
        switch (random_.below(5)) {
            case 0:
                if (machines_.size() < 8) {
                    machines_.push_back(Machine(machine));
                }
                break;
            case 1:
                copy_ = machine;
                break;
            case 2:
                if (copy_ && copy_->writer == machine.writer) {
                    machine = *copy_;
                }
                break;
            case 3:
                machine.lineage = new_lineage();
                machine.last.reset();
                break;
            default:
                machine.clock_ms += (static_cast<std::int64_t>(random_.below(3)) - 1) * 31'557'600'000;
                break;
        }
    }

    Replica as_known(const Machine& machine) {
        History known;
        std::vector<std::size_t> index(history_.told.size());
        for (std::size_t at = 0; at < machine.knows.size(); ++at) {
            if (machine.knows[at]) {
                index[at] = known.told.size();
                known.told.push_back(history_.told[at]);
                if (known.told.back().parent) {
                    known.told.back().parent = index[*known.told.back().parent];
                }
            }
        }
        return received_in_order(known);
    }

    void open_form(Machine& machine) {
        machine.open_form = screen_of(as_known(machine).merged());
        machine.known_when_shown = machine.knows;
    }

    void save(Machine& machine) {
        const Report now = as_known(machine).merged();
        std::vector<bool> known = machine.knows;
        Screen screen;
        bool by_form = false;
        switch (random_.below(6)) {
            case 0:
                break;  // an import: nothing was shown
            case 1:
                if (machine.open_form) {
                    screen = *machine.open_form;
                    known = machine.known_when_shown;
                    by_form = true;
                    break;
                }
                [[fallthrough]];
            default:
                screen = screen_of(now), by_form = true;
        }
        OperationBody body{{}, "x", april, {}, {}};
        std::vector<Change> wanted = wish(now);
        const Saving saving = random_.one_in(3) ? Saving::settle : Saving::edit;
        if (by_form) {
            Result<Recording> made = record(now, screen, wanted, machine.writer, saving);
            if (!made || made->changes.empty()) {
                return;
            }
            body.seen = std::move(made->seen);
            body.changes = std::move(made->changes);
        } else {
            body.changes = std::move(wanted);
        }
        if (random_.one_in(20)) {
            body.changes.push_back({ChangeKind::unknown, row(1), {}});
        }
        if (random_.one_in(20)) {
            body.changes.push_back(
                {ChangeKind::set, the(EntityKind::decision), {{"decision", text("approved")}}});
        }
        write(machine, std::move(body), std::move(known));
    }

    std::vector<Change> wish(const Report& now) {
        const std::vector<Conflict> open = conflicts(now);
        std::vector<Change> wanted;
        if (!open.empty() && random_.one_in(4)) {
            const Conflict& one = open[random_.below(open.size())];
            if (one.field.empty()) {
                wanted.push_back({random_.one_in(2) ? ChangeKind::keep : ChangeKind::remove, one.entity, {}});
            } else {
                wanted.push_back({ChangeKind::set, one.entity, {{one.field, one.answers.front().value}}});
            }
            return wanted;
        }
        for (std::size_t count = 1 + random_.below(2); count > 0; --count) {
            const Entity& entity = entities()[random_.below(entities().size())];
            switch (random_.below(6)) {
                case 0:
                    wanted.push_back({ChangeKind::remove, entity, {}});
                    break;
                case 1:
                    wanted.push_back({ChangeKind::keep, entity, {}});
                    break;
                default:
                    wanted.push_back({ChangeKind::set, entity, some_fields()});
            }
        }
        return wanted;
    }

    std::vector<Field> some_fields() {
        std::vector<Field> fields;
        for (const char* key : {"activity", "place", "zz_of_a_later_program"}) {
            if (random_.one_in(2)) {
                fields.push_back(
                    {key, random_.one_in(8)
                              ? Value()
                              : text(std::string(1, static_cast<char>('a' + random_.below(3))))});
            }
        }
        return fields;
    }

    void write(Machine& machine, OperationBody body, std::vector<bool> known) {
        machine.clock_ms += static_cast<std::int64_t>(random_.below(3)) * 1000;
        body.time = {machine.clock_ms, static_cast<std::uint16_t>(random_.below(2))};
        Told told;
        // Nothing of the time goes into the id, so that a test can set the clocks anew.
        const std::string salt = std::to_string(history_.told.size());
        told.id.bytes = digest_of({bytes_of("random_history"), machine.lineage.view(), bytes_of(salt)}).bytes;
        told.writer = machine.writer;
        told.lineage = machine.lineage;
        told.parent = machine.last;
        told.sequence = machine.last ? history_.told[*machine.last].sequence + 1 : 1;
        if (!random_.one_in(30)) {
            told.body = std::move(body);
        }
        known.resize(history_.told.size() + 1);
        for (std::optional<std::size_t> at = machine.last; at; at = history_.told[*at].parent) {
            known[*at] = true;
        }
        told.known = std::move(known);
        machine.knows.resize(history_.told.size() + 1);
        machine.knows.back() = true;
        machine.last = history_.told.size();
        history_.told.push_back(std::move(told));
    }

    void judge() {
        for (std::size_t at = 0; at < history_.told.size(); ++at) {
            history_.held.push_back(random_.one_in(15));
            history_.released.push_back(!history_.held.back() && random_.one_in(15));
        }
        if (random_.one_in(2)) {
            history_.revoked = random_.pick(history_.told).writer;
            for (std::size_t at = 0; at < history_.told.size(); ++at) {
                if (history_.told[at].writer == *history_.revoked && random_.one_in(6)) {
                    history_.revoked_tips.push_back(at);
                }
            }
        }
    }

    Random& random_;
    History history_;
    std::vector<Machine> machines_;
    std::optional<Machine> copy_;
    std::uint8_t lineages_ = 0;
};

Replica received(const History& history, const std::vector<std::size_t>& order) {
    std::vector<Branch> branches;
    std::vector<Place> places(history.told.size());
    std::vector<bool> gone_on(history.told.size());
    Replica replica;
    for (const std::size_t at : order) {
        const Told& told = history.told[at];
        if (told.parent && !gone_on[*told.parent]) {
            gone_on[*told.parent] = true;
            places[at] = {places[*told.parent].branch, told.sequence};
        } else {
            places[at] = {static_cast<std::uint32_t>(branches.size()), told.sequence};
            branches.push_back({told.lineage, told.writer,
                                told.parent ? std::optional(places[*told.parent]) : std::nullopt});
        }
        replica.operations.push_back({told.id, places[at], told.writer, told.body});
    }
    replica.ancestry = Ancestry(std::move(branches));
    replica.law.server = writer_called("server");
    for (std::size_t at = 0; at < history.held.size(); ++at) {
        if (history.held[at] || history.released[at]) {
            replica.law.holds[entity_of(history.told[at].id)] = history.held[at];
        }
    }
    if (history.revoked) {
        Frontier& passed = replica.law.revoked[*history.revoked];
        for (const std::size_t tip : history.revoked_tips) {
            replica.ancestry.include_up_to(passed, places[tip]);
        }
    }
    return replica;
}

}  // namespace

History random_history(Random& random, std::size_t saves) {
    return Story(random, saves).take();
}

Replica received_in_order(const History& history) {
    std::vector<std::size_t> order(history.told.size());
    for (std::size_t at = 0; at < order.size(); ++at) {
        order[at] = at;
    }
    return received(history, order);
}

Replica received_in_any_order(const History& history, Random& random) {
    std::vector<std::size_t> order;
    std::vector<bool> placed(history.told.size());
    while (order.size() < history.told.size()) {
        const std::size_t at = random.below(history.told.size());
        if (!placed[at] && (!history.told[at].parent || placed[*history.told[at].parent])) {
            placed[at] = true;
            order.push_back(at);
        }
    }
    return received(history, order);
}

}  // namespace phirap::testing
