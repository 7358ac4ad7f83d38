// Commands that take long and only read: they work beside a running service, in their own process and with
// their caller's rights, by connections that cannot write.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "server/cli/context.h"
#include "server/progress.h"
#include "shared/host/data_folder.h"

namespace phirap::server {

// The store of a folder. Nobody serves it: opened, for writing too. Somebody does: only its key is read.
class StoreBeside {
  public:
    // Errors: those of DataFolder::open but folder_busy, of Centre::open, of the key.
    [[nodiscard]] static Result<StoreBeside> open(const std::filesystem::path& folder, Clock& clock,
                                                  Chance& chance);

    [[nodiscard]] const SigningKey& key() const { return *key_; }
    [[nodiscard]] Centre* centre() const { return centre_.get(); }  // null while a service has it

  private:
    StoreBeside() = default;

    std::optional<DataFolder> folder_;
    std::unique_ptr<Centre> centre_;
    std::unique_ptr<SigningKey> key_;
};

// Tells on standard error how far a job is, now and then; nothing with --json.
class ShownProgress {
  public:
    explicit ShownProgress(const Context& context);
    ~ShownProgress();
    ShownProgress(const ShownProgress&) = delete;
    ShownProgress& operator=(const ShownProgress&) = delete;

    [[nodiscard]] GoOn go_on();

  private:
    void show(const Progress& progress);

    Language language_;
    bool quiet_;
    bool in_place_;  // a terminal: one line, written over
    bool shown_ = false;
    std::chrono::steady_clock::time_point next_;
};

}  // namespace phirap::server
