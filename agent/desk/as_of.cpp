#include "agent/desk/as_of.h"

#include <algorithm>
#include <charconv>

#include "shared/core/merge.h"
#include "shared/core/submission.h"
#include "shared/wire/limits.h"

namespace phirap::agent {
namespace {

constexpr std::size_t digits = 16;

}  // namespace

std::string as_of(const MonthFile& month) {
    std::string text;
    for (const OperationName name : judged_now(month.operations)) {
        text += (text.empty() ? "" : "-") + to_hex(names_to_bytes(std::span(&name, 1)));
    }
    return text;
}

std::vector<OperationName> names_in(std::string_view as_of) {
    std::vector<OperationName> names;
    while (as_of.size() >= digits && names.size() < limits::tips_max) {
        OperationName name = 0;
        const char* const end = as_of.data() + digits;
        if (const auto read = std::from_chars(as_of.data(), end, name, 16);
            read.ec == std::errc() && read.ptr == end) {
            names.push_back(name);
        }
        as_of.remove_prefix(std::min(as_of.size(), digits + 1));
    }
    return names;
}

const Report& FormerMonths::at(const std::string& as_of) {
    if (as_of == agent::as_of(now_)) {
        return now_.report;
    }
    const auto [found, fresh] = folded_.try_emplace(as_of);
    if (fresh) {
        const std::vector<Operation> then =
            judged_operations(now_.operations, now_.ancestry, names_in(as_of));
        found->second = merge(then, now_.ancestry, store_.law());
        found->second.scope = now_.scope;
    }
    return found->second;
}

}  // namespace phirap::agent
