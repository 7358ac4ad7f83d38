// Who adds to which upload. One at a time; and one whose line has died does not keep the others out.
//
// A dead connection is often noticed late: the office is back on the line while we still wait for bytes of
// its last request. So a turn is a number: whoever takes the upload over gets the next one, and the one
// before finds at its next piece that its turn is over. What it had received counts nevertheless: it was
// handed over, not lost (`hand_over`).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "server/upload_store.h"

namespace phirap::server {

class UploadTurns {
  public:
    // Of one upload. `mutex` guards all of it.
    struct Place {
        std::mutex mutex;
        std::uint64_t turn = 0;
        bool taken = false;
        std::int64_t heard_ms = 0;        // when its holder last had bytes, on the steady clock
        std::function<void()> hand_over;  // makes durable what the holder has; called with `mutex`
    };

    // While it lives, the place is taken; unless somebody else took it over.
    class Turn {
      public:
        Turn(std::shared_ptr<Place> place, std::uint64_t number)
            : place_(std::move(place)), number_(number) {}
        Turn(Turn&& other) noexcept = default;
        Turn& operator=(Turn&&) = delete;
        ~Turn();

        // Runs `work` if this is still our turn, and nobody takes it over meanwhile. False: it is not.
        [[nodiscard]] bool run(std::int64_t steady_ms, const std::function<void()>& work);
        // What is to be done for us by whoever takes over. To be cleared before what it needs is gone.
        void on_hand_over(std::function<void()> hand_over);

      private:
        std::shared_ptr<Place> place_;
        std::uint64_t number_;
    };

    // A holder that had no bytes for this long may be taken over by anybody.
    static constexpr std::int64_t silent_ms = 2'000;

    // Nothing when a holder is alive and `may_interrupt` is false.
    [[nodiscard]] std::optional<Turn> take(const UploadName& name, std::int64_t steady_ms,
                                           bool may_interrupt);

  private:
    std::mutex mutex_;
    std::map<UploadName, std::weak_ptr<Place>> places_;
};

}  // namespace phirap::server
