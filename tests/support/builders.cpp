#include "tests/support/builders.h"

#include <algorithm>

#include "shared/core/digest.h"
#include "shared/core/lineage.h"

namespace phirap::testing {
namespace {

EntityId numbered(std::uint8_t number) {
    EntityId id = uuid_v7(0, {});
    id.bytes[15] = number;
    return id;
}

// Bytes that differ when bodies differ; the wire's own encoding stands in another layer.
std::string bytes_for_tests(const OperationBody& body) {
    std::string bytes =
        std::to_string(body.time.wall_ms) + "." + std::to_string(body.time.counter) + body.author;
    for (const OperationName name : body.seen) {
        bytes += "s" + std::to_string(name);
    }
    for (const Change& change : body.changes) {
        bytes += "c" + std::to_string(int(change.kind)) + std::to_string(int(change.entity.kind)) +
                 change.entity.id.hex() + std::to_string(change.entity.child);
        for (const Field& field : change.fields) {
            bytes += "f" + field.key + std::to_string(field.value.index()) +
                     std::string(text_in(field.value)) + std::to_string(number_in(field.value)) +
                     (flag_in(field.value) ? "t" : "");
            if (const Bytes* held = std::get_if<Bytes>(&field.value)) {
                bytes += to_hex(*held);
            }
        }
    }
    return bytes;
}

}  // namespace

Entity row(std::uint8_t number) {
    return {EntityKind::row, numbered(number), 0};
}
Entity channel(std::uint8_t row_number, std::uint32_t child) {
    return {EntityKind::channel, numbered(row_number), child};
}
Entity evidence(std::uint8_t row_number, std::uint32_t child) {
    return {EntityKind::evidence, numbered(row_number), child};
}
Entity the(EntityKind kind) {
    return {kind, {}, 0};
}
WriterId writer_called(std::string_view name) {
    WriterId id;
    std::copy_n(name.begin(), std::min(name.size(), id.bytes.size()), id.bytes.begin());
    return id;
}
Value text(std::string_view value) {
    return std::string(value);
}
Value number(std::int64_t value) {
    return value;
}

Draft& Draft::set(const Entity& entity, std::string_view key, Value value) {
    if (body.changes.empty() || body.changes.back().kind != ChangeKind::set ||
        body.changes.back().entity != entity) {
        body.changes.push_back({ChangeKind::set, entity, {}});
    }
    std::vector<Field>& fields = body.changes.back().fields;
    const auto at = std::ranges::lower_bound(fields, key, {}, &Field::key);
    if (at != fields.end() && at->key == key) {
        body.changes.push_back({ChangeKind::set, entity, {{std::string(key), std::move(value)}}});
    } else {
        fields.insert(at, {std::string(key), std::move(value)});
    }
    return *this;
}
Draft& Draft::remove(const Entity& entity) {
    body.changes.push_back({ChangeKind::remove, entity, {}});
    return *this;
}
Draft& Draft::keep(const Entity& entity) {
    body.changes.push_back({ChangeKind::keep, entity, {}});
    return *this;
}
Draft& Draft::unknown(const Entity& entity) {
    body.changes.push_back({ChangeKind::unknown, entity, {}});
    return *this;
}
Draft& Draft::at(std::int64_t wall_ms) {
    body.time = {wall_ms, 0};
    return *this;
}
Draft& Draft::by_person(std::string_view author) {
    body.author = author;
    return *this;
}
Draft& Draft::having_seen(const Operation& operation) {
    body.seen.push_back(name_of(operation.id));
    return *this;
}
Draft& Draft::having_seen(std::initializer_list<Operation> operations) {
    for (const Operation& operation : operations) {
        having_seen(operation);
    }
    return *this;
}
Draft& Draft::having_seen(const std::vector<OperationName>& names) {
    body.seen.insert(body.seen.end(), names.begin(), names.end());
    return *this;
}
Draft& Draft::of(const Scope& scope) {
    body.scope = scope;
    return *this;
}

Draft answer(std::string_view key, std::string_view value) {
    return edit().set(row(1), key, text(value));
}

Operation Pen::write(const Draft& draft) {
    return stamp(draft.body);
}

Operation Pen::write_unreadable() {
    return stamp(std::nullopt);
}

Operation Pen::stamp(std::optional<OperationBody> body) {
    if (must_fork_) {
        office_->branches_.push_back({lineage_, writer_, last_.place});
        next_ = {static_cast<std::uint32_t>(office_->branches_.size() - 1), last_.place.sequence + 1};
        must_fork_ = false;
    }
    const std::string bytes = body ? bytes_for_tests(*body) : "unreadable";
    last_ = {operation_id(parent_, bytes_of(bytes)), next_, writer_, std::move(body)};
    parent_ = last_.id;
    ++next_.sequence;
    office_->operations_.push_back(last_);
    return last_;
}

Pen Pen::cloned() const {
    Pen other = *this;
    other.must_fork_ = last_.place.sequence > 0;
    return other;
}

Pen District::pen(std::string_view writer) {
    Pen pen;
    pen.office_ = this;
    pen.writer_ = writer_called(writer);
    ++lineages_;
    pen.lineage_.bytes[0] = static_cast<std::uint8_t>(lineages_ >> 8);
    pen.lineage_.bytes[1] = static_cast<std::uint8_t>(lineages_);
    pen.next_ = {static_cast<std::uint32_t>(branches_.size()), 1};
    pen.parent_ = root_id({law.server, "4301", pen.writer_, pen.lineage_});
    branches_.push_back({pen.lineage_, pen.writer_, std::nullopt});
    return pen;
}

PlaceOf District::place_of() const {
    return [this](const LineageId& lineage, std::uint64_t sequence,
                  const OperationId& id) -> std::optional<Place> {
        const auto found = std::ranges::find(operations_, id, &Operation::id);
        const bool fits = found != operations_.end() && found->place.sequence == sequence &&
                          branches_[found->place.branch].lineage == lineage;
        return fits ? std::optional(found->place) : std::nullopt;
    };
}

std::vector<std::string> standing(const Report& report, const Entity& entity, std::string_view key) {
    std::vector<std::string> values;
    const EntityState* state = report.find(entity);
    const FieldState* field = state == nullptr ? nullptr : state->field(key);
    if (field != nullptr) {
        for (const Answer& answer : field->standing) {
            values.emplace_back(text_in(answer.value));
        }
    }
    return values;
}

bool hidden(const Report& report, const Entity& entity) {
    const EntityState* state = report.find(entity);
    return state != nullptr && report.is_hidden(*state);
}

}  // namespace phirap::testing
