#include "server/guess_limit.h"

#include <arpa/inet.h>

#include <array>

#include "shared/core/bytes.h"

namespace phirap::server {

// The network "" is a proxy's that does not say for whom it asks. It is limited by nothing but the code's own
// bits: else one guesser would lock out every office behind it.
std::int64_t GuessLimit::begin(const std::string& network, std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    const auto own = tries_.find(network);
    const bool has_erred = own != tries_.end() && !own->second.is_full(now_ms);
    if (has_erred) {
        const std::int64_t wait = std::max(own->second.wait_ms(now_ms), all_.wait_ms(now_ms));
        if (wait > 0) {
            return wait;
        }
    }
    if (all_.wait_ms(now_ms) == 0) {
        all_.take(now_ms);
    }
    if (!network.empty()) {
        forget_some(now_ms);
        tries_.try_emplace(network, tries_at_once, try_each_ms).first->second.take(now_ms);
    }
    return 0;
}

void GuessLimit::was_no_guess(const std::string& network) {
    const std::lock_guard lock(mutex_);
    all_.give_back();
    if (const auto own = tries_.find(network); own != tries_.end()) {
        own->second.give_back();
    }
}

// Those whose tries are forgiven; if that is none, anybody: the bound on memory comes first.
void GuessLimit::forget_some(std::int64_t now_ms) {
    if (tries_.size() < addresses_max) {
        return;
    }
    std::erase_if(tries_, [&](const auto& one) { return one.second.is_full(now_ms); });
    if (tries_.size() >= addresses_max) {
        tries_.erase(tries_.begin());
    }
}

std::string network_of(const std::string& address) {
    in_addr four{};
    std::array<std::uint8_t, 16> six{};
    constexpr std::array<std::uint8_t, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    std::string text = address;
    if (::inet_pton(AF_INET6, text.c_str(), six.data()) == 1) {
        if (!std::equal(mapped.begin(), mapped.end(), six.begin())) {
            const bool is_own = to_hex(six).find_first_not_of('0') == 31;  // ::1
            return is_own ? "" : to_hex(BytesView(six).first(8));
        }
        text = std::to_string(six[12]) + "." + std::to_string(six[13]) + "." + std::to_string(six[14]) + "." +
               std::to_string(six[15]);
    }
    const bool is_four = ::inet_pton(AF_INET, text.c_str(), &four) == 1;
    return is_four && !text.starts_with("127.") ? text : "";
}

std::string asker_of(const std::string& peer, const std::string& named) {
    const bool is_proxy = peer == "127.0.0.1" || peer == "::1" || peer == "::ffff:127.0.0.1";
    return is_proxy && !named.empty() ? named : peer;
}

}  // namespace phirap::server
