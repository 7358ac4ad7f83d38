#include "shared/core/picture_flags.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <numeric>
#include <set>

namespace phirap {
namespace {

constexpr std::size_t quoted_bytes_max = 200;
// Of two numbers that differ in at most 6 of 64 bits, one of 7 parts is equal: only those that share a part
// are compared.
constexpr int parts = likeness_bits_max + 1;
// Pictures that share a part are some hundreds in a year; past this somebody made them so.
constexpr std::size_t compared_max = 2'000;

// Which pictures belong together (disjoint sets, each named by its first member).
class Groups {
  public:
    explicit Groups(std::size_t count) : first_(count) { std::iota(first_.begin(), first_.end(), 0U); }

    [[nodiscard]] std::size_t group_of(std::size_t member) const {
        while (first_[member] != member) {
            member = first_[member];
        }
        return member;
    }
    void join(std::size_t one, std::size_t other) {
        one = group_of(one);
        other = group_of(other);
        first_[std::max(one, other)] = std::min(one, other);
    }

  private:
    std::vector<std::size_t> first_;
};

Groups same_files(std::span<const PlacedPicture> pictures) {
    Groups groups(pictures.size());
    std::map<Sha256, std::size_t> originals;
    std::map<Sha256, std::size_t> renditions;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const Evidence& evidence = pictures[i].evidence;
        if (evidence.original) {
            groups.join(originals.emplace(*evidence.original, i).first->second, i);
        }
        if (evidence.rendition) {
            groups.join(renditions.emplace(*evidence.rendition, i).first->second, i);
        }
    }
    return groups;
}

std::uint64_t part_of(std::uint64_t likeness, int part) {
    const int begin = 64 * part / parts;
    const int end = 64 * (part + 1) / parts;
    return (likeness >> begin) & ((std::uint64_t{1} << (end - begin)) - 1);
}

// Joins what looks alike to the groups of what is the same.
Groups alike(std::span<const PlacedPicture> pictures, Groups groups) {
    std::map<std::uint64_t, std::size_t> first_with;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        if (const auto& likeness = pictures[i].evidence.likeness) {
            groups.join(first_with.emplace(*likeness, i).first->second, i);
        }
    }
    for (int part = 0; part < parts; ++part) {
        std::map<std::uint64_t, std::vector<std::uint64_t>> sharing;
        for (const auto& [likeness, picture] : first_with) {
            std::vector<std::uint64_t>& others = sharing[part_of(likeness, part)];
            for (const std::uint64_t other : others) {
                if (std::popcount(likeness ^ other) <= likeness_bits_max) {
                    groups.join(picture, first_with[other]);
                }
            }
            if (others.size() < compared_max) {
                others.push_back(likeness);
            }
        }
    }
    return groups;
}

using Members = std::vector<const PlacedPicture*>;

std::vector<Members> members_of(std::span<const PlacedPicture> pictures, const Groups& groups) {
    std::map<std::size_t, Members> found;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        found[groups.group_of(i)].push_back(&pictures[i]);
    }
    std::vector<Members> all;
    for (auto& [first, members] : found) {
        all.push_back(std::move(members));
    }
    return all;
}

// Different ones, with commas between, cut where the sentence grows too long.
std::string listed(const std::set<std::string>& words) {
    std::string list;
    for (const std::string& word : words) {
        if (list.size() + word.size() > quoted_bytes_max) {
            return list + (list.empty() ? "..." : ", ...");
        }
        list += (list.empty() ? "" : ", ") + word;
    }
    return list;
}

std::set<Office> offices_of(const Members& members) {
    std::set<Office> offices;
    std::ranges::transform(members, std::inserter(offices, offices.end()),
                           [](const PlacedPicture* picture) { return picture->office; });
    return offices;
}

Flag flag_of(const char* key, const Members& members) {
    Flag flag{key, {}, {}};
    std::set<std::string> names;
    for (const PlacedPicture* picture : members) {
        names.insert(picture->evidence.name);
        flag.about.push_back(picture->place);
    }
    flag.arguments = {{"text", listed(names)}, {"count", std::to_string(members.size())}};
    return flag;
}

// Something of more than one place, one of them in the judged month.
bool is_repeated(const Members& members, Month judged) {
    return members.size() > 1 && std::ranges::any_of(members, [&](const PlacedPicture* picture) {
               return picture->place.month == judged;
           });
}

// More than one file among them, or all of it is said already.
bool differ(const Members& members, const Groups& same, std::span<const PlacedPicture> pictures) {
    const auto group = [&](const PlacedPicture* picture) {
        return same.group_of(static_cast<std::size_t>(picture - pictures.data()));
    };
    return std::ranges::any_of(members,
                               [&](const PlacedPicture* one) { return group(one) != group(members[0]); });
}

}  // namespace

void add_pictures(const Office& office, Month month, const Report& report,
                  std::vector<PlacedPicture>& pictures) {
    for (const EntityState* state : report.visible(EntityKind::evidence)) {
        Evidence evidence = evidence_of(*state);
        if (evidence.rendition || evidence.original) {
            pictures.push_back({office, {month, state->entity, 1}, std::move(evidence)});
        }
    }
}

std::vector<Flag> flags_of_pictures(std::span<const PlacedPicture> pictures, Month judged) {
    std::vector<Flag> flags;
    const Groups same = same_files(pictures);
    for (const Members& members : members_of(pictures, same)) {
        if (is_repeated(members, judged)) {
            flags.push_back(flag_of("flag_same_picture", members));
        }
    }
    for (const Members& members : members_of(pictures, alike(pictures, same))) {
        if (is_repeated(members, judged) && differ(members, same, pictures)) {
            flags.push_back(flag_of("flag_like_picture", members));
        }
    }
    return flags;
}

std::vector<Flag> flags_across_offices(std::span<const PlacedPicture> pictures, Month judged) {
    std::vector<Flag> flags;
    const auto add = [&](const char* key, const Members& members) {
        const std::set<Office> offices = offices_of(members);
        if (offices.size() > 1 && is_repeated(members, judged)) {
            flags.push_back(flag_of(key, members));
            flags.back().arguments.emplace_back("offices", listed({offices.begin(), offices.end()}));
        }
    };
    const Groups same = same_files(pictures);
    for (const Members& members : members_of(pictures, same)) {
        add("flag_same_picture_offices", members);
    }
    for (const Members& members : members_of(pictures, alike(pictures, same))) {
        if (differ(members, same, pictures)) {
            add("flag_like_picture_offices", members);
        }
    }
    return flags;
}

}  // namespace phirap
