// The clock of an office's PC while make_rows.py's rows are saved on it.
#pragma once

#include <span>

#include "shared/core/clock.h"
#include "shared/core/operation.h"

namespace phirap::bench {

// At each reading, the time that the next row names (`updated_at`). A PC that has been in contact knows a
// later time than that: then all rows are shifted by one span, so that the times between them stay theirs.
class RowClock : public Clock {
  public:
    void rewind(std::span<const OperationBody> rows, std::int64_t known_ms) {
        rows_ = rows;
        at_ = 0;
        const bool behind = !rows.empty() && rows.front().time.wall_ms <= known_ms;
        shift_ms_ = behind ? known_ms - rows.front().time.wall_ms + 1 : 0;
    }
    std::int64_t wall_ms() override {
        return at_ == rows_.size() ? 0 : rows_[at_++].time.wall_ms + shift_ms_;
    }
    std::int64_t steady_ms() override { return 0; }

  private:
    std::span<const OperationBody> rows_;
    std::size_t at_ = 0;
    std::int64_t shift_ms_ = 0;
};

}  // namespace phirap::bench
