#include <algorithm>

#include "agent/cli/commands.h"
#include "agent/cli/typed.h"
#include "agent/recorder.h"
#include "shared/core/thai_calendar.h"
#include "shared/wire/report_json.h"

namespace phirap::agent {
namespace {

using Faults = std::vector<FormFault>;

void note(Faults& faults, std::string member, Error what) {
    FormFault fault;
    fault.member = std::move(member);
    fault.what = std::move(what);
    faults.push_back(std::move(fault));
}

// The key, or the name that people read, of one of the pack's choices.
const Choice* choice_called(const std::vector<Choice>& choices, std::string_view text) {
    const auto found = std::ranges::find_if(choices, [&](const Choice& choice) {
        return choice.key == text || choice.title.thai == text || choice.title.english == text;
    });
    return found == choices.end() ? nullptr : &*found;
}

std::string keys_of(const std::vector<Choice>& choices) {
    std::string keys;
    for (const Choice& choice : choices) {
        keys += (keys.empty() ? "" : ", ") + choice.key;
    }
    return keys;
}

std::pair<std::string, std::string> split(const std::string& pair) {
    const std::size_t equals = pair.find('=');
    return {pair.substr(0, equals), equals == pair.npos ? "" : pair.substr(equals + 1)};
}

// Flags as the form's entries; what is wrong with any of them, all of it at once.
struct Typed {
    FormRow row;
    bool has_row = false;
    std::vector<Field> month_fields;
    std::vector<FormService> services;
    Faults faults;
};

class FlagReader {
  public:
    FlagReader(const RecordAsked& asked, Month month, const MissionPack& pack)
        : asked_(asked), month_(month), pack_(pack) {}

    Typed read() {
        for (const auto& [key, typed] : asked_.fields) {
            read_field(key, typed);
        }
        for (const std::string& channel : asked_.channels) {
            read_channel(channel);
        }
        for (const std::string& service : asked_.services) {
            read_service(service);
        }
        if (asked_.publicity_only) {
            put_field(typed_.row.fields, "publicity_only", true);
            typed_.has_row = true;
        }
        return std::move(typed_);
    }

  private:
    void read_field(const std::string& key, const std::string& text) {
        const FormField* of_row = pack_.form.row_field(key);
        const FormField* field = of_row == nullptr ? pack_.form.report_field(key) : of_row;
        if (field == nullptr) {
            return note(typed_.faults, key,
                        {ErrorKind::bad_input, "field_unknown", {{"field", quote_of(key)}}});
        }
        Result<Value> value = value_typed(*field, text, month_);
        if (!value) {
            return note(typed_.faults, key, value.error());
        }
        put_field(of_row == nullptr ? typed_.month_fields : typed_.row.fields, key, *std::move(value));
        typed_.has_row |= of_row != nullptr;
    }

    void read_channel(const std::string& text) {
        const auto [called, link] = split(text);
        const Choice* kind = choice_called(pack_.channel_kinds, called);
        if (kind == nullptr) {
            return note(typed_.faults, "channel",
                        {ErrorKind::bad_input,
                         "channel_unknown",
                         {{"kind", quote_of(called)}, {"kinds", keys_of(pack_.channel_kinds)}}});
        }
        FormChannel channel;
        put_field(channel.fields, "kind", kind->key);
        if (!link.empty()) {
            Result<Value> value = value_typed(link_field(), link);
            if (!value) {
                return note(typed_.faults, "channel", value.error());
            }
            put_field(channel.fields, "link", *std::move(value));
        }
        if (!typed_.row.channels) {
            typed_.row.channels.emplace();
        }
        typed_.row.channels->push_back(std::move(channel));
        typed_.has_row = true;
    }

    // "shop=correct,current": those ticks are on, the others of the pack off. "shop=": all off.
    void read_service(const std::string& text) {
        const auto [called, list] = split(text);
        const Choice* named = choice_called(pack_.services, called);
        if (named == nullptr) {
            return note(typed_.faults, "service",
                        {ErrorKind::bad_input,
                         "service_unknown",
                         {{"service", quote_of(called)}, {"services", keys_of(pack_.services)}}});
        }
        FormService service{named->key, {}};
        for (const Choice& tick : pack_.ticks) {
            put_field(service.ticks, tick.key, false);
        }
        std::size_t begin = 0;
        while (begin < list.size()) {
            const std::size_t end = std::min(list.find(',', begin), list.size());
            const Choice* tick = choice_called(pack_.ticks, list.substr(begin, end - begin));
            if (tick == nullptr) {
                return note(
                    typed_.faults, "service",
                    {ErrorKind::bad_input,
                     "tick_unknown",
                     {{"tick", quote_of(list.substr(begin, end - begin))}, {"ticks", keys_of(pack_.ticks)}}});
            }
            put_field(service.ticks, tick->key, true);
            begin = end + 1;
        }
        typed_.services.push_back(std::move(service));
    }

    const RecordAsked& asked_;
    Month month_;
    const MissionPack& pack_;
    Typed typed_;
};

int say_saved(Context& context, Month month, std::size_t saved, const std::vector<EntityId>& rows) {
    if (saved == 0) {
        context.say_line("record_nothing_changed");
        return Exit::done;
    }
    context.say_line("record_saved", {{"n", shown(static_cast<std::int64_t>(saved))},
                                      {"month", shown(context.language, month)}});
    for (const EntityId& row : rows) {
        context.say_line("record_row", {{"row", to_text(row)}});
    }
    return Exit::done;
}

// Saves rows and the month's own fields of one report, each as an operation; stops at the first fault.
struct Saves {
    std::size_t count = 0;
    std::vector<EntityId> rows;
    Faults faults;

    void save(AgentStore& store, Month month, const FormRow& row, const Saver& saver) {
        const auto saved = save_row(store, month, row, saver);
        if (!saved) {
            add(saved.error(), row.number);
            return;
        }
        count += saved->saved ? 1 : 0;
        rows.push_back(saved->row);
    }
    void save(AgentStore& store, Month month, const std::vector<Field>& fields,
              const std::vector<FormService>& services, const Saver& saver) {
        if (fields.empty() && services.empty()) {
            return;
        }
        const auto saved = save_month(store, month, fields, services, saver);
        if (!saved) {
            add(saved.error(), 0);
            return;
        }
        count += saved->saved ? 1 : 0;
    }

  private:
    void add(const Faults& more, std::size_t row) {
        for (FormFault fault : more) {
            fault.row = fault.row == 0 ? row : fault.row;
            faults.push_back(std::move(fault));
        }
    }
};

int finish(Context& context, Month month, const Saves& saves) {
    if (!saves.faults.empty()) {
        if (saves.count > 0) {
            say_saved(context, month, saves.count, saves.rows);
        }
        return report_faults(context, saves.faults, saves.count > 0 ? "record_partly" : "record_refused");
    }
    return say_saved(context, month, saves.count, saves.rows);
}

int record_file(const RecordAsked& asked, Context& context, std::optional<Month> month) {
    AgentStore& store = *context.store;
    const ReadReports read =
        entries_from_json(text_of(*context.file), store.pack(), store.enrolment().office, month);
    if (!read.faults.empty()) {
        return report_faults(context, read.faults, "record_refused", read.faults_untold);
    }
    const Saver saver{context.author(asked.author), Source::file, std::nullopt};
    Saves saves;
    Month last = month.value_or(Month{});
    for (const FormReport& report : read.reports) {
        if (report.office != store.enrolment().office) {
            context.say_line("import_left",
                             {{"office", report.office}, {"month", shown(context.language, report.month)}});
            continue;
        }
        last = report.month;
        for (const FormRow& row : report.rows) {
            saves.save(store, report.month, row, saver);
        }
        saves.save(store, report.month, report.fields, report.services, saver);
    }
    return finish(context, last, saves);
}

int remove_or_keep(const RecordAsked& asked, Context& context, Month month) {
    AgentStore& store = *context.store;
    if (asked.row.empty()) {
        return context.report(Error{ErrorKind::bad_input, "record_which_row", {}});
    }
    const Result<EntityId> row = row_called(store.report(month), asked.row, store.pack());
    if (!row) {
        return context.report(row.error());
    }
    const Saver saver{context.author(asked.author), Source::command, std::nullopt};
    const Result<Saved> saved =
        asked.remove ? delete_row(store, month, *row, saver) : keep_row(store, month, *row, saver);
    if (!saved) {
        return context.report(saved.error());
    }
    context.say_line(asked.remove ? "record_deleted" : "record_kept", {{"row", to_text(*row)}});
    return Exit::done;
}

}  // namespace

int record(const RecordAsked& asked, Context& context) {
    if (context.file && asked.month.empty()) {
        return record_file(asked, context, std::nullopt);
    }
    const Result<Month> month = month_asked(asked.month);
    if (!month) {
        FormFault fault;
        fault.member = "month";
        fault.what = month.error();
        return report_faults(context, std::span(&fault, 1), "record_refused");
    }
    if (context.file) {
        return record_file(asked, context, *month);
    }
    if (asked.remove || asked.keep) {
        return remove_or_keep(asked, context, *month);
    }
    AgentStore& store = *context.store;
    const MissionPack pack = store.pack();
    Typed typed = FlagReader(asked, *month, pack).read();
    if (!typed.faults.empty()) {
        return report_faults(context, typed.faults, "record_refused");
    }
    if (!asked.row.empty()) {
        const Result<EntityId> row = row_called(store.report(*month), asked.row, pack);
        if (!row) {
            return context.report(row.error());
        }
        typed.row.id = *row;
        typed.has_row = true;
    }
    if (!typed.has_row && typed.month_fields.empty() && typed.services.empty()) {
        return context.report(Error{ErrorKind::bad_input, "record_nothing_given", {}});
    }
    const Saver saver{context.author(asked.author), Source::command, std::nullopt};
    Saves saves;
    if (typed.has_row) {
        saves.save(store, *month, typed.row, saver);
    }
    if (saves.faults.empty()) {
        saves.save(store, *month, typed.month_fields, typed.services, saver);
    }
    return finish(context, *month, saves);
}

}  // namespace phirap::agent
