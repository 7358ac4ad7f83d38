#include "server/upload_turns.h"

namespace phirap::server {

std::optional<UploadTurns::Turn> UploadTurns::take(const UploadName& name, std::int64_t steady_ms,
                                                   bool may_interrupt) {
    std::shared_ptr<Place> place;
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(places_, [](const auto& entry) { return entry.second.expired(); });
        std::weak_ptr<Place>& known = places_[name];
        place = known.lock();
        if (place == nullptr) {
            known = place = std::make_shared<Place>();
        }
    }
    const std::lock_guard lock(place->mutex);
    if (place->taken) {
        if (!may_interrupt && steady_ms - place->heard_ms < silent_ms) {
            return std::nullopt;
        }
        if (place->hand_over) {
            std::exchange(place->hand_over, nullptr)();
        }
    }
    place->taken = true;
    place->heard_ms = steady_ms;
    return Turn(place, ++place->turn);
}

UploadTurns::Turn::~Turn() {
    if (place_ != nullptr) {
        const std::lock_guard lock(place_->mutex);
        if (place_->turn == number_) {
            place_->taken = false;
            place_->hand_over = nullptr;
        }
    }
}

bool UploadTurns::Turn::run(std::int64_t steady_ms, const std::function<void()>& work) {
    const std::lock_guard lock(place_->mutex);
    if (place_->turn != number_) {
        return false;
    }
    place_->heard_ms = steady_ms;
    work();
    return true;
}

void UploadTurns::Turn::on_hand_over(std::function<void()> hand_over) {
    const std::lock_guard lock(place_->mutex);
    if (place_->turn == number_) {
        place_->hand_over = std::move(hand_over);
    }
}

}  // namespace phirap::server
