// `enrol-code`, `agents`: how an office's machines come in, and go.
#include "server/certificate.h"
#include "server/cli/asking.h"
#include "server/cli/commands.h"
#include "server/cli/text_table.h"
#include "server/enrol.h"
#include "shared/host/files.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/qr_code.h"

namespace phirap::server {
namespace {

constexpr const char* usual_validity = "14d";
constexpr std::size_t small_file_bytes_max = 64 * 1024;
// The white edge that readers of the code need (ISO/IEC 18004 asks for 4; in a terminal 2 suffice).
constexpr int quiet = 2;

// Two rows of the code in one line of text. Light is drawn and dark left out, for dark terminals; readers
// take it either way round.
std::string qr_of(const std::string& text) {
    const std::optional<QrCode> code = qr_code(text, QrLoss::of_screen);
    if (!code) {
        return "";
    }
    const int width = code->width;
    const auto light = [&](int x, int y) { return !code->is_dark(x, y); };
    std::string drawn;
    for (int y = -quiet; y < width + quiet; y += 2) {
        for (int x = -quiet; x < width + quiet; ++x) {
            const bool upper = light(x, y);
            const bool lower = y + 1 < width + quiet && light(x, y + 1);
            drawn += upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " ";
        }
        drawn += "\n";
    }
    return drawn;
}

// What was typed, else configured, else what `serve` listens on.
Result<std::string> url_for(const Invocation& asked, const Context& context) {
    std::string url = !asked.url.empty() ? asked.url : context.config.public_url;
    if (url.empty()) {
        const Result<Bytes> address = read_file(context.folder / Files::address, small_file_bytes_max);
        if (!address) {
            return fail(ErrorKind::bad_input, "no_public_url");
        }
        url = text_of(*address);
    }
    while (!url.empty() && (url.back() == '\n' || url.back() == '/')) {
        url.pop_back();
    }
    const Result<void> good = check_public_url(url);
    return good ? Result<std::string>(url) : tl::unexpected(good.error());
}

Result<std::optional<Digest>> pin_for(const std::string& url, const Context& context) {
    if (url.starts_with("http://") || context.config.public_authority) {
        return std::optional<Digest>();
    }
    const Result<Bytes> certificate = read_file(context.folder / Files::certificate, small_file_bytes_max);
    const Result<Digest> pin =
        certificate ? pin_of(std::string(text_of(*certificate))) : tl::unexpected(certificate.error());
    return pin ? Result<std::optional<Digest>>(*pin) : tl::unexpected(pin.error());
}

Result<std::string> new_code(const Invocation& asked, Context& context, std::int64_t valid_ms) {
    const Result<std::string> url = url_for(asked, context);
    if (!url) {
        return url;
    }
    const Result<std::optional<Digest>> pin = pin_for(*url, context);
    if (!pin) {
        return tl::unexpected(pin.error());
    }
    const Centre::Writing writing = context.centre->writing();
    ServerStore& store = writing.store();
    const Result<Office> office = office_asked(asked.office, store, standing_pack(store));
    if (!office) {
        return office;
    }
    EnrolmentCode code;
    code.server_key = store.key().public_key();
    code.office = *office;
    code.url = *url;
    code.pin = *pin;
    code.mission = store.mission();
    Transaction transaction(store.database());
    code.secret = make_code(store, *office, valid_ms);
    transaction.commit();
    return to_text(code);
}

void write_agent(JsonWriter& json, const AgentRow& agent) {
    json.begin_object();
    json.member("id", agent.agent.hex());
    json.member("office", agent.office);
    json.member("machine", agent.machine);
    json.member("admitted", shown_time(agent.admitted_ms));
    json.member("revoked", agent.revoked);
    json.name("last_contact");
    agent.contact_ms ? json.text(shown_time(*agent.contact_ms)) : json.null();
    json.member_or_null("queue", agent.queue);
    json.member_or_null("clock_error_ms", agent.clock_error_ms);
    json.member("version", agent.version);
    json.end();
}

// A prefix of the id that no other has.
Result<WriterId> agent_asked(const std::string& typed, const ServerStore& store) {
    std::vector<WriterId> fitting;
    for (const AgentRow& agent : store.agents()) {
        if (!typed.empty() && agent.agent.hex().starts_with(typed)) {
            fitting.push_back(agent.agent);
        }
    }
    if (fitting.size() == 1) {
        return fitting.front();
    }
    return fail(ErrorKind::not_found, fitting.empty() ? "agent_unknown" : "agent_ambiguous", {{"id", typed}});
}

}  // namespace

int enrol_code(const Invocation& asked, Context& context) {
    const Result<std::int64_t> valid_ms =
        duration_ms_from(asked.valid_for.empty() ? usual_validity : asked.valid_for);
    if (!valid_ms) {
        return context.report(valid_ms.error());
    }
    const Result<std::string> code = new_code(asked, context, *valid_ms);
    if (!code) {
        return context.report(code.error());
    }
    const std::int64_t expires_ms = context.centre->clock().wall_ms() + *valid_ms;
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("code", *code);
        json.member("office", asked.office);
        json.member("expires", shown_time(expires_ms));
        json.end();
        context.out += json.take();
        return Exit::done;
    }
    context.out += *code + "\n\n" + qr_of(*code) + "\n";
    context.say_line("code_made", {{"office", asked.office},
                                   {"expires", shown(context.language, bangkok_time(expires_ms))},
                                   {"code", code->substr(0, 12) + "…"}});
    return Exit::done;
}

int agents(const Invocation& asked, Context& context) {
    const Snapshot snapshot = context.centre->snapshot();
    std::vector<AgentRow> rows = snapshot.store().agents();
    if (!asked.office.empty()) {
        std::erase_if(rows, [&](const AgentRow& agent) { return agent.office != asked.office; });
    }
    if (context.json) {
        JsonWriter json;
        json.begin_array();
        for (const AgentRow& agent : rows) {
            write_agent(json, agent);
        }
        json.end();
        context.out += json.take();
        return Exit::done;
    }
    if (rows.empty()) {
        context.say_line("agents_none");
        return Exit::done;
    }
    TextTable table({context.word("column_agent"), context.word("column_office"),
                     context.word("column_machine"), context.word("column_contact"),
                     context.word("column_queue"), context.word("column_clock"),
                     context.word("column_version"), context.word("column_state")});
    table.right(4);
    table.right(5);
    for (const AgentRow& agent : rows) {
        const auto contact = agent.contact_ms
                                 ? shown(context.language, bangkok_time(*agent.contact_ms), DateStyle::brief)
                                 : context.word("never");
        table.row({agent.agent.hex().substr(0, 12), agent.office, agent.machine, contact,
                   agent.queue ? shown(*agent.queue) : "",
                   agent.clock_error_ms ? std::to_string(*agent.clock_error_ms / 1000) + " s" : "",
                   agent.version, context.word(agent.revoked ? "agent_revoked" : "agent_admitted")});
    }
    context.out += table.text();
    return Exit::done;
}

int set_revoked(const Invocation& asked, Context& context, bool revoked) {
    const Centre::Writing writing = context.centre->writing();
    ServerStore& store = writing.store();
    const Result<WriterId> agent = agent_asked(asked.id, store);
    if (!agent) {
        return context.report(agent.error());
    }
    Transaction transaction(store.database());
    const Result<bool> said = revoke(store, *agent, revoked, asked.author);
    if (!said) {
        return context.report(said.error());
    }
    transaction.commit();
    if (context.json) {
        JsonWriter json;
        write_agent(json, *store.agent(*agent));
        context.out += json.take();
        return Exit::done;
    }
    context.say_line(!*said    ? "nothing_changed"
                     : revoked ? "agent_now_revoked"
                               : "agent_now_admitted",
                     {{"id", agent->hex().substr(0, 12)}, {"office", store.agent(*agent)->office}});
    return Exit::done;
}

}  // namespace phirap::server
