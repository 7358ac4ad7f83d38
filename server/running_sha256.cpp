#include "server/running_sha256.h"

#include <algorithm>
#include <iterator>

namespace phirap::server {
namespace {

constexpr std::size_t word_bytes = sizeof(std::uint32_t);
constexpr std::size_t count_bytes = sizeof(std::uint64_t);

template <typename Number>
void append_number(Bytes& to, Number number) {
    for (std::size_t i = sizeof number; i > 0; --i) {
        to.push_back(static_cast<std::uint8_t>(number >> (8 * (i - 1))));
    }
}

template <typename Number>
Number take_number(BytesView& from) {
    Number number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i) {
        number = static_cast<Number>((number << 8) | from[i]);
    }
    from = from.subspan(sizeof number);
    return number;
}

}  // namespace

RunningSha256::RunningSha256() : state_{} {
    crypto_hash_sha256_init(&state_);
}

void RunningSha256::add(BytesView bytes) {
    crypto_hash_sha256_update(&state_, bytes.data(), bytes.size());
}

Sha256 RunningSha256::value() const {
    crypto_hash_sha256_state copy = state_;
    Sha256 value;
    crypto_hash_sha256_final(&copy, value.bytes.data());
    return value;
}

Bytes RunningSha256::written() const {
    Bytes bytes;
    for (const std::uint32_t word : state_.state) {
        append_number(bytes, word);
    }
    append_number(bytes, state_.count);
    append(bytes, state_.buf);
    return bytes;
}

std::optional<RunningSha256> RunningSha256::from(BytesView written) {
    RunningSha256 running;
    if (written.size() !=
        std::size(running.state_.state) * word_bytes + count_bytes + std::size(running.state_.buf)) {
        return std::nullopt;
    }
    for (std::uint32_t& word : running.state_.state) {
        word = take_number<std::uint32_t>(written);
    }
    running.state_.count = take_number<std::uint64_t>(written);
    std::ranges::copy(written, running.state_.buf);
    return running;
}

}  // namespace phirap::server
