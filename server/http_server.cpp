#include "server/http_server.h"

#include <httplib.h>
#include <openssl/pem.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "server/http_uploads.h"
#include "shared/wire/limits.h"

namespace phirap::server {
namespace {

// One connection holds one thread, from its handshake to its end. Requests are answered one after the other
// by the writing connection, so threads are there for bodies that come slowly: up to so many, that a few slow
// or idle clients do not stop the others. They go again when there is nothing for them to do.
constexpr std::size_t threads_max = 64;
constexpr std::size_t threads_kept = 4;
constexpr auto idle_max = std::chrono::seconds(10);
// Compiled in it is 5: of 1,000 agents that come back at once, 560 were still waiting after 20 s.
constexpr int backlog = 1024;
// Each piece of a request may take this long. A lost packet on EDGE is repeated after 3 to 6 s; on a line of
// 20 bytes a second our own part of a TLS handshake is 40 s on its way, and a packet of 1500 bytes 75 s.
constexpr time_t piece_seconds_max = 90;
// The whole of a body: 1 MiB at 70 kbit/s. Whoever drips is let go, if others wait; else the smallest frame
// of an agent gets the time that it takes on a line of 20 bytes a second, and the agent itself gives up then.
constexpr auto body_time_max = std::chrono::seconds(120);
constexpr auto body_time_alone_max = std::chrono::seconds(600);
constexpr std::size_t path_bytes_max = 512;

// Held by the crew and by each of its threads: the last of these lets go of it, whichever that is.
struct Work {
    Work(std::atomic<std::size_t>& waiting_for_a_thread, Watchdog* watches)
        : waiting(waiting_for_a_thread), watchdog(watches) {}

    std::atomic<std::size_t>& waiting;
    Watchdog* watchdog;
    std::mutex mutex;
    std::condition_variable news;
    std::condition_variable gone;
    std::deque<std::function<void()>> connections;
    std::size_t threads = 0;
    std::size_t idle = 0;
    bool ending = false;

    // False when the thread is to go.
    bool wait(std::unique_lock<std::mutex>& lock) {
        ++idle;
        bool stays = true;
        while (connections.empty() && !ending && stays) {
            const bool came = news.wait_for(lock, idle_max) == std::cv_status::no_timeout;
            stays = came || threads <= threads_kept || !connections.empty();
        }
        --idle;
        return !connections.empty();
    }

    // An idle thread owes no sign of life; one that serves somebody does.
    void serve(const std::function<void()>& connection) const {
        std::optional<Watchdog::Watched> watched;
        if (watchdog != nullptr) {
            watched.emplace(*watchdog, "connection");
        }
        connection();
    }

    void do_all() {
        std::unique_lock lock(mutex);
        while (wait(lock)) {
            std::function<void()> connection = std::move(connections.front());
            connections.pop_front();
            waiting = connections.size();
            lock.unlock();
            serve(connection);
            connection = nullptr;
            lock.lock();
        }
        --threads;
        gone.notify_all();
    }
};

class Crew : public httplib::TaskQueue {
  public:
    Crew(std::atomic<std::size_t>& waiting, Watchdog* watchdog)
        : work_(std::make_shared<Work>(waiting, watchdog)) {}

    // Both on the thread that accepts.
    void on_idle() override { beat(); }

    void enqueue(std::function<void()> connection) override {
        beat();
        const std::lock_guard lock(work_->mutex);
        work_->connections.push_back(std::move(connection));
        work_->waiting = work_->connections.size();
        if (work_->connections.size() > work_->idle && work_->threads < threads_max) {
            start_thread();
        }
        work_->news.notify_one();
    }

    // Every connection that was accepted is served to its end.
    void shutdown() override {
        std::unique_lock lock(work_->mutex);
        work_->ending = true;
        work_->news.notify_all();
        work_->gone.wait(lock, [this] { return work_->threads == 0; });
    }

  private:
    // A machine that gives us no more threads has the ones that there are; without any, it ends us.
    void start_thread() {
        try {
            std::thread([work = work_] { work->do_all(); }).detach();
            ++work_->threads;
        } catch (const std::system_error&) {
            if (work_->threads == 0) {
                throw;
            }
        }
    }

    std::shared_ptr<Work> work_;
};

template <typename T, auto read>
T* from_pem(const std::string& pem) {
    BIO* memory = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    T* made = read(memory, nullptr, nullptr, nullptr);
    BIO_free(memory);
    return made;
}

// Tickets instead of a cache: the agent keeps what resumes its session (one ticket, TLS 1.3 would send two),
// and 5,000 agents cost us nothing.
void tune(SSL_CTX* context) {
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 1);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
}

// The body, whatever its length was said to be: at most `bytes_max`, in time. The status to refuse with
// otherwise; what is left unread goes with the connection.
int read_body(const httplib::ContentReader& reader, std::size_t bytes_max,
              const std::atomic<std::size_t>& waiting, Bytes& body) {
    const auto began = std::chrono::steady_clock::now();
    int refused = 0;
    const bool whole = reader([&](const char* piece, std::size_t size) {
        beat();
        if (body.size() + size > bytes_max) {
            refused = 413;
        } else if (std::chrono::steady_clock::now() - began >
                   (waiting > 0 ? body_time_max : body_time_alone_max)) {
            refused = 408;
        } else {
            append(body, bytes_of({piece, size}));
        }
        return refused == 0;
    });
    return refused != 0 ? refused : whole ? 0 : 400;
}

}  // namespace

struct HttpServer::Inside {
    HttpOptions options;
    Doors doors;
    UploadDoor upload;
    std::unique_ptr<httplib::Server> server;
    std::atomic<std::size_t> waiting = 0;
    std::atomic<bool> stopping = false;
    int listener = -1;

    void make();
    void route();
    void post(const std::string& path, const std::function<DoorAnswer(BytesView, std::size_t)>& door);
    void get(const std::string& path, const std::function<PlainAnswer()>& door, const char* type);
};

void HttpServer::Inside::make() {
    if (options.certificate.empty()) {
        server = std::make_unique<httplib::Server>();
        return;
    }
    X509* certificate = from_pem<X509, PEM_read_bio_X509>(options.certificate);
    EVP_PKEY* key = from_pem<EVP_PKEY, PEM_read_bio_PrivateKey>(options.key);
    if (certificate != nullptr && key != nullptr) {
        auto over_tls = std::make_unique<httplib::SSLServer>(certificate, key);
        if (over_tls->is_valid()) {
            tune(over_tls->ssl_context());
            server = std::move(over_tls);
        }
    }
    X509_free(certificate);
    EVP_PKEY_free(key);
}

void HttpServer::Inside::post(const std::string& path,
                              const std::function<DoorAnswer(BytesView, std::size_t)>& door) {
    server->Post(path, [this, &door](const httplib::Request&, httplib::Response& response,
                                     const httplib::ContentReader& reader) {
        Bytes body;
        if (const int refused = read_body(reader, limits::request_bytes_max, waiting, body)) {
            response.status = refused;
            return;
        }
        const DoorAnswer answer = door(body, waiting);
        response.status = answer.status;
        response.set_content(reinterpret_cast<const char*>(answer.body.data()), answer.body.size(),
                             "application/cbor");
    });
}

void HttpServer::Inside::get(const std::string& path, const std::function<PlainAnswer()>& door,
                             const char* type) {
    server->Get(path, [&door, type](const httplib::Request&, httplib::Response& response) {
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
        upload = [this](const UploadRequest& request) { return doors.upload(request, waiting); };
        route_uploads(*server, upload);
    }
    // Before anything else: the library's routes are regular expressions, which overflow the stack on long
    // paths, and it would inflate a body for us without a bound.
    server->set_pre_routing_handler([](const httplib::Request& request, httplib::Response& response) {
        response.status = request.path.size() > path_bytes_max     ? 414
                          : request.has_header("Content-Encoding") ? 415
                          : request.is_multipart_form_data()       ? 415
                                                                   : 0;
        const bool refused = response.status != 0;
        if (!refused) {
            response.status = -1;
        }
        return refused ? httplib::Server::HandlerResponse::Handled
                       : httplib::Server::HandlerResponse::Unhandled;
    });
    server->set_exception_handler(
        [](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
            response.status = 500;
            response.set_content("", "text/plain");
        });
}

HttpServer::HttpServer(HttpOptions options, Doors doors) : inside_(std::make_unique<Inside>()) {
    inside_->options = std::move(options);
    inside_->doors = std::move(doors);
}

HttpServer::~HttpServer() = default;

Result<int> HttpServer::bind() {
    Inside& inside = *inside_;
    inside.make();
    if (inside.server == nullptr) {
        return fail(ErrorKind::damaged, "certificate_damaged");
    }
    httplib::Server& server = *inside.server;
    inside.route();
    server.new_task_queue = [&inside] { return new Crew(inside.waiting, inside.options.watchdog); };
    // One request a connection: an idle agent holds no thread, and a body that was refused before it was
    // read cannot be taken for the next request. A resumed TLS session makes a new connection cheap, and a
    // request carries up to a mebibyte.
    server.set_keep_alive_max_count(1);
    if (const Watchdog* watchdog = inside.options.watchdog) {
        server.set_idle_interval(std::chrono::milliseconds(watchdog->rest_ms_max()));
    }
    server.set_read_timeout(piece_seconds_max);
    server.set_write_timeout(piece_seconds_max);
    server.set_tcp_nodelay(true);
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
    return port;
}

bool HttpServer::run() {
    std::optional<Watchdog::Watched> watched;
    if (inside_->options.watchdog != nullptr) {
        watched.emplace(*inside_->options.watchdog, "accepting");
    }
    return inside_->server->listen_after_bind() || inside_->stopping;
}

void HttpServer::stop() {
    inside_->stopping = true;
    if (inside_->server != nullptr) {
        // The library's own stop does nothing to a server that is just about to run.
        ::shutdown(inside_->listener, SHUT_RDWR);
        inside_->server->stop();
    }
}

}  // namespace phirap::server
