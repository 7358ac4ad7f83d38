#include <unistd.h>

#include <array>

#include "agent/cli/commands.h"
#include "agent/cli/enrolling.h"
#include "agent/cli/second_copy_words.h"
#include "agent/curl_transport.h"
#include "agent/opening.h"
#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {
namespace {

std::string this_machine() {
    std::array<char, 256> name{};
    const bool known = ::gethostname(name.data(), name.size() - 1) == 0 && name[0] != '\0';
    return known && is_utf8(name.data()) ? name.data() : "pc";
}

}  // namespace

Result<EnrolmentCode> enrolment_code_typed(const std::string& text) {
    if (text.find_first_not_of(" \t\r\n") == text.npos) {
        return fail(ErrorKind::bad_input, "enrol_no_code");
    }
    Result<EnrolmentCode> code = enrolment_code_from(text);
    if (code) {
        if (auto checked = check_url(code->url); !checked) {
            return tl::unexpected(checked.error());
        }
    }
    return code;
}

Result<std::string> machine_name(const std::string& asked, const Config& config) {
    const std::string& typed = asked.empty() ? config.machine : asked;
    if (!is_utf8(typed) || typed.size() > limits::author_bytes_max) {
        return fail(ErrorKind::bad_input, "machine_name_bad",
                    {{"limit", std::to_string(limits::author_bytes_max)}});
    }
    return typed.empty() ? this_machine() : typed;
}

int say_enrolled(const AgentStore& store, Context& context) {
    const Enrolment& enrolment = store.enrolment();
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("office", enrolment.office);
        json.member("machine", enrolment.machine);
        json.member("agent", enrolment.agent.hex());
        json.member("url", enrolment.url);
        json.member("folder", context.folder.string());
        json.end();
        context.print(json.take());
    } else {
        context.say_line(
            "enrolled",
            {{"office", enrolment.office}, {"url", enrolment.url}, {"folder", context.folder.string()}});
    }
    return Exit::done;
}

int enrol(const EnrolAsked& asked, Context& context, Clock& clock, Chance& chance) {
    const Result<EnrolmentCode> code =
        enrolment_code_typed(context.file ? std::string(text_of(*context.file)) : asked.code);
    if (!code) {
        return context.report(code.error());
    }
    if (context.store != nullptr) {
        if (auto renewed = context.store->renew(*code); !renewed) {
            return context.report(renewed.error());
        }
        return say_enrolled(*context.store, context);
    }
    const Result<std::string> machine = machine_name(asked.machine, context.config);
    if (!machine) {
        return context.report(machine.error());
    }
    const auto agent = enrol_agent(context.folder, *code, *machine, clock, chance);
    if (!agent) {
        return context.report(agent.error());
    }
    context.err += words_of_opening(**agent, context.language);
    return say_enrolled(*(*agent)->store, context);
}

}  // namespace phirap::agent
