// The desk, from a request that was read to the reply that goes out: who may come in (door.h), what the pages
// are made of (assets.h), the settings of the door itself, and else whoever answers at present.
//
// Nobody answers while this PC is not enrolled: then there is the welcome page and what it needs. Whoever
// answers may change while requests come: each is answered by one or the other, whole.
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>

#include "agent/config.h"
#include "agent/desk/answers.h"
#include "agent/desk/demo.h"
#include "agent/desk/desk.h"
#include "agent/desk/door.h"
#include "agent/desk/pin.h"

namespace phirap::agent {

// Whoever answers at present.
struct Attendance {
    DeskParts* parts = nullptr;  // the store's; null while this PC is not enrolled
    // Takes a code: the office's number. Called on the request's thread.
    std::function<Result<std::string>(const std::string& code, const std::string& machine)> enrol;
    std::function<void()> rest = [] {};  // memory may be given back
};

class Reception {
  public:
    struct Parts {
        std::filesystem::path folder;
        const Config& config;
        Language language;  // where neither a cookie nor the configuration says
        Clock& clock;
        Chance& chance;
    };
    // Reads the key of the cookies, or makes it. Throws StoreError.
    explicit Reception(Parts parts);

    // What a browser calls us; before the first request.
    void is_at(const DeskAddress& address);
    // Whoever answers from now on; nothing: nobody, for a moment. Waits for what is being answered.
    void attend(std::optional<Attendance> attendance);
    void rest();

    [[nodiscard]] DeskReply answer(DeskRequest& request);
    [[nodiscard]] bool may_bring_much(const DeskRequest& request) const;
    // "http://127.0.0.1:4380/?launch=…", good once and for some minutes.
    [[nodiscard]] std::string launch_address();
    // The same without the token.
    [[nodiscard]] std::string address() const;

  private:
    [[nodiscard]] DeskReply reply_to(DeskRequest& request);
    [[nodiscard]] DeskReply launch(const DeskRequest& request);
    [[nodiscard]] DeskReply refusal(Entrance entrance, const DeskRequest& request) const;
    [[nodiscard]] DeskReply page(const DeskRequest& request);
    [[nodiscard]] DeskReply answered(DeskRequest& request);
    // For whoever changes who answers; waits for what is being answered, which may be a contact.
    [[nodiscard]] std::unique_lock<std::shared_timed_mutex> changing();
    [[nodiscard]] DeskReply unenrolled(const DeskRequest& request);
    [[nodiscard]] DeskReply enrol(DeskRequest& request);
    [[nodiscard]] DeskReply set_language(DeskRequest& request);
    [[nodiscard]] DeskReply set_pin(DeskRequest& request);
    [[nodiscard]] DeskReply unlock(DeskRequest& request);
    [[nodiscard]] DeskReply open_demo(DeskRequest& request);
    [[nodiscard]] DeskReply leave_demo();
    // Whoever has an answer: the demo office when it is open, else the office's own. Under attending_mutex_.
    [[nodiscard]] DeskParts* parts_now() const;
    // The door's own, or nothing.
    [[nodiscard]] std::optional<DeskReply> settings(DeskRequest& request);
    [[nodiscard]] std::optional<std::int64_t> unlocked_until(const DeskRequest& request);
    [[nodiscard]] bool is_locked(const DeskRequest& request);
    [[nodiscard]] std::string unlocked_cookie();
    void renew_cookies(const DeskRequest& request, DeskReply& reply);
    [[nodiscard]] std::string fresh_cookie();
    [[nodiscard]] Language language_of(const DeskRequest& request) const;

    Parts parts_;
    Threshold threshold_;
    Pin pin_;
    DeskAddress address_;
    std::mutex launches_mutex_;
    Launches launches_;
    std::shared_timed_mutex attending_mutex_;
    std::condition_variable_any attending_news_;
    std::optional<Attendance> attending_;
    std::unique_ptr<Demo> demo_;  // under attending_mutex_
    std::mutex demo_mutex_;       // of opening and leaving it
    std::atomic<int> sending_ = 0;
};

}  // namespace phirap::agent
