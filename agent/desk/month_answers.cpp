// One month: shown, saved into, tried out.
#include "agent/cli/spans.h"
#include "agent/desk/coach.h"
#include "agent/desk/month_held.h"
#include "agent/desk/page_save.h"
#include "agent/desk/replies.h"
#include "agent/desk/routes.h"
#include "agent/recorder.h"
#include "shared/host/disk_room.h"

namespace phirap::agent {
namespace {

// What a change of a whole thing (a delete, a keep) came to: stale and already done are no failures of it.
DeskReply thing_reply(const PageAsk& asked, MonthHeld& held, const Result<Saved>& saved) {
    if (saved) {
        return held.reply(true, {});
    }
    if (saved.error().kind == ErrorKind::stale) {
        return held.reply(false, {{"row", saved.error()}});
    }
    return error_reply(saved.error(), asked.language());
}

Result<Saved> change_thing(MonthHeld& held, const PageAsk& asked, ChangeKind kind, const Entity& entity,
                           const std::string& as_of) {
    const MonthFile& file = held.file();
    if (const Result<void> open = check_open(file); !open) {
        return tl::unexpected(open.error());
    }
    FormerMonths months(asked.parts.store, file);
    const Report& then = months.at(as_of);
    const Screen screen = kind == ChangeKind::keep ? screen_with_deleted(then, owner_of(entity))
                                                   : screen_of(then, owner_of(entity));
    Result<OperationBody> body = body_of(asked.parts.store, file, entity, {{kind, entity, {}}},
                                         {author_of(asked.parts), Source::command, screen});
    if (!body) {
        return tl::unexpected(body.error());
    }
    keep_ballast(asked.parts.folder);
    return asked.parts.store.save(*std::move(body));
}

DeskReply answer_thing(const PageAsk& asked, ChangeKind kind, bool with_child) {
    const Result<PlaceBody> body = place_body(asked.request.body, with_child);
    if (!body) {
        return error_reply(body.error(), asked.language());
    }
    MonthHeld held(asked);
    const Entity entity{with_child ? EntityKind::evidence : EntityKind::row, body->row, body->child};
    const EntityState* state = held.file().report.find(entity);
    if (!with_child && kind == ChangeKind::remove) {
        drop_drafts_of_row(asked.parts.store, asked.month, body->row);
    }
    const bool wanted_hidden = kind == ChangeKind::remove;
    if (state == nullptr || (state->hidden == wanted_hidden && !state->edited_after_delete)) {
        return held.reply(false, {});  // not begun, or done already: its answer was lost
    }
    return thing_reply(asked, held, change_thing(held, asked, kind, entity, body->as_of));
}

DeskReply grade_reply(const PageAsk& asked, MonthHeld& held, const PageSave& save) {
    AgentStore& store = asked.parts.store;
    const MonthSources sources = asked.parts.shelf->sources(store, asked.month);
    const Report report = as_if_saved(store, held.file(), save, author_of(asked.parts));
    FormReport form = form_of(report, sources.office, *sources.pack);
    for (std::size_t i = 0; i < form.rows.size(); ++i) {
        form.rows[i].number = i + 1;
    }
    JsonWriter json(0);
    json.begin_object();
    json.name("grade");
    write_grade(json, grade_of(sources, report), *sources.pack, numbers_of(form), asked.language());
    write_faults(json, save.faults, sources.pack->form, asked.language());
    json.end();
    return json_reply(std::move(json));
}

// What a row that begins as another takes over: its words and marks; days, figures, links and pictures are of
// the day that was.
RowBody copied_row(const CopyBody& copy, const Report& from, const Form& form) {
    RowBody row{copy.row, {}, {}};
    const EntityState* state = from.find({EntityKind::row, copy.from_row, 0});
    if (state == nullptr) {
        return row;
    }
    for (const FormField& field : form.row_fields) {
        const bool carried = field.type == FieldType::text || field.type == FieldType::flag;
        if (carried && state->shown(field.key) != Value()) {
            row.fields.push_back({field.key, to_text(state->shown(field.key)), ""});
        }
    }
    for (const EntityState* channel : owned_in_order(from, EntityKind::channel, copy.from_row)) {
        if (const Value& kind = channel->shown("kind"); kind != Value()) {
            row.channels = row.channels.value_or(TypedChannels());
            row.channels->list.push_back({{{"kind", kind}}});
        }
    }
    return row;
}

}  // namespace

DeskReply answer_month(const PageAsk& asked) {
    const std::lock_guard lock(asked.parts.mutex);
    JsonWriter json(0);
    write_month(json, asked.parts, asked.month, asked.language());
    return json_reply(std::move(json));
}

DeskReply answer_row(const PageAsk& asked) {
    const Result<RowBody> body = row_body(asked.request.body);
    if (!body) {
        return error_reply(body.error(), asked.language());
    }
    MonthHeld held(asked);
    FormerMonths months(asked.parts.store, held.file());
    return held.save(plan_row(months, held.pack(), *body, held.own()));
}

DeskReply answer_fields(const PageAsk& asked) {
    const Result<FieldsBody> body = fields_body(asked.request.body);
    if (!body) {
        return error_reply(body.error(), asked.language());
    }
    MonthHeld held(asked);
    FormerMonths months(asked.parts.store, held.file());
    return held.save(plan_fields(months, held.pack(), *body, held.own()));
}

DeskReply answer_preview(const PageAsk& asked) {
    const Result<RowBody> row = row_body(asked.request.body);
    const Result<FieldsBody> fields = row ? FieldsBody() : fields_body(asked.request.body);
    if (!fields) {
        return error_reply(fields.error(), asked.language());
    }
    MonthHeld held(asked);
    FormerMonths months(asked.parts.store, held.file());
    return grade_reply(asked, held,
                       row ? plan_row(months, held.pack(), *row, held.own())
                           : plan_fields(months, held.pack(), *fields, held.own()));
}

DeskReply answer_copy(const PageAsk& asked) {
    const Result<CopyBody> body = copy_body(asked.request.body);
    if (!body) {
        return error_reply(body.error(), asked.language());
    }
    MonthHeld held(asked);
    const Report& from = asked.parts.shelf->month(asked.parts.store, body->from).file.report;
    const RowBody row = copied_row(*body, from, held.pack().form);
    FormerMonths months(asked.parts.store, held.file());
    return held.save(plan_row(months, held.pack(), row, held.own()));
}

DeskReply answer_delete(const PageAsk& asked) {
    return answer_thing(asked, ChangeKind::remove, false);
}
DeskReply answer_keep(const PageAsk& asked) {
    return answer_thing(asked, ChangeKind::keep, false);
}
DeskReply answer_remove_picture(const PageAsk& asked) {
    return answer_thing(asked, ChangeKind::remove, true);
}
DeskReply answer_keep_picture(const PageAsk& asked) {
    return answer_thing(asked, ChangeKind::keep, true);
}

}  // namespace phirap::agent
