#include "server/feed_page.h"

#include <doctest/doctest.h>

#include <memory>

#include "server/schema.h"
#include "shared/host/random_bytes.h"
#include "shared/host/system_clock.h"
#include "shared/wire/limits.h"
#include "tests/support/temporary_folder.h"

using namespace phirap;
using namespace phirap::server;

namespace {

// A server with some words of its own to one office, each a run of the feed.
class Speaker {
  public:
    Speaker() {
        REQUIRE(migrate(database_, schema()).has_value());
        ServerStore::init(database_, "click-chumchon", clock_, chance_);
        store_ = std::make_unique<ServerStore>(database_, key_, clock_, chance_);
    }

    void say(std::size_t letters) {
        Transaction transaction(database_);
        OperationBody body;
        std::string text(letters, ' ');
        for (char& letter : text) {
            letter = static_cast<char>('a' + chance_.below(26));
        }
        body.changes = {{ChangeKind::set, {EntityKind::office, {}, 0}, {{"name", text}}}};
        REQUIRE(store_->say_to("4301", body).has_value());
        transaction.commit();
    }

    [[nodiscard]] FeedPage page(std::size_t bytes_max, const Frontier& reader_holds = {}) const {
        const std::optional<FeedPage> page =
            feed_page(*store_, store_->log("4301"), std::nullopt, reader_holds, bytes_max);
        REQUIRE(page.has_value());
        return *page;
    }
    [[nodiscard]] Frontier everything() const { return store_->log("4301").ancestry().up_to({0, 20}); }

  private:
    TemporaryFolder folder_;
    SystemClock clock_;
    RandomBytes chance_;
    SigningKey key_{SigningKey::Seed{7}};
    Database database_{folder_.path() / "store.db"};
    std::unique_ptr<ServerStore> store_;
};

}  // namespace

// A page that is longer than its bound is refused by the reader, who would ask for it again for ever.
TEST_CASE("feed page: is never longer than it may be, whatever lengths its frames have") {
    Speaker speaker;
    for (std::size_t word = 0; word < 20; ++word) {
        speaker.say(100 + 7 * word);
    }
    for (std::size_t bytes_max = 1000; bytes_max < 1800; ++bytes_max) {
        CAPTURE(bytes_max);
        const FeedPage page = speaker.page(bytes_max);
        CHECK(page.items.size() > 1);
        CHECK(encode_page(page.items).size() <= bytes_max);
    }
}

TEST_CASE("feed page: runs that are named count towards its bound as well") {
    Speaker speaker;
    for (std::size_t word = 0; word < 20; ++word) {
        speaker.say(300);
    }
    for (std::size_t bytes_max = 120; bytes_max < 400; ++bytes_max) {
        CAPTURE(bytes_max);
        const FeedPage page = speaker.page(bytes_max, speaker.everything());
        CHECK(page.items.size() > 1);
        CHECK(encode_page(page.items).size() <= bytes_max);
    }
}

TEST_CASE("feed page: one run goes out however small the page, else the feed would stop there") {
    Speaker speaker;
    speaker.say(5000);
    CHECK(speaker.page(10).items.size() == 1);
}
