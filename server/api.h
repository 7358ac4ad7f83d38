// The server's answers at the HTTP door: rounds and enrolments by the writing connection, one at a time;
// health, readiness and figures for whoever watches.
#pragma once

#include <array>
#include <atomic>

#include "server/centre.h"
#include "server/config.h"
#include "server/guess_limit.h"
#include "server/http_server.h"
#include "server/slots.h"
#include "server/uploads.h"
#include "shared/host/disk_watch.h"
#include "shared/host/log.h"

namespace phirap::server {

class Api {
  public:
    Api(Centre& centre, const Config& config, const Log& log);

    [[nodiscard]] Doors doors();
    // Requests answered so far: whoever works in the background waits for a quiet moment.
    [[nodiscard]] std::uint64_t answered() const;

  private:
    using Answer = DoorAnswer (*)(ServerStore&, BytesView, const Pace&);
    DoorAnswer answer(const char* door, Answer with, BytesView request, const Asker& asker);
    DoorAnswer answer_guess(BytesView request, const Asker& asker);
    UploadAnswer take_picture(const UploadRequest& request, std::size_t waiting);
    DoorAnswer send_away(BytesView request, Verdict verdict, std::int64_t come_back_ms);
    [[nodiscard]] PlainAnswer ready();
    [[nodiscard]] PlainAnswer metrics();
    void count(int status);
    void say_refused(const char* door, const DoorAnswer& answer, std::size_t bytes, const Asker& asker);

    static constexpr std::array<int, 4> statuses = {200, 400, 403, 503};

    Centre& centre_;
    const Log& log_;
    DiskWatch disk_;
    std::int64_t spread_ms_;
    std::size_t waiting_max_;
    Slots slots_;
    GuessLimit guesses_;
    // Strangers may not fill the log: a minute's worth at once, then a line every two seconds.
    std::mutex refusals_mutex_;
    Bucket refusals_{30, 2'000};
    std::uint64_t refusals_unsaid_ = 0;
    Uploads uploads_;
    std::array<std::atomic<std::uint64_t>, statuses.size()> by_status_{};
    std::atomic<std::uint64_t> uploads_answered_ = 0;
    std::atomic<std::uint64_t> busy_ = 0;
    std::atomic<std::uint64_t> store_trouble_ = 0;
    std::atomic<std::uint64_t> bytes_in_ = 0;
    std::atomic<std::uint64_t> bytes_out_ = 0;
};

}  // namespace phirap::server
