// Log lines for an admin: what was being done, to what, why it failed, what to try.
//
//     error send frame: unreachable: connect to sync.example.org:443 timed out after 30 s
//       office=4305 agent=7f3a operations=118-164 attempt=4 next_attempt=09:42
//       hint="other offices synced within the last minute: look at this office's line first"
//
// What stands in a line may come from anybody (a file's name, a server's answer). So control characters,
// line ends of every kind and marks that turn the direction of writing are escaped: nobody forges a line.
// An entry leaves in one write, whole among those of other threads. To the journal it goes as one line, with
// its priority before it (sd-daemon(3)), so that it is one record there and `journalctl -p` finds it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "shared/core/error.h"

namespace phirap {

enum class LogLevel { debug, info, warning, error };

struct LogEntry {
    std::string_view doing;  // "send frame"
    std::string_view what;   // "unreachable: ..."; may be empty
    Arguments with = {};
    std::string_view hint = {};
};

// The entry's lines, each ended by a line feed.
[[nodiscard]] std::string log_lines(LogLevel level, const LogEntry& entry);
// The same as one line for the journal: "<4>send frame: unreachable ... hint=\"...\"".
[[nodiscard]] std::string journal_line(LogLevel level, const LogEntry& entry);

// Whether standard error is read by the journal: JOURNAL_STREAM names it (systemd.exec(5)), or a service
// manager started us (INVOCATION_ID) and took it by a pipe.
[[nodiscard]] bool standard_error_is_journal();

class Log {
  public:
    using Sink = std::function<void(std::string_view lines)>;

    // To standard error; where that is the journal, in its form.
    explicit Log(LogLevel least = LogLevel::info);
    // `sink` must bear being called from several threads if the log is used by several.
    Log(LogLevel least, Sink sink);

    void debug(const LogEntry& entry) const { write(LogLevel::debug, entry); }
    void info(const LogEntry& entry) const { write(LogLevel::info, entry); }
    void warning(const LogEntry& entry) const { write(LogLevel::warning, entry); }
    void error(const LogEntry& entry) const { write(LogLevel::error, entry); }
    void write(LogLevel level, const LogEntry& entry) const;

  private:
    LogLevel least_;
    Sink sink_;
    bool to_journal_ = false;
};

[[nodiscard]] std::string_view to_text(LogLevel level);
// "debug", "info", "warning", "error"; nothing otherwise.
[[nodiscard]] std::optional<LogLevel> log_level_from_text(std::string_view text);

}  // namespace phirap
