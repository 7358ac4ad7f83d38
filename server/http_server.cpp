#include "server/http_server.h"

#include <httplib.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include "server/guess_limit.h"
#include "server/guest_stream.h"
#include "server/http_uploads.h"
#include "server/request_rules.h"
#include "server/tls_context.h"
#include "shared/http/crew.h"
#include "shared/http/porch.h"
#include "shared/wire/limits.h"

// Without its cflags the library's classes have another size here than in its own code.
#ifndef CPPHTTPLIB_OPENSSL_SUPPORT
#error "link with pkg-config cpp-httplib"
#endif

namespace phirap::server {
namespace {

// Compiled in it is 5: of 1,000 agents that come back at once, 560 were still waiting after 20 s.
constexpr int backlog = 1024;
// Each guest is one. A service manager's limit (packaging/systemd) is obeyed when it is lower; some are left
// for the store and for pictures.
constexpr rlim_t descriptors_wanted = 16384;
constexpr std::size_t descriptors_kept = 256;
constexpr std::string_view pictures = "/v1/evidence";

std::size_t guests_max() {
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = std::max(files.rlim_cur, std::min(files.rlim_max, descriptors_wanted));
    ::setrlimit(RLIMIT_NOFILE, &files);
    const std::size_t most = PorchLimits().guests_max;
    return std::clamp<std::size_t>(files.rlim_cur, descriptors_kept + 64, descriptors_kept + most) -
           descriptors_kept;
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> known) {
    return std::ranges::find(known, text) != known.end();
}

// Every door there is. What the library has no handler for it would read into memory, whole: none of that
// gets as far.
Entry entry_to(const RequestHead& head) {
    if (is_one_of(head.path, {"/v1/sync", "/v1/enrol"})) {
        return head.method != "POST"                         ? Entry{404}
               : head.body_bytes > limits::request_bytes_max ? Entry{413}
                                                             : Entry{};
    }
    if (is_one_of(head.path, {"/v1/health", "/v1/ready", "/metrics"})) {
        return is_one_of(head.method, {"GET", "HEAD"}) ? Entry{0, false} : Entry{404};
    }
    const std::string_view path = head.path;
    if (!path.starts_with(pictures)) {
        return {404};
    }
    const std::string_view name = path.substr(pictures.size());
    const bool is_name = name.empty() || (name[0] == '/' && name.find_first_of("/%", 1) == name.npos);
    return is_name && head.method != "PUT" ? Entry{0, false} : Entry{404};
}

class LibraryStream : public httplib::Stream {
  public:
    explicit LibraryStream(GuestStream& stream) : stream_(stream) {}

    ssize_t read(char* into, size_t room) override { return stream_.read(into, room); }
    ssize_t write(const char* from, size_t size) override { return stream_.write(from, size); }
    [[nodiscard]] bool is_readable() const override { return true; }
    [[nodiscard]] bool is_writable() const override { return true; }
    [[nodiscard]] socket_t socket() const override { return stream_.peer().number(); }
    void get_remote_ip_and_port(std::string& ip, int& port) const override {
        ip = stream_.peer().address();
        port = 0;
    }
    void get_local_ip_and_port(std::string& ip, int& port) const override {
        ip.clear();
        port = 0;
    }

  private:
    GuestStream& stream_;
};

// The library accepts, and hands each socket on here instead of reading from it.
class Library : public httplib::Server {
  public:
    std::function<void(int)> accepted;

    void answer(GuestStream& stream) {
        LibraryStream library_stream(stream);
        bool closed = true;
        process_request(library_stream, true, closed, nullptr);
    }

  private:
    bool process_and_close_socket(socket_t socket) override {
        accepted(socket);
        return true;
    }
};

// What the library would do on a thread of a pool is done on the thread that accepts: it takes no time.
class AtOnce : public httplib::TaskQueue {
  public:
    void on_idle() override { beat(); }
    void enqueue(std::function<void()> accepted) override {
        beat();
        accepted();
    }
    void shutdown() override {}
};

}  // namespace

struct HttpServer::Inside {
    HttpOptions options;
    Doors doors;
    UploadDoor upload;
    TlsContext tls;
    Library library;
    std::atomic<bool> stopping = false;
    int listener = -1;
    // In this order: the crew, which ends first, sees its guests off to the porch.
    std::unique_ptr<Porch> porch;
    std::unique_ptr<Crew> crew;

    void route();
    void open();
    void close();
    void serve(std::unique_ptr<Guest> guest);
    void post(const std::string& path, const decltype(Doors::sync)& door);
    void get(const std::string& path, const std::function<PlainAnswer()>& door, const char* type);
};

void HttpServer::Inside::post(const std::string& path, const decltype(Doors::sync)& door) {
    library.Post(path, [this, &door](const httplib::Request& request, httplib::Response& response,
                                     const httplib::ContentReader& reader) {
        Bytes body;
        const bool whole = reader([&](const char* piece, std::size_t size) {
            append(body, bytes_of({piece, size}));
            return true;
        });
        if (!whole) {
            response.status = 400;
            return;
        }
        const DoorAnswer answer = door(
            body, {crew->waiting(), asker_of(request.remote_addr, request.get_header_value("X-Real-IP"))});
        response.status = answer.status;
        response.set_content(reinterpret_cast<const char*>(answer.body.data()), answer.body.size(),
                             "application/cbor");
    });
}

void HttpServer::Inside::get(const std::string& path, const std::function<PlainAnswer()>& door,
                             const char* type) {
    library.Get(path, [&door, type](const httplib::Request&, httplib::Response& response) {
        const PlainAnswer answer = door();
        response.status = answer.status;
        response.set_content(answer.text, type);
    });
}

void HttpServer::Inside::route() {
    post("/v1/sync", doors.sync);
    post("/v1/enrol", doors.enrol);
    get("/v1/health", doors.health, "text/plain");
    get("/v1/ready", doors.ready, "text/plain");
    get("/metrics", doors.metrics, "text/plain; version=0.0.4");
    if (doors.upload) {
        upload = [this](const UploadRequest& request) { return doors.upload(request, crew->waiting()); };
        route_uploads(library, upload);
    }
    library.set_exception_handler(
        [](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
            response.status = 500;
            response.set_content("", "text/plain");
        });
}

void HttpServer::Inside::serve(std::unique_ptr<Guest> guest) {
    GuestStream stream(*guest, [this] { return crew->waiting() > 0; });
    library.answer(stream);
    porch->see_off(std::move(guest), stream.take_answer());
}

void HttpServer::Inside::open() {
    PorchLimits limits;
    limits.guests_max = guests_max();
    crew = std::make_unique<Crew>([this](std::unique_ptr<Guest> guest) { serve(std::move(guest)); },
                                  options.watchdog);
    Porch::Doors porch_doors;
    porch_doors.tls = tls.get();
    porch_doors.rules = request_rules();
    porch_doors.enter = entry_to;
    porch_doors.hand_on = [this](std::unique_ptr<Guest> guest) { crew->take(std::move(guest)); };
    porch_doors.others_are_served = [this] { return crew->waiting() > 0; };
    porch = std::make_unique<Porch>(std::move(porch_doors), limits, options.watchdog);
    library.accepted = [this](int socket) { porch->take(FileDescriptor(socket)); };
}

// Whose request is here gets its answer; who is still talking does not hold us up.
void HttpServer::Inside::close() {
    if (porch != nullptr) {
        porch->close();
        crew->finish();
    }
}

HttpServer::HttpServer(HttpOptions options, Doors doors) : inside_(std::make_unique<Inside>()) {
    inside_->options = std::move(options);
    inside_->doors = std::move(doors);
}

HttpServer::~HttpServer() {
    inside_->close();
}

Result<int> HttpServer::bind() {
    Inside& inside = *inside_;
    if (!inside.options.certificate.empty()) {
        Result<TlsContext> tls = make_tls_context(inside.options.certificate, inside.options.key);
        if (!tls) {
            return tl::unexpected(tls.error());
        }
        inside.tls = *std::move(tls);
    }
    httplib::Server& server = inside.library;
    inside.route();
    server.new_task_queue = [] { return new AtOnce; };
    if (const Watchdog* watchdog = inside.options.watchdog) {
        server.set_idle_interval(std::chrono::milliseconds(watchdog->rest_ms_max()));
    }
    server.set_socket_options([&inside](int socket) {
        const int yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        inside.listener = socket;
    });
    const std::string address = inside.options.host + ":" + std::to_string(inside.options.port);
    errno = 0;
    int port = inside.options.port;
    const bool bound = port == 0 ? (port = server.bind_to_any_port(inside.options.host)) > 0
                                 : server.bind_to_port(inside.options.host, port);
    if (!bound || ::listen(inside.listener, backlog) != 0) {
        const int why = errno;
        return fail(ErrorKind::unreachable, "listen_failed",
                    {{"address", address}, {"why", why == 0 ? "no such address" : std::strerror(why)}});
    }
    inside.open();
    return port;
}

bool HttpServer::run() {
    std::optional<Watchdog::Watched> watched;
    if (inside_->options.watchdog != nullptr) {
        watched.emplace(*inside_->options.watchdog, "accepting");
    }
    const bool ended_well = inside_->library.listen_after_bind() || inside_->stopping;
    inside_->close();
    return ended_well;
}

void HttpServer::stop() {
    inside_->stopping = true;
    // The library's own stop does nothing to a server that is just about to run.
    ::shutdown(inside_->listener, SHUT_RDWR);
    inside_->library.stop();
}

}  // namespace phirap::server
