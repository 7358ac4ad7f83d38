#include "tests/bench/record.h"

#include <algorithm>
#include <charconv>
#include <span>

#include "agent/opening.h"
#include "shared/core/invariant.h"
#include "shared/host/random_bytes.h"
#include "tests/bench/row_clock.h"
#include "tests/bench/rows.h"

namespace phirap::bench {
namespace {

constexpr std::size_t rows_a_transaction = 500;

std::size_t number(std::string_view text) {
    std::size_t value = 0;
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
    invariant(trouble == std::errc{} && end == text.data() + text.size(), "FIRST:COUNT of rows to record");
    return value;
}

}  // namespace

void record(const Lines& lines, const std::filesystem::path& folder, std::string_view span) {
    const std::size_t colon = span.find(':');
    invariant(colon != std::string_view::npos, "FIRST:COUNT of rows to record");
    const std::vector<OperationBody> rows = rows_in_order(lines);
    invariant(!rows.empty(), "rows to record");
    const std::size_t first = number(span.substr(0, colon));
    const std::size_t end = first + number(span.substr(colon + 1));

    RowClock clock;
    RandomBytes chance;
    const auto opened = agent::open_agent(folder, clock, chance);
    invariant(opened.has_value(), "an enrolled agent's folder that nobody else owns");
    agent::AgentStore& store = *(*opened)->store;
    for (std::size_t at = first; at < end;) {
        const std::size_t begin = at % rows.size();
        const std::size_t count = std::min({rows_a_transaction, end - at, rows.size() - begin});
        const std::span<const OperationBody> some(rows.data() + begin, count);
        clock.rewind(some, store.progress().time.wall_ms);
        invariant(store.save_all({some.begin(), some.end()}).has_value(), "rows that fit");
        at += count;
    }
}

}  // namespace phirap::bench
