// One office's agent and a server as production objects on real disks, with no line between them: a round
// is a function call. What a round costs here is what it costs but for HTTP.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "shared/core/operation.h"
#include "shared/replica/cut_frame.h"

namespace phirap::bench {

class Office {
  public:
    // Makes both data folders anew in `folder`, and a code that the agent is enrolled with. Not yet in
    // contact: the first sync redeems the code.
    explicit Office(const std::filesystem::path& folder);
    ~Office();
    Office(const Office&) = delete;
    Office& operator=(const Office&) = delete;

    // Saves rows, one operation each, in transactions of `rows_a_transaction`. Before the first contact
    // each operation has the time that its row names (`updated_at`), so rows come in that order; after it,
    // that time and a shift (row_clock.h).
    void record(std::span<const OperationBody> rows, std::size_t rows_a_transaction);

    // Rounds until both sides have nothing left for each other; stops the program if that takes no end.
    // The bytes of all requests, without HTTP's.
    std::size_t sync(const CutSize& size);

    // Every report of the agent, merged from its operations.
    void fold_all() const;

    [[nodiscard]] std::uint64_t outbox() const;
    [[nodiscard]] std::uint64_t stored_at_the_server() const;

  private:
    struct Machines;
    std::unique_ptr<Machines> machines_;
};

}  // namespace phirap::bench
