#include <curl/curl.h>
#include <httplib.h>
#include <sqlite3.h>

#include <memory>
#include <thread>

#include "shared/core/invariant.h"
#include "tests/bench/bare.h"
#include "tests/bench/measure.h"

namespace phirap::bench {
namespace {

constexpr std::size_t body_bytes = 64 * 1024;  // about 500 rows
constexpr int requests = 1000;

// A server that answers every POST with one word, on a port that the system chose.
class Door {
  public:
    Door() {
        server_.set_tcp_nodelay(true);
        server_.set_keep_alive_max_count(requests * 10);
        server_.new_task_queue = [] { return new httplib::ThreadPool(2); };
        server_.Post("/take", [](const httplib::Request& request, httplib::Response& response) {
            response.set_content(request.body.empty() ? "nothing" : "taken", "text/plain");
        });
        port_ = server_.bind_to_any_port("127.0.0.1");
        thread_ = std::thread([this] { server_.listen_after_bind(); });
    }
    ~Door() {
        server_.stop();
        thread_.join();
    }
    Door(const Door&) = delete;
    Door& operator=(const Door&) = delete;

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/take"; }

  private:
    httplib::Server server_;
    int port_ = 0;
    std::thread thread_;
};

std::size_t drop(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

using Curl = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

Curl client_of(const Door& door, const std::string& body) {
    Curl curl(curl_easy_init(), curl_easy_cleanup);
    curl_easy_setopt(curl.get(), CURLOPT_URL, door.url().c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, drop);
    return curl;
}

}  // namespace

void bare_loopback(int times) {
    const std::string body(body_bytes, 'x');
    const Door door;
    const Curl curl = client_of(door, body);
    const Cost posts = best_of(
        times, [] {},
        [&] {
            for (int sent = 0; sent < requests; ++sent) {
                invariant(curl_easy_perform(curl.get()) == CURLE_OK, "a bare POST");
            }
        });
    report("bare_posts_a_second", requests / posts.wall_s);
    report("bare_post_cpu_us", posts.cpu_s * 1e6 / requests);
}

void bare_memory(const std::filesystem::path& folder) {
    sqlite3* database = nullptr;
    invariant(sqlite3_open((folder / "memory.db").c_str(), &database) == SQLITE_OK, "a database to measure");
    sqlite3_exec(database, "PRAGMA journal_mode=WAL; CREATE TABLE IF NOT EXISTS line (body BLOB)", nullptr,
                 nullptr, nullptr);
    {
        const Door door;
        const std::string body = "one row";
        const Curl curl = client_of(door, body);
        invariant(curl_easy_perform(curl.get()) == CURLE_OK, "a bare POST");
        const Memory memory = memory_of("self");
        report("bare_idle_rss_mib", memory.rss_mib);
        report("bare_idle_private_mib", memory.private_mib);
    }
    sqlite3_close(database);
}

}  // namespace phirap::bench
