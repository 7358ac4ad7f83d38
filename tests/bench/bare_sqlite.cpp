#include <algorithm>
#include <memory>

#include "tests/bench/bare.h"
#include "tests/bench/bare_table.h"
#include "tests/bench/measure.h"

namespace phirap::bench {
namespace {

constexpr std::size_t rows_a_transaction = 500;

}  // namespace

void bare_sqlite(const Lines& lines, const std::filesystem::path& folder, int times) {
    const std::filesystem::path file = folder / "bare.db";
    std::unique_ptr<BareTable> table;
    const auto fresh = [&] {
        table.reset();
        table = std::make_unique<BareTable>(file);
    };
    const Cost inserts = best_of(times, fresh, [&] {
        for (std::size_t first = 0; first < lines.size(); first += rows_a_transaction) {
            table->run("BEGIN IMMEDIATE");
            const std::size_t end = std::min(lines.size(), first + rows_a_transaction);
            for (std::size_t at = first; at < end; ++at) {
                table->insert(lines[at]);
            }
            table->run("COMMIT");
        }
    });
    report("bare_insert_wall_us", inserts.wall_s * 1e6 / static_cast<double>(lines.size()));
    report("bare_insert_cpu_us", inserts.cpu_s * 1e6 / static_cast<double>(lines.size()));
}

}  // namespace phirap::bench
