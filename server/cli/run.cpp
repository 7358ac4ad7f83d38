#include "server/cli/run.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>

#include "server/cli/commands.h"
#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/host/control_socket.h"
#include "shared/host/data_folder.h"
#include "shared/host/files.h"
#include "shared/host/random_bytes.h"
#include "shared/host/system_clock.h"

namespace phirap::server {
namespace {

constexpr const char* default_folder = "/var/lib/phirap-server";
constexpr std::size_t config_bytes_max = 64 * 1024;

void print(std::FILE* stream, const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fflush(stream);
}

std::string data_folder(const Invocation& asked) {
    if (!asked.data.empty()) {
        return asked.data;
    }
    const char* said = std::getenv("PHIRAP_SERVER_DATA");
    return said == nullptr || *said == '\0' ? default_folder : said;
}

std::string user_name() {
    const char* user = std::getenv("USER");
    return user == nullptr ? "" : user;
}

// Read by whoever typed the name: the service has other rights and stands in another folder.
Result<std::optional<Bytes>> read_named(const std::string& file) {
    if (file.empty()) {
        return std::optional<Bytes>();
    }
    Result<Bytes> bytes = read_file(file == "-" ? "/dev/stdin" : file, limits::import_bytes_max);
    return bytes ? Result<std::optional<Bytes>>(*std::move(bytes)) : tl::unexpected(bytes.error());
}

Result<Config> read_config(const Invocation& asked, const std::filesystem::path& folder) {
    const std::filesystem::path path =
        asked.config.empty() ? folder / Files::config : std::filesystem::path(asked.config);
    if (asked.config.empty() && !std::filesystem::exists(path)) {
        return Config{};
    }
    const Result<Bytes> bytes = read_file(path, config_bytes_max);
    return bytes ? config_from_toml(text_of(*bytes)) : tl::unexpected(bytes.error());
}

int ask_service(const Invocation& asked, Context& context, const Error& busy) {
    ControlRequest request;
    request.arguments = asked.arguments;
    if (context.file) {
        request.files[asked.file] = *context.file;
    }
    request.arguments.insert(request.arguments.end(),
                             {"--lang", context.language == Language::thai ? "th" : "en"});
    const Result<ControlReply> reply = call(context.folder, request);
    if (!reply) {
        // Nobody listens: another command has the folder, or the service is just starting.
        return context.report(reply.error().key == "control_absent" ? busy : reply.error());
    }
    context.out += reply->out;
    context.err += reply->err;
    context.made = reply->made;
    return reply->status;
}

int open_and_run(const Invocation& asked, Context& context, Clock& clock, Chance& chance) {
    const Result<DataFolder> folder = DataFolder::open(context.folder, DataFolder::Missing::is_an_error);
    if (!folder && folder.error().kind == ErrorKind::busy && asked.command != "serve") {
        return ask_service(asked, context, folder.error());
    }
    if (!folder) {
        return context.report(folder.error());
    }
    const Result<std::unique_ptr<Centre>> centre = Centre::open(context.folder, clock, chance);
    if (!centre) {
        return context.report(centre.error());
    }
    context.centre = centre->get();
    const int status = run_command(asked, context);
    context.centre = nullptr;
    return status;
}

int run_here(const Invocation& asked, Context& context) {
    SystemClock clock;
    RandomBytes chance;
    Result<std::optional<Bytes>> file = read_named(asked.file);
    if (!file) {
        return context.report(file.error());
    }
    context.file = *std::move(file);
    const Result<Config> config = read_config(asked, context.folder);
    if (!config) {
        return context.report(config.error());
    }
    context.config = *config;
    if (asked.language.empty() && std::getenv("PHIRAP_LANG") == nullptr && config->language == "en") {
        context.language = Language::english;
    }
    if (asked.command == "pack check") {
        return check_pack(context);
    }
    if (asked.command == "init") {
        return init(asked, context, clock, chance);
    }
    if (asked.command == "serve") {
        return serve(asked, context, clock, chance);
    }
    return open_and_run(asked, context, clock, chance);
}

}  // namespace

int run_command(const Invocation& asked, Context& context) {
    using Command = std::function<int(const Invocation&, Context&)>;
    static const std::map<std::string, Command> commands = {
        {"enrol-code", enrol_code},
        {"agents", agents},
        {"agents revoke", [](const auto& a, auto& c) { return set_revoked(a, c, true); }},
        {"agents restore", [](const auto& a, auto& c) { return set_revoked(a, c, false); }},
        {"office import", import_offices},
        {"office list", list_offices},
        {"roster", roster},
        {"target", target},
        {"pack show", [](const auto&, auto& c) { return show_pack(c); }},
        {"pack publish", [](const auto& a, auto& c) { return publish_pack(a, c); }},
        {"report", [](const auto& a, auto& c) { return report(a, c); }},
        {"grade", [](const auto& a, auto& c) { return grade(a, c); }},
        {"review approve", review},
        {"review return", review},
        {"review strike", strike},
        {"review extend", extend},
        {"export", export_reports},
        {"conflicts", [](const auto& a, auto& c) { return conflicts(a, c); }},
        {"settle", settle},
        {"quarantine", quarantine},
        {"quarantine release", [](const auto& a, auto& c) { return set_held(a, c, false); }},
        {"quarantine hold", [](const auto& a, auto& c) { return set_held(a, c, true); }},
        {"bundle import", import_bundle},
        {"audit", audit},
        {"doctor", doctor},
    };
    const auto command = commands.find(asked.command);
    invariant(command != commands.end(), "every command that can be typed is here");
    try {
        return command->second(asked, context);
    } catch (const StoreError& error) {
        context.err += std::string(error.what()) + "\n";
        return context.report(error);
    }
}

int run(const std::vector<std::string>& arguments) {
    const Language language = language_of(arguments, std::getenv("PHIRAP_LANG"));
    auto read = read_arguments(arguments, language);
    if (const auto* leaving = std::get_if<Leaving>(&read)) {
        print(leaving->status == 0 ? stdout : stderr, leaving->text);
        return leaving->status;
    }
    Invocation& asked = std::get<Invocation>(read);
    // The service that may run this does not know who typed it.
    if (asked.author.empty()) {
        asked.author = user_name();
        if (!asked.author.empty()) {
            asked.arguments.insert(asked.arguments.end(), {"--by", asked.author});
        }
    }
    Context context;
    context.folder = data_folder(asked);
    context.language = language;
    context.json = asked.json;
    int status = Exit::failed;
    try {
        status = run_here(asked, context);
        if (status == Exit::done && !asked.out.empty()) {
            if (const Result<void> written = write_file(asked.out, bytes_of(context.out), 0600); !written) {
                context.out.clear();
                status = context.report(written.error());
            } else {
                context.out.clear();
            }
        }
        if (status == Exit::done && !asked.answer.empty()) {
            if (const Result<void> written = write_file(asked.answer, context.made, 0600); !written) {
                status = context.report(written.error());
            }
        }
    } catch (const StoreError& error) {
        context.err += std::string(error.what()) + "\n";
        status = context.report(error);
    }
    // What others wrote must not act on the terminal; JSON and CSV have it escaped already.
    print(stdout, context.json || asked.command == "export" ? context.out : printable(context.out));
    print(stderr, printable(context.err));
    return status;
}

}  // namespace phirap::server
