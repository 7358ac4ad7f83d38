#include "agent/background.h"

#include <algorithm>
#include <chrono>

#include "agent/cli/spans.h"
#include "agent/waiting.h"
#include "shared/host/store_error.h"

namespace phirap::agent {
namespace {

// A PC that slept counts its sleep on the steady clock, and the wait does not: so it looks now and then.
constexpr std::int64_t look_every_ms = 30'000;

// After memory ran out outside of a contact.
constexpr std::int64_t after_trouble_ms = 60'000;

// The window that the server named last: in the last acknowledgement obeyed.
std::int64_t spread_in(const AgentStore& store) {
    const Bytes kept = store.progress().acknowledgement;
    const auto word = decode_acknowledgement(kept, store.enrolment().server_key);
    return word ? word->spread_ms : 0;
}

}  // namespace

Background::Background(Parts parts)
    : parts_(std::move(parts)),
      office_(parts_.shared.store.enrolment().office),
      agent_(parts_.shared.store.enrolment().agent.hex().substr(0, 8)),
      line_(parts_.shared.store.line()) {}

Background::~Background() {
    stop();
}

void Background::start() {
    {
        const std::lock_guard store_lock(parts_.shared.mutex);
        spread_ms_ = spread_in(parts_.shared.store);
    }
    due_ms_ = now_ms() + delay_at_start(spread_ms_, parts_.chance);
    thread_ = std::thread([this] { work(); });
}

void Background::stop() {
    stop_ = true;
    parts_.cancel();
    {
        const std::lock_guard lock(mutex_);
        changed_.notify_all();
    }
    if (thread_.joinable()) {
        thread_.join();
    }
}

void Background::bring_forward(std::int64_t delay_ms) {
    due_ms_ = std::min(due_ms_, now_ms() + delay_ms);
    changed_.notify_all();
}

void Background::something_saved() {
    const std::lock_guard lock(mutex_);
    // What waits for the quiet hours to end is looked at again: it may be due by now.
    if (failures_ == 0 || held_) {
        bring_forward(gather_ms);
    }
}

void Background::line_came_up(std::string_view what) {
    const std::lock_guard lock(mutex_);
    if (begun_ > ended_) {
        came_up_meanwhile_ = true;
    }
    if (failures_ > 0 && line_news_.heed(now_ms())) {
        bring_forward(delay_at_start(spread_ms_, parts_.chance));
    }
    parts_.log.info(
        {"line came up",
         what,
         {{"office", office_},
          {"failures", std::to_string(failures_)},
          {"next_attempt_in_s", std::to_string(std::max<std::int64_t>(due_ms_ - now_ms(), 0) / 1000)}}});
}

Contact Background::contact_now() {
    std::unique_lock lock(mutex_);
    const std::uint64_t wanted = begun_ + 1;
    asked_ = std::max(asked_, wanted);
    changed_.notify_all();
    while (!changed_.wait_for(lock, rest_for(look_every_ms), [&] { return ended_ >= wanted || stop_; })) {
        beat();
    }
    if (ended_ < wanted) {
        Contact stopped;
        stopped.ending = Ending::unreachable;
        stopped.detail = "the service was stopped";
        return stopped;
    }
    return last_;
}

std::optional<std::int64_t> Background::next_attempt_ms() const {
    const std::lock_guard lock(mutex_);
    if (begun_ > ended_) {
        return std::nullopt;
    }
    return parts_.shared.store.clock().wall_ms() + std::max<std::int64_t>(due_ms_ - now_ms(), 0);
}

std::chrono::milliseconds Background::rest_for(std::int64_t wait_ms) const {
    const std::int64_t rest_ms = parts_.watchdog == nullptr ? look_every_ms : parts_.watchdog->rest_ms_max();
    return std::chrono::milliseconds(std::min({wait_ms, rest_ms, look_every_ms}));
}

bool Background::is_held() const {
    const std::lock_guard lock(mutex_);
    return held_;
}

// Asked when something would go, not when it is planned: what is saved meanwhile may be due. After the quiet
// hours a province's offices would come in one second: they spread, over some minutes at least.
bool Background::hold_back(std::unique_lock<std::mutex>& lock) {
    if (!parts_.policy.quiet) {
        return false;
    }
    lock.unlock();
    Permission now;
    try {
        const std::lock_guard store_lock(parts_.shared.mutex);
        AgentStore& store = parts_.shared.store;
        Situation situation{corrected_ms(store)};
        if (quiet_left_ms(parts_.policy, situation.wall_ms) > 0) {
            situation.deadline_near = deadline_near(store, situation.wall_ms);
        }
        now = permission(parts_.policy, situation);
    } catch (const StoreError&) {
        // The contact itself will say what is wrong with the disk.
    }
    lock.lock();
    if (now.reports || asked_ > begun_) {
        held_ = false;
        return false;
    }
    const std::int64_t window_ms = std::max(spread_ms_, after_quiet_ms);
    due_ms_ = now_ms() + now.wait_ms + delay_at_start(window_ms, parts_.chance);
    if (!std::exchange(held_, true)) {
        parts_.log.info({"quiet hours",
                         "what waits goes when they are over",
                         {{"office", office_},
                          {"hours", quiet_hours_text(*parts_.policy.quiet)},
                          {"next_attempt_in_s", std::to_string((due_ms_ - now_ms()) / 1000)}}});
    }
    return true;
}

void Background::work() {
    std::optional<Watchdog::Watched> watched;
    if (parts_.watchdog != nullptr) {
        watched.emplace(*parts_.watchdog, "sync");
    }
    while (!stop_) {
        beat();
        try {
            step();
        } catch (const std::exception&) {
            after_trouble();
        }
    }
}

// One wait, or one contact.
void Background::step() {
    std::unique_lock lock(mutex_);
    const std::int64_t wait_ms = asked_ > begun_ ? 0 : due_ms_ - now_ms();
    if (wait_ms > 0) {
        if (!stop_) {
            changed_.wait_for(lock, rest_for(wait_ms));
        }
        return;
    }
    if (asked_ <= begun_ && hold_back(lock)) {
        return;
    }
    ++begun_;
    lock.unlock();
    const Contact contact = make_contact();
    const bool waiting = left_over(contact);
    lock.lock();
    last_ = contact;
    plan(contact, waiting);
    ended_ = begun_;
    changed_.notify_all();
    log(contact);
    lock.unlock();
    parts_.planned();
}

// Short of memory in the midst of a step. What was committed stays; whoever waits for the contact is let go,
// and the next one comes after a pause. Nothing here asks for memory.
void Background::after_trouble() {
    const std::lock_guard lock(mutex_);
    if (begun_ > ended_) {
        ended_ = begun_;
        last_ = {};
        last_.ending = Ending::own_trouble;
        ++failures_;
    }
    due_ms_ = std::max(due_ms_, now_ms() + after_trouble_ms);
    changed_.notify_all();
}

// On a line that is paid for by the byte they wait until a person asks for a contact.
Uploading* Background::pictures_of_contact() {
    bool asked = false;
    {
        const std::lock_guard lock(mutex_);
        asked = asked_ >= begun_;
    }
    const std::lock_guard store_lock(parts_.shared.mutex);
    if (!permission(parts_.policy, {corrected_ms(parts_.shared.store), asked}).pictures) {
        return nullptr;
    }
    if (asked && parts_.uploading != nullptr) {
        parts_.uploading->asked_by_a_person();
    }
    return parts_.uploading;
}

Contact Background::make_contact() {
    Contact contact;
    try {
        parts_.prepare();
        contact = run_contact(parts_.shared, parts_.transport, line_, stop_, pictures_of_contact());
    } catch (const StoreError& error) {
        contact.ending = Ending::store_trouble;
        contact.detail = error.what();
    } catch (const std::exception& error) {
        contact.ending = Ending::own_trouble;
        contact.detail = error.what();
    }
    parts_.rest();
    return contact;
}

// Whether the server was reached and still did not take what we have. What is saved while a contact is
// under way waits too, and goes with the next.
bool Background::left_over(const Contact& contact) const {
    if (contact.ending != Ending::reached) {
        return false;
    }
    try {
        const std::lock_guard store_lock(parts_.shared.mutex);
        return contact.pictures.left || parts_.shared.store.outbox() > 0;
    } catch (const StoreError&) {
        return true;  // the next attempt will say what is wrong
    }
}

void Background::plan(const Contact& contact, bool waiting) {
    const bool well = contact.ending == Ending::reached && (!waiting || contact.progressed);
    failures_ = well ? 0 : failures_ + 1;
    if (contact.ending == Ending::reached) {
        spread_ms_ = contact.spread_ms;
    }
    due_ms_ = now_ms() + delay_after(contact, failures_, waiting, parts_.interval_ms, parts_.chance);
    if (std::exchange(came_up_meanwhile_, false) && contact.ending == Ending::unreachable &&
        line_news_.heed(now_ms())) {
        due_ms_ = std::min(due_ms_, now_ms() + delay_at_start(spread_ms_, parts_.chance));
    }
}

void Background::log(const Contact& contact) const {
    Arguments with = {{"office", office_},
                      {"agent", agent_},
                      {"sent", std::to_string(contact.sent)},
                      {"fetched", std::to_string(contact.fetched)},
                      {"pictures", std::to_string(contact.pictures.pictures)}};
    if (contact.ending == Ending::reached) {
        if (contact.new_lineage) {
            parts_.log.warning(
                {"sync", "this agent's data was copied or restored: it goes on as a new lineage", with});
        } else if (contact.pictures.left) {
            parts_.log.info({"send pictures", contact.pictures.detail, with,
                             "the rest goes with the next contacts; phirap-agent status says where each is"});
        } else if (contact.sent + contact.fetched + contact.pictures.pictures > 0) {
            parts_.log.info({"sync", "done", with});
        } else {
            parts_.log.debug({"sync", "nothing new", with});
        }
        return;
    }
    with.emplace_back("attempt", std::to_string(failures_));
    with.emplace_back("next_attempt_in_s",
                      std::to_string(std::max<std::int64_t>(due_ms_ - now_ms(), 0) / 1000));
    parts_.log.warning({"sync", contact.detail, with, "phirap-agent status says what the officer can do"});
}

}  // namespace phirap::agent
