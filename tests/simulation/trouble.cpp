#include "tests/simulation/trouble.h"

#include "tests/support/seeded.h"

namespace phirap::simulation {
namespace {

struct Kind {
    std::string_view name;
    int often;  // when a history has it at all
};

constexpr std::array<Kind, trouble_count> kinds = {{
    {"drop", 150},
    {"duplicate", 100},
    {"delay", 100},
    {"reorder", 500},
    {"replay", 60},
    {"stale answer", 60},
    {"truncate", 40},
    {"bit flip", 60},
    {"portal", 15},
    {"impostor", 40},
    {"splice", 60},
    {"partition", 15},
    {"stick", 100},
    {"newer protocol", 15},
    {"power cut", 80},
    {"failed sync", 40},
    {"lying sync", 20},
    {"full disk", 25},
    {"read-only", 15},
    {"journal rots", 20},
    {"database lost", 15},
    {"clone", 10},
    {"PC restored", 40},
    {"PC lost", 6},
    {"server restored", 15},
    {"server copied back", 20},
    {"clock jump", 50},
    {"revoke", 15},
    {"hold", 20},
    {"approve", 15},
    {"poison", 20},
    {"stranger", 40},
    {"body rots", 20},
}};

}  // namespace

std::string_view name_of(Trouble trouble) {
    return kinds[static_cast<std::size_t>(trouble)].name;
}

Troubles troubles_of(std::uint64_t seed) {
    SeededChance chance(seed ^ 0x9e3779b97f4a7c15ULL);
    Troubles troubles;
    for (std::size_t kind = 0; kind < trouble_count; ++kind) {
        if (chance.coin()) {
            troubles[static_cast<Trouble>(kind)] = kinds[kind].often;
        }
    }
    return troubles;
}

}  // namespace phirap::simulation
