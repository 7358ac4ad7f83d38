#include "tests/bench/store.h"

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <span>

#include "shared/core/invariant.h"
#include "shared/core/lineage.h"
#include "shared/wire/limits.h"
#include "shared/wire/operation_body.h"
#include "tests/bench/bare_file.h"
#include "tests/bench/bare_table.h"
#include "tests/bench/measure.h"
#include "tests/bench/office.h"
#include "tests/bench/rows.h"

namespace phirap::bench {
namespace {

constexpr CutSize whole_frames{limits::frame_bytes_max, limits::frame_operations_max};
constexpr std::size_t rows_a_transaction = 500;
constexpr std::size_t single_saves = 2000;
constexpr std::size_t folded_rows = 10'000;
constexpr std::size_t growth_rows = 10'000;

// One bare commit with one bare append, and one save, in turn: whatever else keeps the disk busy keeps it
// busy for both. What is saved stands in two files, so the limit is both, each waited for.
void single(const Lines& lines, std::span<const OperationBody> rows, const std::filesystem::path& folder) {
    Office office(folder);
    BareTable table(folder / "bare.db");
    BareFile file(folder / "bare.journal");
    std::vector<double> commits_us;
    std::vector<double> both_us;
    std::vector<double> saves_us;
    for (std::size_t at = 0; at < std::min(single_saves, rows.size()); ++at) {
        const double append_us = measure([&] { file.append(lines[at]); }).wall_s * 1e6;
        commits_us.push_back(measure([&] { table.insert(lines[at]); }).wall_s * 1e6);
        both_us.push_back(append_us + commits_us.back());
        saves_us.push_back(measure([&] { office.record(rows.subspan(at, 1), 1); }).wall_s * 1e6);
    }
    report("bare_commit_p50_us", median(commits_us));
    report("bare_record_p50_us", median(both_us));
    report("ours_record_p50_us", median(saves_us));
}

// What a month costs to fold, and what the hashes alone cost by which its bodies are checked.
void folds(std::span<const OperationBody> rows, const std::filesystem::path& folder, int times) {
    Office office(folder);
    office.record(rows, rows_a_transaction);
    const auto per_row = [&](const Cost& cost) {
        return cost.cpu_s * 1e6 / static_cast<double>(rows.size());
    };
    report("ours_fold_cpu_us", per_row(best_of(
                                   times, [] {}, [&] { office.fold_all(); })));
    std::vector<Bytes> bodies;
    for (const OperationBody& row : rows) {
        bodies.push_back(*encode_body(row));
    }
    report("ours_hash_cpu_us", per_row(best_of(
                                   times, [] {},
                                   [&] {
                                       OperationId id;
                                       for (const Bytes& body : bodies) {
                                           id = operation_id(id, body);
                                       }
                                   })));
}

void backlog(std::span<const OperationBody> rows, const std::filesystem::path& folder, int times) {
    std::unique_ptr<Office> office;
    const Cost cost = best_of(
        times,
        [&] {
            office.reset();
            office = std::make_unique<Office>(folder);
            office->record(rows, rows_a_transaction);
        },
        [&] { office->sync(whole_frames); });
    invariant(office->stored_at_the_server() >= rows.size(), "every row is at the server");
    report("ours_rounds_cpu_us", cost.cpu_s * 1e6 / static_cast<double>(rows.size()));
    report("ours_rounds_wall_us", cost.wall_s * 1e6 / static_cast<double>(rows.size()));
}

// One contact for each frame's worth of rows, as an office does that syncs whenever it has that many.
void contacts(std::span<const OperationBody> rows, std::size_t rows_a_contact,
              const std::filesystem::path& folder) {
    Office office(folder);
    office.record(rows.first(rows_a_transaction), rows_a_transaction);
    office.sync(whole_frames);
    std::size_t bytes = 0;
    std::size_t sent = 0;
    for (int contact = 0; contact < 100; ++contact) {
        const auto some =
            rows.subspan((rows_a_transaction + sent) % (rows.size() - rows_a_contact), rows_a_contact);
        office.record(some, rows_a_contact);
        bytes += office.sync(whole_frames);
        sent += rows_a_contact;
    }
    report(fmt::format("ours_contact_bytes_{}", rows_a_contact),
           static_cast<double>(bytes) / static_cast<double>(sent));
}

}  // namespace

void store(const Lines& lines, const std::filesystem::path& folder, int times) {
    const std::vector<OperationBody> rows = rows_in_order(lines);
    single(lines, rows, folder);
    folds(std::span(rows).first(std::min(rows.size(), folded_rows)), folder, times);
    backlog(rows, folder, times);
    for (const std::size_t rows_a_contact : {500, 10, 1}) {
        contacts(rows, rows_a_contact, folder);
    }
}

void growth(const Lines& lines, const std::filesystem::path& folder, std::size_t stored) {
    const std::vector<OperationBody> rows = rows_in_order(lines);
    invariant(rows.size() >= 2 * growth_rows, "rows enough to see a cost grow");
    Office office(folder);
    const auto cpu_of_next = [&](std::size_t first) {
        office.record(std::span(rows).subspan(first, growth_rows), rows_a_transaction);
        const Cost cost = measure([&] { office.sync(whole_frames); });
        return cost.cpu_s * 1e6 / static_cast<double>(growth_rows);
    };
    (void)cpu_of_next(0);
    const double few = cpu_of_next(growth_rows);
    for (std::size_t at = office.stored_at_the_server(); at < stored; at += growth_rows) {
        const std::size_t again = at / growth_rows % (rows.size() / growth_rows) * growth_rows;
        office.record(std::span(rows).subspan(again, growth_rows), rows_a_transaction);
    }
    office.sync(whole_frames);
    const double many = cpu_of_next(0);
    report("ours_cpu_us_at_10000", few);
    report(fmt::format("ours_cpu_us_at_{}", stored), many);
    report("ours_growth", many / few);
}

}  // namespace phirap::bench
