// How often codes may be tried that turn out wrong: for each address, and in all.
//
// A code's 80 bits are what stops guessing; this keeps whoever tries all the same from costing us much. An
// honest office must get in meanwhile: a right code costs its address nothing (and its checksum finds typing
// errors on the office's own PC), and when too many are wrong in all, an address that has had none wrong is
// still heard.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace phirap::server {

// So many at once, then one each `each_ms`. Times are of a clock that never goes back.
class Bucket {
  public:
    Bucket(std::int64_t at_once, std::int64_t each_ms) : all_ms_(at_once * each_ms), each_ms_(each_ms) {}

    // 0 when there is one to take now.
    [[nodiscard]] std::int64_t wait_ms(std::int64_t now_ms) const {
        return std::max<std::int64_t>(std::max(full_at_ms_, now_ms) + each_ms_ - all_ms_ - now_ms, 0);
    }
    void take(std::int64_t now_ms) { full_at_ms_ = std::max(full_at_ms_, now_ms) + each_ms_; }
    void give_back() { full_at_ms_ -= each_ms_; }
    [[nodiscard]] bool is_full(std::int64_t now_ms) const { return full_at_ms_ <= now_ms; }

  private:
    std::int64_t all_ms_;
    std::int64_t each_ms_;
    std::int64_t full_at_ms_ = 0;
};

class GuessLimit {
  public:
    // A school that enrols thirty PCs at once, behind one address, is no attack.
    static constexpr std::int64_t tries_at_once = 30;
    static constexpr std::int64_t try_each_ms = 10'000;
    static constexpr std::int64_t all_tries_at_once = 600;
    static constexpr std::int64_t all_try_each_ms = 100;
    static constexpr std::size_t addresses_max = 4096;

    // A try is about to be made from `network` (network_of): 0, and it counts as wrong until it is known to
    // be right; or how long to wait first.
    [[nodiscard]] std::int64_t begin(const std::string& network, std::int64_t now_ms);
    // It was right after all, or no try: nothing was said of a code.
    void was_no_guess(const std::string& network);

  private:
    void forget_some(std::int64_t now_ms);

    std::mutex mutex_;
    std::map<std::string, Bucket> tries_;
    Bucket all_{all_tries_at_once, all_try_each_ms};
};

// What one subscriber holds of the internet: an IPv4 address, the first 64 bits of an IPv6 address; "" for
// this machine itself, for a proxy on it that names nobody, and for what is no address.
[[nodiscard]] std::string network_of(const std::string& address);

// Who asks: the peer, or whom it names when it is a proxy on this machine; nobody else is believed.
[[nodiscard]] std::string asker_of(const std::string& peer, const std::string& named);

}  // namespace phirap::server
