#include "server/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "shared/host/files.h"
#include "shared/host/store_error.h"

namespace phirap::server {
namespace {

// Nobody is sent away for longer; agents spread further by themselves.
constexpr std::int64_t busy_ms_max = 10 * 60 * 1000;
// A disk in trouble needs a person: agents look again in a minute.
constexpr std::int64_t trouble_ms = 60 * 1000;
// Below this, the next commits may fail: whoever watches should know before the officers do.
constexpr std::uint64_t free_bytes_min = 64ULL * 1024 * 1024;

}  // namespace

Api::Api(Centre& centre, const Config& config, const Log& log)
    : centre_(centre),
      log_(log),
      disk_(centre.folder(), log),
      spread_ms_(config.spread_ms),
      waiting_max_(static_cast<std::size_t>(config.waiting_max)),
      slots_(config.slot_ms, busy_ms_max),
      uploads_(centre, config.uploads, log) {}

Doors Api::doors() {
    Doors doors;
    doors.sync = [this](BytesView request, const Asker& asker) {
        return answer("sync", answer_sync, request, asker);
    };
    doors.enrol = [this](BytesView request, const Asker& asker) { return answer_guess(request, asker); };
    doors.upload = [this](const UploadRequest& request, std::size_t waiting) {
        return take_picture(request, waiting);
    };
    doors.health = [] { return PlainAnswer{200, "ok\n"}; };
    doors.ready = [this] { return ready(); };
    doors.metrics = [this] { return metrics(); };
    return doors;
}

DoorAnswer Api::send_away(BytesView request, Verdict verdict, std::int64_t come_back_ms) {
    return trouble_answer(centre_.key(), request, centre_.clock().wall_ms(), verdict, come_back_ms);
}

// A code that was refused was a guess; whatever else came of it was none.
DoorAnswer Api::answer_guess(BytesView request, const Asker& asker) {
    const std::string network = network_of(asker.address);
    const std::int64_t wait_ms = guesses_.begin(network, centre_.clock().steady_ms());
    if (wait_ms > 0) {
        DoorAnswer later = send_away(request, Verdict::busy, wait_ms);
        count(later.status);
        return later;
    }
    DoorAnswer answered = answer("enrol", answer_enrolment, request, asker);
    if (answered.status != 403) {
        guesses_.was_no_guess(network);
    }
    return answered;
}

DoorAnswer Api::answer(const char* door, Answer with, BytesView request, const Asker& asker) {
    bytes_in_ += request.size();
    DoorAnswer answer;
    if (asker.waiting > waiting_max_) {
        ++busy_;
        answer = send_away(request, Verdict::busy, slots_.next(centre_.clock().steady_ms()));
    } else {
        try {
            disk_.look();
            const Centre::Writing writing = centre_.writing();
            const auto began = std::chrono::steady_clock::now();
            answer = with(writing.store(), request, Pace{.spread_ms = spread_ms_});
            slots_.took(std::chrono::duration_cast<std::chrono::microseconds>(
                            std::chrono::steady_clock::now() - began)
                            .count());
        } catch (const StoreError& error) {
            ++store_trouble_;
            log_.error({std::string("answer ") + door,
                        error.what(),
                        {{"folder", centre_.folder().string()}},
                        "nothing of this request was taken; agents keep everything and come back. Free disk "
                        "space, then run phirap-server doctor"});
            answer = send_away(request, Verdict::store_trouble, trouble_ms);
        }
    }
    count(answer.status);
    bytes_out_ += answer.body.size();
    if (answer.status == 400 || answer.status == 403) {
        say_refused(door, answer, request.size(), asker);
    }
    return answer;
}

void Api::say_refused(const char* door, const DoorAnswer& answer, std::size_t bytes, const Asker& asker) {
    const std::lock_guard lock(refusals_mutex_);
    const std::int64_t now = centre_.clock().steady_ms();
    if (refusals_.wait_ms(now) > 0) {
        ++refusals_unsaid_;
        return;
    }
    refusals_.take(now);
    Arguments with = {{"bytes", std::to_string(bytes)}, {"from", asker.address}};
    if (refusals_unsaid_ > 0) {
        with.emplace_back("unsaid_before", std::to_string(std::exchange(refusals_unsaid_, 0)));
    }
    log_.info({std::string("refuse ") + door,
               answer.status == 400 ? "not a request of this protocol" : "not admitted here", with});
}

// Pictures step back before rows do: at a quarter of the line at which rows are told to come again.
UploadAnswer Api::take_picture(const UploadRequest& request, std::size_t waiting) {
    UploadAnswer answer = uploads_.answer(request, waiting > waiting_max_ / 4);
    ++uploads_answered_;
    return answer;
}

void Api::count(int status) {
    const auto found = std::ranges::find(statuses, status);
    if (found != statuses.end()) {
        ++by_status_[static_cast<std::size_t>(found - statuses.begin())];
    }
}

std::uint64_t Api::answered() const {
    std::uint64_t sum = uploads_answered_;
    for (const auto& count : by_status_) {
        sum += count;
    }
    return sum;
}

PlainAnswer Api::ready() {
    try {
        const Snapshot snapshot = centre_.snapshot();
        const bool room = free_bytes(centre_.folder()) >= free_bytes_min;
        return room ? PlainAnswer{200, "ready\n"} : PlainAnswer{503, "disk nearly full\n"};
    } catch (const StoreError&) {
        return {503, "store in trouble\n"};
    }
}

// Prometheus text format 0.0.4.
PlainAnswer Api::metrics() {
    std::string text;
    const auto put = [&](std::string_view name, std::string_view type, std::string_view help,
                         std::string_view labels, std::uint64_t value) {
        if (!help.empty()) {
            text += fmt::format("# HELP phirap_{0} {1}\n# TYPE phirap_{0} {2}\n", name, help, type);
        }
        text += fmt::format("phirap_{}{} {}\n", name, labels, value);
    };
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        put("requests_total", "counter", i == 0 ? "Requests answered." : "",
            fmt::format("{{status=\"{}\"}}", statuses[i]), by_status_[i]);
    }
    const DiskRoom room = disk_room(centre_.folder());
    put("disk_free_bytes", "gauge", "Room on the disk, the ballast left out.", "", room.free_bytes);
    put("disk_level", "gauge", "0 roomy, 1 from 80 % on, 2 from 90 %, 3 from 97 %.", "",
        static_cast<std::uint64_t>(room.level()));
    put("upload_requests_total", "counter", "Requests to /v1/evidence answered.", "", uploads_answered_);
    put("busy_total", "counter", "Requests told to come back later.", "", busy_);
    put("store_trouble_total", "counter", "Requests that the disk failed.", "", store_trouble_);
    put("request_bytes_total", "counter", "Bytes of request bodies.", "", bytes_in_);
    put("response_bytes_total", "counter", "Bytes of response bodies.", "", bytes_out_);
    try {
        const Snapshot snapshot = centre_.snapshot();
        const ServerStore& store = snapshot.store();
        std::uint64_t operations = 0;
        const std::vector<Office> offices = store.offices();
        for (const Office& office : offices) {
            operations += store.feed(office).position;
        }
        put("operations", "gauge", "Operations held.", "", operations);
        put("offices", "gauge", "Offices with a feed.", "", offices.size());
        const std::int64_t now = centre_.clock().wall_ms();
        std::uint64_t revoked = 0;
        std::uint64_t queued = 0;
        std::uint64_t never = 0;
        std::int64_t oldest_ms = 0;
        const std::vector<AgentRow> agents = store.agents();
        for (const AgentRow& agent : agents) {
            revoked += agent.revoked ? 1 : 0;
            never += agent.contact_ms ? 0 : 1;
            queued += static_cast<std::uint64_t>(agent.queue.value_or(0));
            oldest_ms = std::max(oldest_ms, agent.contact_ms ? now - *agent.contact_ms : 0);
        }
        put("agents", "gauge", "Agents admitted.", "", agents.size());
        put("agents_revoked", "gauge", "Agents revoked.", "", revoked);
        put("agents_never_heard", "gauge", "Agents never heard of since admission.", "", never);
        put("agents_queued_operations", "gauge", "Operations that agents last said they keep waiting.", "",
            queued);
        put("agents_oldest_contact_seconds", "gauge", "Since the contact of the agent longest silent.", "",
            static_cast<std::uint64_t>(std::max<std::int64_t>(oldest_ms, 0) / 1000));
        put("store_up", "gauge", "Whether the store could be read.", "", 1);
    } catch (const StoreError&) {
        put("store_up", "gauge", "Whether the store could be read.", "", 0);
    }
    return {200, std::move(text)};
}

}  // namespace phirap::server
