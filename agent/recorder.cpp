#include "agent/recorder.h"

#include <algorithm>
#include <charconv>

#include "agent/row_changes.h"

namespace phirap::agent {
namespace {

tl::unexpected<std::vector<FormFault>> refused(Error what, std::string member = {}) {
    return tl::unexpected(std::vector{FormFault{0, {}, {}, 0, 0, std::move(member), std::move(what)}});
}

Checked<SavedEntry> save_entry(AgentStore& store, SavedEntry entry, Result<OperationBody> body) {
    if (!body) {
        return refused(body.error());
    }
    if (!body->changes.empty()) {
        const Result<Saved> saved = store.save(*std::move(body));
        if (!saved) {
            return refused(saved.error());
        }
        entry.saved = *saved;
    }
    return entry;
}

EntityId new_row_id(AgentStore& store) {
    std::array<std::uint8_t, 10> random{};
    store.chance().fill(random);
    return uuid_v7(store.clock().wall_ms(), random);
}

Result<Saved> answer_row(AgentStore& store, Month month, const EntityId& row, ChangeKind kind,
                         const Saver& saver) {
    store.catch_up();
    const MonthFile file = open_month(store, month);
    const Entity entity{EntityKind::row, row, 0};
    const EntityState* state = file.report.find(entity);
    if (state == nullptr) {
        return fail(ErrorKind::not_found, "row_unknown", {{"row", to_text(row)}});
    }
    if (state->hidden && kind == ChangeKind::remove) {
        return fail(ErrorKind::not_found, "row_deleted", {{"row", to_text(row)}});
    }
    if (const Result<void> open = check_open(file); !open) {
        return tl::unexpected(open.error());
    }
    Result<OperationBody> body = body_of(store, file, entity, {{kind, entity, {}}}, saver);
    if (!body) {
        return tl::unexpected(body.error());
    }
    return store.save(*std::move(body));
}

// What is wrong with a tick or a field of the month itself; the same checks as a file's.
std::vector<FormFault> check_month_fields(const std::vector<Field>& fields,
                                          const std::vector<FormService>& services, const MissionPack& pack) {
    std::vector<FormFault> faults;
    const auto note = [&](std::string member, Error what) {
        faults.push_back({0, {}, {}, 0, 0, std::move(member), std::move(what)});
    };
    for (const Field& given : fields) {
        const FormField* field = pack.form.report_field(given.key);
        if (field == nullptr) {
            note(given.key, {ErrorKind::bad_input, "field_unknown", {{"field", quote_of(given.key)}}});
        } else if (const Result<Value> checked = value_checked(*field, given.value); !checked) {
            note(field->member, checked.error());
        }
    }
    for (const FormService& service : services) {
        if (pack.service(service.key) == nullptr) {
            note("services/" + service.key,
                 {ErrorKind::bad_input, "field_unknown", {{"field", quote_of(service.key)}}});
        }
        for (const Field& tick : service.ticks) {
            if (std::ranges::find(pack.ticks, tick.key, &Choice::key) == pack.ticks.end()) {
                note("services/" + service.key + "/" + tick.key,
                     {ErrorKind::bad_input, "field_unknown", {{"field", quote_of(tick.key)}}});
            }
        }
    }
    return faults;
}

}  // namespace

Checked<SavedEntry> save_row(AgentStore& store, Month month, const FormRow& row, const Saver& saver) {
    store.catch_up();
    const MissionPack pack = store.pack();
    const MonthFile file = open_month(store, month);
    const EntityId id = row.id ? *row.id : new_row_id(store);
    const Entity entity{EntityKind::row, id, 0};
    const EntityState* state = file.report.find(entity);
    if (std::vector<FormFault> faults =
            state == nullptr ? check_new_row(row, month, pack) : check_row(row, month, pack);
        !faults.empty()) {
        return tl::unexpected(std::move(faults));
    }
    if (state != nullptr && state->hidden) {
        return refused({ErrorKind::not_found, "row_deleted", {{"row", to_text(id)}}}, "id");
    }
    if (const Result<void> open = check_open(file); !open) {
        return refused(open.error());
    }
    std::vector<Change> wanted =
        state == nullptr ? changes_of_new_row(id, row) : changes_of_row(file.report, *state, row);
    return save_entry(store, {id, state == nullptr, {}},
                      body_of(store, file, entity, std::move(wanted), saver));
}

Checked<SavedEntry> save_month(AgentStore& store, Month month, const std::vector<Field>& fields,
                               const std::vector<FormService>& services, const Saver& saver) {
    if (std::vector<FormFault> faults = check_month_fields(fields, services, store.pack()); !faults.empty()) {
        return tl::unexpected(std::move(faults));
    }
    store.catch_up();
    const MonthFile file = open_month(store, month);
    if (const Result<void> open = check_open(file); !open) {
        return refused(open.error());
    }
    return save_entry(store, {},
                      body_of(store, file, whole_month, changes_of_month(fields, services), saver));
}

Result<SavedEntry> attach_pictures(AgentStore& store, Month month, const EntityId& row,
                                   const std::vector<Evidence>& pictures, const std::string& channel,
                                   const Saver& saver) {
    store.catch_up();
    const MonthFile file = open_month(store, month);
    const Entity entity{EntityKind::row, row, 0};
    const EntityState* state = file.report.find(entity);
    if (state == nullptr || state->hidden) {
        return fail(ErrorKind::not_found, state == nullptr ? "row_unknown" : "row_deleted",
                    {{"row", to_text(row)}});
    }
    if (const Result<void> open = check_open(file); !open) {
        return tl::unexpected(open.error());
    }
    SavedEntry entry{row, false, {}};
    std::vector<Change> wanted = changes_of_attached(file.report, row, pictures);
    if (!channel.empty()) {
        std::ranges::move(changes_of_capture(file.report, row, channel, pictures.front()),
                          std::back_inserter(wanted));
    }
    Result<OperationBody> body = body_of(store, file, entity, std::move(wanted), saver);
    if (!body) {
        return tl::unexpected(body.error());
    }
    if (!body->changes.empty()) {
        const Result<Saved> saved = store.save(*std::move(body));
        if (!saved) {
            return tl::unexpected(saved.error());
        }
        entry.saved = *saved;
    }
    return entry;
}

Result<Saved> delete_row(AgentStore& store, Month month, const EntityId& row, const Saver& saver) {
    return answer_row(store, month, row, ChangeKind::remove, saver);
}

Result<Saved> keep_row(AgentStore& store, Month month, const EntityId& row, const Saver& saver) {
    return answer_row(store, month, row, ChangeKind::keep, saver);
}

Result<EntityId> row_called(const Report& report, std::string_view text, const MissionPack& pack) {
    const FormReport form = form_of(report, Office(), pack);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size() && text.size() <= 6) {
        if (number >= 1 && number <= form.rows.size()) {
            return *form.rows[number - 1].id;
        }
        return fail(ErrorKind::not_found, "row_unknown", {{"row", quote_of(text)}});
    }
    if (const std::optional<EntityId> whole = entity_from_text(text); whole && !is_name(*whole)) {
        return *whole;
    }
    std::optional<EntityId> found;
    for (const EntityState& state : report.entities) {
        if (state.entity.kind == EntityKind::row && !text.empty() &&
            to_text(state.entity.id).starts_with(text)) {
            if (found) {
                return fail(ErrorKind::bad_input, "row_ambiguous", {{"row", quote_of(text)}});
            }
            found = state.entity.id;
        }
    }
    if (!found) {
        return fail(ErrorKind::not_found, "row_unknown", {{"row", quote_of(text)}});
    }
    return *found;
}

}  // namespace phirap::agent
