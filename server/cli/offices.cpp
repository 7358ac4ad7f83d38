// `office`, `roster`, `target`: what the centre says of its offices.
#include "server/cli/asking.h"
#include "server/cli/commands.h"
#include "server/cli/text_table.h"
#include "server/grading.h"
#include "server/office_file.h"
#include "shared/wire/json_writer.h"

namespace phirap::server {
namespace {

Result<Month> from_asked(const Invocation& asked, const MissionPack& pack) {
    return asked.from.empty() ? pack.first_month : month_asked(asked.from, pack);
}

// The figures that hold in a month.
OfficeFigures figures_in(const ServerStore& store, const MissionPack& pack, const Office& office,
                         Month month) {
    const Report scope = fold(store.log(office), {}, store.law(office));
    OfficeMonth inputs;
    inputs.pack = &pack;
    inputs.office = office;
    inputs.month = month;
    inputs.office_scope = &scope;
    return figures_of(inputs);
}

std::string figure(const std::optional<std::int64_t>& number, const Context& context) {
    return number ? shown(*number) : context.word("not_set");
}

int show_figures(const Invocation& asked, Context& context) {
    const Snapshot snapshot = context.centre->snapshot();
    const ServerStore& store = snapshot.store();
    const MissionPack pack = standing_pack(store);
    const Result<Month> month = asked.month.empty()
                                    ? month_of(bangkok_time(context.centre->clock().wall_ms()).day)
                                    : month_asked(asked.month, pack);
    if (!month) {
        return context.report(month.error());
    }
    TextTable table({context.word("column_office"), context.word("column_name"),
                     context.word("column_target"), context.word("column_officials"),
                     context.word("column_services"), context.word("column_agents")});
    for (const std::size_t column : {2U, 3U, 4U, 5U}) {
        table.right(column);
    }
    const std::vector<AgentRow> machines = store.agents();
    JsonWriter json;
    json.begin_array();
    for (const PackOffice& office : pack.offices) {
        if (!asked.office.empty() && asked.office != office.code) {
            continue;
        }
        const OfficeFigures figures = figures_in(store, pack, office.code, *month);
        const auto count = std::ranges::count(machines, office.code, &AgentRow::office);
        json.begin_object();
        json.member("office", office.code);
        json.member("name", office.name.in(context.language));
        json.member("month", to_text(*month));
        json.member_or_null("target", figures.target);
        json.member_or_null("officials", figures.roster);
        json.name("services");
        json.begin_array();
        for (const std::string& service : figures.services) {
            json.text(service);
        }
        json.end();
        json.member("agents", static_cast<std::int64_t>(count));
        json.end();
        table.row({office.code, office.name.in(context.language), figure(figures.target, context),
                   figure(figures.roster, context), std::to_string(figures.services.size()),
                   std::to_string(count)});
    }
    json.end();
    context.out += context.json ? json.take() : table.text();
    return Exit::done;
}

// Says each entry to its office; one transaction for all. How many offices were told something new.
Result<std::size_t> tell(ServerStore& store, const std::vector<OfficeEntry>& entries, Month from,
                         const std::string& author) {
    Transaction transaction(store.database());
    std::size_t told = 0;
    for (const OfficeEntry& entry : entries) {
        const Result<bool> said = say_words(store, entry.office, {}, words_of(entry, from), author);
        if (!said) {
            return tl::unexpected(said.error());
        }
        told += *said ? 1 : 0;
    }
    transaction.commit();
    return told;
}

// Sets what `entry` holds of the office that is asked for.
int set_figures(const Invocation& asked, Context& context, OfficeEntry entry) {
    const Centre::Writing writing = context.centre->writing();
    const MissionPack pack = standing_pack(writing.store());
    const Result<Office> office = office_asked(asked.office, writing.store(), pack);
    if (!office) {
        return context.report(office.error());
    }
    const Result<Month> from = from_asked(asked, pack);
    if (!from) {
        return context.report(from.error());
    }
    if (entry.officials_downloaded && *office != pack.province) {
        return context.report(Error{ErrorKind::refused, "downloaded_of_district", {{"office", *office}}});
    }
    entry.office = *office;
    const Result<std::size_t> told = tell(writing.store(), {entry}, *from, asked.author);
    if (!told) {
        return context.report(told.error());
    }
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("office", *office);
        json.member("from", to_text(*from));
        json.member("changed", *told > 0);
        json.end();
        context.out += json.take();
        return Exit::done;
    }
    context.say_line(*told == 0 ? "nothing_changed" : "figures_set",
                     {{"office", *office}, {"from", shown(context.language, *from)}});
    return Exit::done;
}

}  // namespace

int import_offices(const Invocation& asked, Context& context) {
    const Centre::Writing writing = context.centre->writing();
    const MissionPack pack = standing_pack(writing.store());
    const auto entries = offices_from_json(context.file_text(), pack);
    if (!entries) {
        return context.report(entries.error());
    }
    const Result<Month> from = from_asked(asked, pack);
    if (!from) {
        return context.report(from.error());
    }
    const Result<std::size_t> told = tell(writing.store(), *entries, *from, asked.author);
    if (!told) {
        return context.report(told.error());
    }
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("offices", static_cast<std::int64_t>(entries->size()));
        json.member("changed", static_cast<std::int64_t>(*told));
        json.end();
        context.out += json.take();
        return Exit::done;
    }
    context.say_line("offices_imported",
                     {{"count", std::to_string(entries->size())}, {"changed", std::to_string(*told)}});
    return Exit::done;
}

int list_offices(const Invocation& asked, Context& context) {
    return show_figures(asked, context);
}

int roster(const Invocation& asked, Context& context) {
    if (!asked.number && !asked.downloaded) {
        return show_figures(asked, context);
    }
    OfficeEntry entry;
    entry.officials = asked.number;
    entry.officials_downloaded = asked.downloaded;
    return set_figures(asked, context, std::move(entry));
}

int target(const Invocation& asked, Context& context) {
    if (!asked.number) {
        return show_figures(asked, context);
    }
    OfficeEntry entry;
    entry.target = asked.number;
    return set_figures(asked, context, std::move(entry));
}

}  // namespace phirap::server
