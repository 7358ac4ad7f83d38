// phirap-agent: an office's PC records here, line or no line; see agent/cli/run.h for what a command does.
#include <malloc.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "agent/cli/pictures_named.h"
#include "agent/cli/run.h"
#include "agent/pictures/render_child.h"
#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/host/files.h"
#include "shared/host/random_bytes.h"
#include "shared/host/system_clock.h"

namespace phirap::agent {
namespace {

void write(std::FILE* stream, const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fflush(stream);
}

int leave(const Context& context, int status) {
    // What others wrote must not act on the terminal; JSON has it escaped already.
    write(stdout, context.json ? context.out : printable(context.out));
    write(stderr, printable(context.err));
    return status;
}

// What was made goes to the file that was named, or nothing was made: its words would be untrue.
int write_made(const std::string& file, Context& context) {
    try {
        const Result<void> written = write_file(file, context.made, 0600);
        if (written) {
            return Exit::done;
        }
        context.out.clear();
        return context.report(written.error());
    } catch (const StoreError& error) {
        context.out.clear();
        return context.report(error);
    }
}

int run_line(const std::vector<std::string>& arguments) {
    const char* environment = std::getenv("PHIRAP_LANG");
    Context context;
    context.language = language_of(arguments, environment);
    auto read = read_arguments(arguments, context.language);
    if (const auto* leaving = std::get_if<Leaving>(&read)) {
        write(leaving->status == 0 ? stdout : stderr, leaving->text);
        return leaving->status;
    }
    const Invocation invocation = std::get<Invocation>(std::move(read));
    context.json = invocation.json;
    context.folder = folder_of(invocation);
    Result<Config> config = config_of(invocation);
    if (!config) {
        return leave(context, context.report(config.error()));
    }
    context.config = *std::move(config);
    if (invocation.language.empty() && environment == nullptr) {
        context.language = context.config.language.value_or(Language::thai);
    }
    if (const std::string& file = file_of(invocation.asked); !file.empty()) {
        Result<Bytes> bytes = read_file(file == "-" ? "/dev/stdin" : file, limits::import_bytes_max);
        if (!bytes) {
            return leave(context, context.report(bytes.error()));
        }
        context.file = *std::move(bytes);
    }
    const std::string& made_file = made_file_of(invocation.asked);
    if (!made_file.empty() && std::filesystem::exists(made_file)) {
        return leave(context,
                     context.report(Error{ErrorKind::refused, "made_file_exists", {{"file", made_file}}}));
    }
    try {
        context.pictures = pictures_named(invocation, context);
    } catch (const StoreError& error) {
        return leave(context, context.report(error));
    }
    SystemClock clock;
    RandomBytes chance;
    int status = run(invocation, context, clock, chance);
    if (status == Exit::done && !made_file.empty()) {
        status = write_made(made_file, context);
    }
    return leave(context, status);
}

}  // namespace
}  // namespace phirap::agent

int main(int count, char** values) {
    // Before anything is opened: this process must have nothing that a hostile picture could reach.
    if (count == 2 && values[1] == phirap::agent::render_command) {
        return phirap::agent::render_child();
    }
    // One arena: what a thread frees is there for the next one, and the idle service stays small.
    mallopt(M_ARENA_MAX, 1);
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return phirap::agent::run_line(std::vector<std::string>(values + 1, values + count));
    } catch (const std::exception& error) {
        // Outside of what run() catches: while it was read what to do, or as the words went out.
        phirap::agent::Context context;
        const int status = context.report(error);
        phirap::agent::write(stderr, context.err);
        return status;
    }
}
