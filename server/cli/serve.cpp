// `serve`: the API, the background work, and commands that find the folder taken.
#include <malloc.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <thread>

#include "server/api.h"
#include "server/cli/commands.h"
#include "server/cli/run.h"
#include "server/daily_backup.h"
#include "server/never_served.h"
#include "shared/host/control_socket.h"
#include "shared/host/data_folder.h"
#include "shared/host/files.h"
#include "shared/wire/json_writer.h"

namespace phirap::server {
namespace {

constexpr std::size_t pem_bytes_max = 64 * 1024;

// Fewer arenas than threads: a server that has been idle holds little. What a request needs in large pieces
// is given back to the system at once.
void bound_memory() {
    ::mallopt(M_ARENA_MAX, 2);
    ::mallopt(M_MMAP_THRESHOLD, 128 * 1024);
    ::mallopt(M_TRIM_THRESHOLD, 256 * 1024);
}

// SIGTERM and SIGINT, as something to poll. Asked for before any thread is made.
class Signals {
  public:
    Signals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGINT);
        ::pthread_sigmask(SIG_BLOCK, &set_, nullptr);
        ::signal(SIGPIPE, SIG_IGN);
        arrived_ = FileDescriptor(::signalfd(-1, &set_, SFD_CLOEXEC | SFD_NONBLOCK));
    }
    [[nodiscard]] int descriptor() const { return arrived_.number(); }
    // The one that came is taken; a second one ends the program at once.
    void let_through() {
        signalfd_siginfo taken{};
        (void)!::read(arrived_.number(), &taken, sizeof taken);
        ::pthread_sigmask(SIG_UNBLOCK, &set_, nullptr);
    }

  private:
    sigset_t set_{};
    FileDescriptor arrived_;
};

Result<HttpOptions> http_options(const Invocation& asked, const Context& context) {
    const Result<Address> address = address_from(asked.listen.empty() ? context.config.listen : asked.listen);
    if (!address) {
        return tl::unexpected(address.error());
    }
    HttpOptions options;
    options.host = address->host;
    options.port = address->port;
    if (asked.plain) {
        if (!address->is_loopback()) {
            return fail(ErrorKind::bad_input, "plain_only_on_loopback", {{"address", address->text()}});
        }
        return options;
    }
    for (const auto& [name, into] :
         {std::pair{Files::certificate, &options.certificate}, {Files::certificate_key, &options.key}}) {
        const Result<Bytes> read = read_file(context.folder / name, pem_bytes_max);
        if (!read) {
            return tl::unexpected(read.error());
        }
        *into = text_of(*read);
    }
    return options;
}

// What agents can reach us by: an address that listens everywhere is this machine's name.
std::string url_of(const HttpOptions& options, int port) {
    std::string host = options.host;
    if (host == "0.0.0.0" || host == "::") {
        char name[256] = {};
        host = ::gethostname(name, sizeof name - 1) == 0 && name[0] != '\0' ? name : "localhost";
    }
    return (options.certificate.empty() ? "http://" : "https://") + Address{host, port}.text();
}

// One command of another process, run by us.
ControlReply run_for(const ControlRequest& request, const Context& own) {
    const Language language = language_of(request.arguments, nullptr);
    auto read = read_arguments(request.arguments, language);
    if (auto* leaving = std::get_if<Leaving>(&read)) {
        return {leaving->status, {}, std::move(leaving->text), {}};
    }
    const Invocation& asked = std::get<Invocation>(read);
    Context context;
    context.folder = own.folder;
    context.config = own.config;
    context.centre = own.centre;
    context.language = language;
    context.json = asked.json;
    if (const auto file = request.files.find(asked.file); file != request.files.end()) {
        context.file = file->second;
    }
    ControlReply reply;
    reply.status = run_command(asked, context);
    reply.out = std::move(context.out);
    reply.err = std::move(context.err);
    reply.made = std::move(context.made);
    return reply;
}

class Service {
  public:
    Service(Context& context, const DataFolder& folder, HttpOptions options, std::filesystem::path settings)
        : context_(context),
          watchdog_(notice_, log_),
          settings_(std::move(settings)),
          api_(*context.centre, context.config, log_),
          http_(watched(std::move(options)), api_.doors()),
          control_(folder),
          ended_(::eventfd(0, EFD_CLOEXEC)) {}

    Result<int> bind() { return http_.bind(); }

    // Until a signal comes or accepting fails. `url`: where we listen.
    int run(Signals& signals, const std::string& url) {
        bool asked_to_end = false;
        bool served = true;
        std::thread serving([&] {
            served = http_.run();
            const std::uint64_t one = 1;
            (void)!::write(ended_.number(), &one, sizeof one);
        });
        std::thread watching([&] { watch_over(); });
        std::optional<DailyBackup> daily(std::in_place, *context_.centre, context_.config, settings_, log_);
        notice_.ready(say(context_.language, "server_listening", {{"url", url}}));
        while (!asked_to_end) {
            pollfd waiting[] = {{signals.descriptor(), POLLIN, 0},
                                {control_.descriptor(), POLLIN, 0},
                                {ended_.number(), POLLIN, 0}};
            if (::poll(waiting, std::size(waiting), idle_check_ms) == 0) {
                rest_when_idle();
                continue;
            }
            if (waiting[1].revents != 0) {
                (void)control_.serve_one(
                    [&](const ControlRequest& request) { return run_for(request, context_); });
                busy_ = true;
            }
            asked_to_end = (waiting[0].revents | waiting[2].revents) != 0;
        }
        signals.let_through();
        log_.info({"stop serving", ""});
        notice_.stopping("");
        http_.stop();
        serving.join();
        daily.reset();
        stop_watching();
        watching.join();
        if (!served) {
            log_.error({"accept connections", "listening ended by itself", {}, "start it again"});
            return Exit::failed;
        }
        return Exit::done;
    }

  private:
    static constexpr int idle_check_ms = 5000;

    HttpOptions watched(HttpOptions options) {
        options.watchdog = &watchdog_;
        return options;
    }

    // A thread of its own: a command that is run for somebody (`audit`) holds the main one as long as it
    // takes.
    void watch_over() {
        std::unique_lock lock(watching_mutex_);
        do {
            static_cast<void>(watchdog_.look());
        } while (!watching_ended_.wait_for(lock, std::chrono::milliseconds(watchdog_.rest_ms_max()),
                                           [this] { return stopped_watching_; }));
    }
    void stop_watching() {
        const std::lock_guard lock(watching_mutex_);
        stopped_watching_ = true;
        watching_ended_.notify_all();
    }

    // After work, and only then, memory goes back to the system.
    void rest_when_idle() {
        const std::uint64_t answered = api_.answered();
        if (answered == last_answered_ && busy_) {
            busy_ = false;
            const Centre::Writing writing = context_.centre->writing();
            writing.store().database().release_memory();
            ::malloc_trim(0);
        } else if (answered != last_answered_) {
            busy_ = true;
            last_answered_ = answered;
        }
    }

    Context& context_;
    Log log_;
    ServiceNotice notice_ = ServiceNotice::from_environment();
    Watchdog watchdog_;
    std::mutex watching_mutex_;
    std::condition_variable watching_ended_;
    bool stopped_watching_ = false;
    std::filesystem::path settings_;
    Api api_;
    HttpServer http_;
    ControlSocket control_;
    FileDescriptor ended_;
    std::uint64_t last_answered_ = 0;
    bool busy_ = true;
};

void say_address(const std::string& url, const Context& context) {
    std::string line;
    if (context.json) {
        JsonWriter json(0);
        json.begin_object();
        json.member("listening", url);
        json.end();
        line = json.take();
    } else {
        line = say(context.language, "server_listening", {{"url", url}}) + "\n";
    }
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
}

}  // namespace

int serve(const Invocation& asked, Context& context, Clock& clock, Chance& chance) {
    bound_memory();
    Signals signals;
    const Result<DataFolder> folder = DataFolder::open(context.folder, DataFolder::Missing::is_an_error);
    if (!folder) {
        return context.report(folder.error());
    }
    const Result<std::unique_ptr<Centre>> centre = Centre::open(context.folder, clock, chance);
    if (!centre) {
        return context.report(centre.error());
    }
    const Result<HttpOptions> options = http_options(asked, context);
    if (!options) {
        return context.report(options.error());
    }
    context.centre = centre->get();
    Service service(context, *folder, *options, settings_file(asked, context.folder));
    const Result<int> port = service.bind();
    if (!port) {
        return context.report(port.error());
    }
    const std::string url = url_of(*options, *port);
    if (const Result<void> kept = write_file(context.folder / Files::address, bytes_of(url + "\n"), 0600);
        !kept) {
        return context.report(kept.error());
    }
    std::error_code unremoved;  // it will be at the next start
    std::filesystem::remove(context.folder / never_served, unremoved);
    say_address(url, context);
    return service.run(signals, url);
}

}  // namespace phirap::server
