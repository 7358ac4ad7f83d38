// Operations for tests, spelled by what matters: who, on what, when, having seen what.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/core/merge.h"

namespace phirap::testing {

[[nodiscard]] Entity row(std::uint8_t number);
[[nodiscard]] Entity channel(std::uint8_t row_number, std::uint32_t child);
[[nodiscard]] Entity evidence(std::uint8_t row_number, std::uint32_t child);
[[nodiscard]] Entity the(EntityKind kind);  // the one of its kind
[[nodiscard]] WriterId writer_called(std::string_view name);
[[nodiscard]] Value text(std::string_view value);
[[nodiscard]] Value number(std::int64_t value);

// The report that all operations of these tests are of, unless they say otherwise.
inline const Scope april{"click-chumchon", Month{2024, 4}};
inline const Scope of_office{};

// What one save holds.
class Draft {
  public:
    Draft& set(const Entity& entity, std::string_view key, Value value);
    Draft& remove(const Entity& entity);
    Draft& keep(const Entity& entity);
    Draft& unknown(const Entity& entity);
    Draft& at(std::int64_t wall_ms);
    Draft& by_person(std::string_view author);
    Draft& having_seen(const Operation& operation);
    Draft& having_seen(std::initializer_list<Operation> operations);
    Draft& having_seen(const std::vector<OperationName>& names);
    Draft& of(const Scope& scope);

    OperationBody body{{}, {}, april, {}, {}};
};
[[nodiscard]] inline Draft edit() {
    return {};
}
// A save of one field of row 1.
[[nodiscard]] Draft answer(std::string_view key, std::string_view value);

class District;

// One lineage as one machine writes it: each operation's parent is the one before.
class Pen {
  public:
    // At the time drafted; its time ranks but is otherwise free.
    Operation write(const Draft& draft);
    // A second machine that goes on from the same last operation (a cloned disk).
    [[nodiscard]] Pen cloned() const;
    // Bytes that this program can not read, at the next place.
    Operation write_unreadable();
    [[nodiscard]] const Operation& last() const { return last_; }
    [[nodiscard]] const WriterId& writer() const { return writer_; }

  private:
    friend class District;
    Operation stamp(std::optional<OperationBody> body);

    District* office_ = nullptr;
    WriterId writer_;
    LineageId lineage_;
    Place next_;
    OperationId parent_;
    Operation last_;
    bool must_fork_ = false;
};

// Whatever the machines of one office wrote, and how it hangs together.
class District {
  public:
    // Begins a lineage; pens go on working while the office lives.
    [[nodiscard]] Pen pen(std::string_view writer);
    [[nodiscard]] Pen server_pen() { return pen("server"); }

    [[nodiscard]] Ancestry ancestry() const { return Ancestry(branches_); }
    [[nodiscard]] const std::vector<Operation>& operations() const { return operations_; }
    // Of all operations, or of those given.
    [[nodiscard]] Report merged() const { return merge(operations_, ancestry(), law); }
    [[nodiscard]] Report merged(const std::vector<Operation>& some) const {
        return merge(some, ancestry(), law);
    }
    // Finds what a revocation names, among all operations.
    [[nodiscard]] PlaceOf place_of() const;

    Law law{writer_called("server"), {}, {}};

  private:
    friend class Pen;
    std::vector<Branch> branches_;
    std::vector<Operation> operations_;
    std::uint32_t lineages_ = 0;
};

// The texts that stand for one field, oldest first.
[[nodiscard]] std::vector<std::string> standing(const Report& report, const Entity& entity,
                                                std::string_view key);
[[nodiscard]] bool hidden(const Report& report, const Entity& entity);

}  // namespace phirap::testing
