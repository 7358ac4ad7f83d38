// Reading the feed's page into the log, inside the transaction that moves the cursor.
#pragma once

#include <string>
#include <vector>

#include "agent/agent_store.h"

namespace phirap::agent {

class PageReader {
  public:
    PageReader(AgentStore& store, OperationLog& log, Progress& progress);

    // False when an item cannot be joined: what was joined before it stays, the cursor may not move, and the
    // page is asked for again.
    bool read(const std::vector<PageItem>& items);

    [[nodiscard]] std::size_t fetched() const { return fetched_; }
    // Somebody else went on with our own run.
    [[nodiscard]] bool forked() const { return forked_; }
    [[nodiscard]] const std::string& trouble() const { return trouble_; }

  private:
    bool read_run(const NamedRun& run);
    bool read_frame(const Bytes& encoded);
    void adopt_time(BytesView body);
    std::optional<PublicKey> key_of(const WriterId& writer);

    AgentStore& store_;
    OperationLog& log_;
    Progress& progress_;
    LineageId own_lineage_;
    Report admissions_;
    bool admissions_read_ = false;
    std::vector<Place> fed_;
    std::size_t fetched_ = 0;
    bool forked_ = false;
    std::string trouble_;
};

}  // namespace phirap::agent
