// The laws of merging (design.md, section 1: promises 3, 4, 8 and 11) over random histories.
#include <doctest/doctest.h>

#include <algorithm>

#include "shared/core/recording.h"
#include "shared/core/report_state.h"
#include "tests/support/builders.h"
#include "tests/support/naive_merge.h"
#include "tests/support/random_history.h"

using namespace phirap;
using namespace phirap::testing;

namespace {

void over_histories(std::uint64_t count, std::size_t saves, const auto& law) {
    for (std::uint64_t seed = 0; seed < count; ++seed) {
        CAPTURE(seed);
        Random random(seed);
        const History history = random_history(random, saves);
        law(history, random);
    }
}

Report merged_again(const Replica& replica, Random& random) {
    std::vector<Operation> operations = replica.operations;
    for (std::size_t more = random.below(10); more > 0; --more) {
        operations.push_back(random.pick(operations));
    }
    random.shuffle(operations);
    return merge(operations, replica.ancestry, replica.law);
}

void save_on(Replica& replica, OperationBody body, std::uint8_t number) {
    std::vector<Branch> branches(replica.ancestry.branches().begin(), replica.ancestry.branches().end());
    const auto branch = static_cast<std::uint32_t>(branches.size());
    branches.push_back({{}, writer_called("settler"), std::nullopt});
    replica.ancestry = Ancestry(std::move(branches));
    Operation operation{{}, {branch, 1}, writer_called("settler"), std::move(body)};
    operation.id.bytes.fill(number);
    replica.operations.push_back(std::move(operation));
}

}  // namespace

TEST_CASE("laws: merge says what the rules say, word by word") {
    over_histories(3000, 30, [](const History& history, Random& random) {
        CHECK(verdicts_of(received_in_any_order(history, random).merged()) == naive_merge(history));
    });
}

// Lines at the offices drop, repeat and reorder; whatever arrives, every copy must end equal.
TEST_CASE("laws: order, repetition and the replica's own numbers change nothing") {
    over_histories(1000, 40, [](const History& history, Random& random) {
        const Replica one = received_in_order(history);
        const Replica other = received_in_any_order(history, random);
        CHECK(merged_again(one, random) == one.merged());
        CHECK(other.merged() == one.merged());
        CHECK(conflicts(other.merged()) == conflicts(one.merged()));
    });
}

TEST_CASE("laws: a value that does not stand was known to a writer who set its field") {
    over_histories(1000, 40, [](const History& history, Random&) {
        const Verdicts verdicts = verdicts_of(received_in_order(history).merged());
        const auto sets = [&](const Told& told, const Entity& entity, const std::string& key) {
            return told.body && !verdicts.quarantined.contains(told.id) &&
                   std::ranges::any_of(told.body->changes, [&](const Change& change) {
                       return change.entity == entity &&
                              std::ranges::find(change.fields, key, &Field::key) != change.fields.end();
                   });
        };
        for (std::size_t at = 0; at < history.told.size(); ++at) {
            for (const auto& [field, answers] : verdicts.standing) {
                if (!sets(history.told[at], field.first, field.second) ||
                    answers.contains(history.told[at].id)) {
                    continue;
                }
                CHECK(std::ranges::any_of(history.told, [&](const Told& other) {
                    return at < other.known.size() && other.known[at] &&
                           sets(other, field.first, field.second);
                }));
            }
        }
    });
}

TEST_CASE("laws: what is hidden, with all that stands in it, was known to somebody who deleted it") {
    over_histories(1000, 40, [](const History& history, Random&) {
        const Verdicts verdicts = verdicts_of(received_in_order(history).merged());
        for (const auto& [field, answers] : verdicts.standing) {
            const Entity owner = owner_of(field.first);
            const bool gone = verdicts.hidden.contains(field.first) || verdicts.hidden.contains(owner);
            for (std::size_t at = 0; gone && at < history.told.size(); ++at) {
                if (!answers.contains(history.told[at].id)) {
                    continue;
                }
                CHECK(std::ranges::any_of(history.told, [&](const Told& other) {
                    return at < other.known.size() && other.known[at] && other.body &&
                           std::ranges::any_of(other.body->changes, [&](const Change& change) {
                               return change.kind == ChangeKind::remove &&
                                      (change.entity == field.first || change.entity == owner);
                           });
                }));
            }
        }
    });
}

TEST_CASE("laws: clocks only rank: whatever they said, the same answers stand and the same rows are hidden") {
    over_histories(1000, 40, [](const History& history, Random& random) {
        History other = history;
        const std::int64_t years = 31'557'600'000;
        for (Told& told : other.told) {
            if (told.body) {
                told.body->time.wall_ms += (static_cast<std::int64_t>(random.below(31)) - 15) * years;
            }
        }
        const Report report = received_in_order(other).merged();
        CHECK(verdicts_of(report) == verdicts_of(received_in_order(history).merged()));
        CHECK(conflicts(report).size() == conflicts(received_in_order(history).merged()).size());
    });
}

TEST_CASE("laws: what a quarantined operation says changes nothing") {
    over_histories(500, 40, [](const History& history, Random&) {
        const Report report = received_in_order(history).merged();
        History other = history;
        for (Told& told : other.told) {
            if (std::ranges::binary_search(report.quarantined, told.id, {}, &Quarantined::id)) {
                told.body.reset();
            }
        }
        const Report without = received_in_order(other).merged();
        CHECK(without.entities == report.entities);
        CHECK(without.writings == report.writings);
    });
}

TEST_CASE("laws: whoever sees all and settles all ends all, in one save") {
    over_histories(1000, 40, [](const History& history, Random& random) {
        Replica replica = received_in_any_order(history, random);
        const Report before = replica.merged();
        std::vector<Change> wanted;
        for (const Conflict& conflict : conflicts(before)) {
            if (conflict.field.empty()) {
                wanted.push_back(
                    {random.one_in(2) ? ChangeKind::keep : ChangeKind::remove, conflict.entity, {}});
            } else {
                wanted.push_back({ChangeKind::set,
                                  conflict.entity,
                                  {{conflict.field,
                                    random.pick(const_cast<std::vector<Answer>&>(conflict.answers)).value}}});
            }
        }
        // A row that is deleted has no more questions; answering one would be an edit of what was deleted.
        std::erase_if(wanted, [&](const Change& change) {
            return change.kind != ChangeKind::remove && std::ranges::any_of(wanted, [&](const Change& other) {
                       return other.kind == ChangeKind::remove &&
                              (other.entity == change.entity || other.entity == owner_of(change.entity));
                   });
        });
        const Result<Recording> save =
            record(before, screen_of(before), wanted, writer_called("settler"), Saving::settle);
        REQUIRE(save);
        save_on(replica, {{0, 0}, "x", april, save->seen, save->changes}, 1);
        CHECK(conflicts(replica.merged()).empty());
    });
}

TEST_CASE("laws: what a submission judged can be folded again, on any replica, whatever came later") {
    over_histories(500, 40, [](const History& history, Random& random) {
        History then = history;
        then.told.resize(1 + random.below(history.told.size()));
        then.held.resize(then.told.size());
        then.released.resize(then.told.size());
        std::erase_if(then.revoked_tips, [&](std::size_t tip) { return tip >= then.told.size(); });
        const Replica office = received_in_any_order(then, random);
        const Replica server = received_in_any_order(history, random);

        const std::vector<Operation> judged =
            judged_operations(server.operations, server.ancestry, judged_now(office.operations));

        CHECK(judged.size() == then.told.size());
        const Law law{office.law.server, {}, {}};
        CHECK(merge(judged, server.ancestry, law) == merge(office.operations, office.ancestry, law));
    });
}
