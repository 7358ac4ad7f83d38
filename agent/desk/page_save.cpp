#include "agent/desk/page_save.h"

#include <algorithm>

#include "agent/row_changes.h"
#include "shared/core/form_check.h"
#include "shared/core/merge.h"

namespace phirap::agent {
namespace {

// A browser's line ends are one character here, as in what people type elsewhere: an operation holds no CR.
std::string with_plain_line_ends(std::string text) {
    for (std::size_t at = 0; (at = text.find('\r', at)) != text.npos;) {
        const bool before_lf = at + 1 < text.size() && text[at + 1] == '\n';
        before_lf ? static_cast<void>(text.erase(at, 1)) : static_cast<void>(text[at] = '\n');
    }
    return text;
}

// One save in the making.
class Plan {
  public:
    Plan(FormerMonths& months, const WriterId& own) : months_(months), now_(months.now().report), own_(own) {}

    void fault(std::string member, Error what) {
        save_.faults.push_back({std::move(member), std::move(what)});
    }

    void typed(const Entity& entity, const FormField& field, const TypedField& typed) {
        const DraftPlace place{entity.id, field.key};
        Result<Value> value =
            value_typed(field, with_plain_line_ends(typed.typed), months_.now().scope.month);
        if (!value) {
            save_.unreadable[place] = typed.typed;
            return fault(field.key, value.error());
        }
        if (set(entity, field.key, *std::move(value), typed.as_of, field.key)) {
            save_.read.push_back(place);
        }
    }

    // False, and a fault, where another window has answered meanwhile.
    bool set(const Entity& entity, const std::string& key, Value value, const std::string& as_of,
             const std::string& member) {
        const EntityState* state = now_.find(entity);
        const FieldState* stands = state == nullptr ? nullptr : state->field(key);
        const bool settled = stands == nullptr || !stands->in_conflict();
        if (settled && value == (stands == nullptr ? Value() : stands->shown())) {
            return true;  // a save that is repeated, its answer lost
        }
        Screen screen = months_.screen(as_of, owner_of(entity));
        const ShownField* shown = screen.find(entity, key);
        if (settled && stands != nullptr && stands->shown() == Value() &&
            (shown == nullptr || shown->value == Value())) {
            // An empty field was shown, and it is empty now, whoever emptied it.
            screen = screen_of(now_, owner_of(entity));
        }
        return add(record(now_, screen, {{ChangeKind::set, entity, {{key, std::move(value)}}}}, own_),
                   member);
    }

    // The list in place of the channels that were shown; those added since stay.
    void channels(const EntityId& row, const TypedChannels& channels) {
        FormRow form;
        form.channels = channels.list;
        const Entity entity{EntityKind::row, row, 0};
        if (channels_now(entity) == channels.list) {
            return;
        }
        const Report& then = months_.at(channels.as_of);
        EntityState unborn;
        unborn.entity = entity;
        const EntityState* state = then.find(entity);
        add(record(now_, months_.screen(channels.as_of, entity),
                   changes_of_row(then, state == nullptr ? unborn : *state, form), own_),
            "channels");
    }

    void picture(const Entity& row, const Evidence& picture, const std::string& channel,
                 const std::string& as_of) {
        const Screen screen = months_.screen(as_of, row);
        add(record(now_, screen, changes_of_attached(now_, row.id, {picture}), own_), "picture");
        if (!channel.empty()) {
            add(record(now_, screen, changes_of_capture(now_, row.id, channel, picture), own_), "channels");
        }
    }

    // A row of which so far only channels or pictures are known begins with an answer of its own: its first
    // field, empty.
    void begin(const Entity& row, const std::string& first_field) {
        const auto of_row = [&](const Change& change) { return change.entity == row; };
        if (now_.find(row) == nullptr && save_.changes() &&
            std::ranges::none_of(save_.recording.changes, of_row)) {
            save_.recording.changes.insert(save_.recording.changes.begin(),
                                           {ChangeKind::set, row, {{first_field, Value()}}});
        }
    }

    PageSave take() {
        std::ranges::sort(save_.recording.seen);
        const auto again = std::ranges::unique(save_.recording.seen);
        save_.recording.seen.erase(again.begin(), again.end());
        return std::move(save_);
    }

  private:
    bool add(Result<Recording> recording, const std::string& member) {
        if (!recording) {
            fault(member, recording.error());
            return false;
        }
        std::ranges::move(recording->seen, std::back_inserter(save_.recording.seen));
        for (Change& change : recording->changes) {
            merge_into(std::move(change));
        }
        return true;
    }

    void merge_into(Change change) {
        const auto same = std::ranges::find_if(save_.recording.changes, [&](const Change& other) {
            return other.kind == ChangeKind::set && change.kind == ChangeKind::set &&
                   other.entity == change.entity;
        });
        if (same == save_.recording.changes.end()) {
            return save_.recording.changes.push_back(std::move(change));
        }
        for (Field& field : change.fields) {
            put_field(same->fields, field.key, std::move(field.value));
        }
    }

    std::vector<FormChannel> channels_now(const Entity& row) const {
        std::vector<FormChannel> channels;
        for (const EntityState* state : owned_in_order(now_, EntityKind::channel, row.id)) {
            FormChannel& channel = channels.emplace_back();
            for (const std::string_view key : {"kind", "link", "capture"}) {
                if (const Value& value = state->shown(key); value != Value()) {
                    put_field(channel.fields, key, value);
                }
            }
        }
        return channels;
    }

    FormerMonths& months_;
    const Report& now_;
    const WriterId& own_;
    PageSave save_;
};

Error field_unknown(const std::string& key) {
    return {ErrorKind::bad_input, "field_unknown", {{"field", quote_of(key)}}};
}

// Only a page draws a row's id, and a UUIDv7 at that: another one would be somebody else's.
bool is_drawn(const EntityId& id) {
    return (id.bytes[6] >> 4) == 7 && (id.bytes[8] >> 6) == 2;
}

std::optional<Error> no_such_row(const Report& report, const EntityId& row) {
    const EntityState* state = report.find({EntityKind::row, row, 0});
    const bool unknown = state == nullptr && !is_drawn(row);
    if (!unknown && (state == nullptr || !state->hidden)) {
        return std::nullopt;
    }
    return Error{ErrorKind::not_found, unknown ? "row_unknown" : "row_deleted", {{"row", to_text(row)}}};
}

OperationBody body_of(const PageSave& save, const MonthFile& month, const std::string& author) {
    return {{}, author, month.scope, save.recording.seen, save.recording.changes};
}

}  // namespace

PageSave plan_row(FormerMonths& months, const MissionPack& pack, const RowBody& row, const WriterId& own) {
    Plan plan(months, own);
    const Entity entity{EntityKind::row, row.row, 0};
    if (std::optional<Error> closed = no_such_row(months.now().report, row.row)) {
        plan.fault("row", *std::move(closed));
        return plan.take();
    }
    for (const TypedField& typed : row.fields) {
        const FormField* field = pack.form.row_field(typed.key);
        field == nullptr ? plan.fault(typed.key, field_unknown(typed.key))
                         : plan.typed(entity, *field, typed);
    }
    if (row.channels) {
        FormRow channels;
        channels.channels = row.channels->list;
        std::vector<FormFault> faults = check_row(channels, std::nullopt, pack);
        if (faults.empty()) {
            plan.channels(row.row, *row.channels);
        }
        for (FormFault& fault : faults) {
            plan.fault(std::move(fault.member), std::move(fault.what));
        }
    }
    plan.begin(entity, pack.form.dated_by);
    return plan.take();
}

PageSave plan_fields(FormerMonths& months, const MissionPack& pack, const FieldsBody& fields,
                     const WriterId& own) {
    Plan plan(months, own);
    for (const TypedField& typed : fields.fields) {
        const FormField* field = pack.form.report_field(typed.key);
        field == nullptr ? plan.fault(typed.key, field_unknown(typed.key))
                         : plan.typed(whole_month, *field, typed);
    }
    for (const TypedTick& tick : fields.services) {
        const std::string member = "services/" + tick.service + "/" + tick.tick;
        const std::optional<EntityId> id = entity_named(tick.service);
        if (!id || pack.service(tick.service) == nullptr ||
            std::ranges::find(pack.ticks, tick.tick, &Choice::key) == pack.ticks.end()) {
            plan.fault(member, field_unknown(member));
        } else {
            static_cast<void>(
                plan.set({EntityKind::service, *id, 0}, tick.tick, tick.value, tick.as_of, member));
        }
    }
    return plan.take();
}

PageSave plan_picture(FormerMonths& months, const MissionPack& pack, const EntityId& row,
                      const Evidence& picture, const std::string& channel, const std::string& as_of,
                      const WriterId& own) {
    Plan plan(months, own);
    const Entity entity{EntityKind::row, row, 0};
    if (std::optional<Error> closed = no_such_row(months.now().report, row)) {
        plan.fault("row", *std::move(closed));
    } else {
        plan.picture(entity, picture, channel, as_of);
        plan.begin(entity, pack.form.dated_by);
    }
    return plan.take();
}

Result<void> commit(AgentStore& store, const MonthFile& month, const PageSave& save,
                    const std::string& author) {
    if (const Result<void> fits = check_limits(save.recording.seen, save.recording.changes); !fits) {
        return fits;
    }
    put_drafts(store, *month.scope.month, save.unreadable);
    if (save.changes()) {
        if (const Result<Saved> saved = store.save(body_of(save, month, author)); !saved) {
            return tl::unexpected(saved.error());
        }
    }
    drop_drafts(store, *month.scope.month, save.read);
    return {};
}

Report as_if_saved(const AgentStore& store, const MonthFile& month, const PageSave& save,
                   const std::string& author) {
    if (!save.changes()) {
        return month.report;
    }
    const LoggedBranch own = store.log().branch(store.progress().own_branch);
    Operation supposed;
    supposed.id.bytes.fill(0xff);  // the name of no operation
    supposed.place = {own.number, own.tip + 1};
    supposed.writer = store.enrolment().agent;
    supposed.body = body_of(save, month, author);
    supposed.body->time = next_time(store.progress().time, store.clock().wall_ms());
    std::vector<Operation> operations = month.operations;
    operations.push_back(std::move(supposed));
    Report report = merge(operations, month.ancestry, store.law());
    report.scope = month.scope;
    return report;
}

}  // namespace phirap::agent
