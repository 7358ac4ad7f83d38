// The API without HTTP: a server as init makes it, and requests as bytes.
#include "server/api.h"

#include <doctest/doctest.h>

#include <set>

#include "server/cli/commands.h"
#include "server/enrol.h"
#include "shared/host/random_bytes.h"
#include "shared/host/system_clock.h"
#include "tests/support/temporary_folder.h"

namespace phirap::server {
namespace {

class MadeServer {
  public:
    MadeServer() {
        Context context;
        context.folder = folder_.path() / "server";
        REQUIRE(init({}, context, clock_, chance_) == Exit::done);
        centre_ = Centre::open(context.folder, clock_, chance_).value();
        Config config;
        config.waiting_max = 10;
        api_ = std::make_unique<Api>(*centre_, config, log_);
    }
    [[nodiscard]] Centre& centre() { return *centre_; }
    [[nodiscard]] Doors doors() { return api_->doors(); }

    // The server's signed word on a request to be admitted with this secret.
    Acknowledgement enrol(const CodeSecret& secret, std::size_t waiting) {
        const SigningKey key({7});
        EnrolmentRequest request;
        request.key = key.public_key();
        request.office = "4301";
        request.secret = secret;
        const DoorAnswer answer = doors().enrol(encode_enrolment(request, key), {waiting, "192.0.2.1"});
        const auto word = decode_acknowledgement(answer.body, centre_->key().public_key());
        REQUIRE(word.has_value());
        return *word;
    }
    CodeSecret code() {
        const Centre::Writing writing = centre_->writing();
        Transaction transaction(writing.store().database());
        const CodeSecret secret = make_code(writing.store(), "4301", 60'000);
        transaction.commit();
        return secret;
    }

  private:
    TemporaryFolder folder_;
    SystemClock clock_;
    RandomBytes chance_;
    Log log_{LogLevel::error, [](std::string_view) {}};
    std::unique_ptr<Centre> centre_;
    std::unique_ptr<Api> api_;
};

}  // namespace

TEST_CASE("api: when too many wait, each is told another moment to come back, and nothing is taken") {
    MadeServer server;
    const CodeSecret secret = server.code();
    std::set<std::int64_t> moments;
    for (int i = 0; i < 20; ++i) {
        const Acknowledgement word = server.enrol(secret, 11);
        CHECK(word.verdict == Verdict::busy);
        moments.insert(word.come_back_ms);
    }
    CHECK(moments.size() >= 15);  // the clock goes on meanwhile, and frees slots
    CHECK(*moments.begin() > 0);
    CHECK(server.enrol(secret, 10).verdict == Verdict::taken);
}

TEST_CASE("api: a code that nobody made is refused in signed words") {
    MadeServer server;
    CHECK(server.enrol({1, 2, 3}, 0).verdict == Verdict::code_refused);
}

TEST_CASE("api: what is no request of ours is answered without a body, and counted") {
    MadeServer server;
    const DoorAnswer answer = server.doors().sync(bytes_of("GET / HTTP/1.1"), {});
    CHECK(answer.status == 400);
    CHECK(answer.body.empty());
    CHECK(server.doors().metrics().text.find("phirap_requests_total{status=\"400\"} 1\n") !=
          std::string::npos);
}

TEST_CASE("api: figures for whoever watches say what is held and who was heard") {
    MadeServer server;
    (void)server.enrol(server.code(), 0);
    const std::string text = server.doors().metrics().text;
    CHECK(text.find("phirap_agents 1\n") != std::string::npos);
    CHECK(text.find("phirap_offices 1\n") != std::string::npos);
    CHECK(text.find("phirap_store_up 1\n") != std::string::npos);
    CHECK(server.doors().ready().status == 200);
    CHECK(server.doors().health().status == 200);
}

}  // namespace phirap::server
