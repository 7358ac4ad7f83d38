#include "shared/host/log.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "shared/core/text.h"

namespace phirap {
namespace {

// A server's answer can be a page of HTML: the line says how much more there was.
constexpr std::size_t value_bytes_max = 1024;

std::uint32_t code_point_of(std::string_view letter) {
    const auto first = static_cast<std::uint8_t>(letter[0]);
    std::uint32_t code = letter.size() == 1 ? first : first & (0x7fU >> letter.size());
    for (const char next : letter.substr(1)) {
        code = (code << 6) | (static_cast<std::uint8_t>(next) & 0x3fU);
    }
    return code;
}

std::size_t letter_bytes(std::string_view text) {
    const auto first = static_cast<std::uint8_t>(text[0]);
    const std::size_t length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return length <= text.size() && is_utf8(text.substr(0, length)) ? length : 0;
}

std::string escaped(std::string_view text, bool in_quotes) {
    std::string safe;
    while (!text.empty()) {
        if (safe.size() >= value_bytes_max) {
            return safe + fmt::format("... and {} bytes", text.size());
        }
        const std::size_t length = letter_bytes(text);
        if (length == 0) {
            safe += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(text[0]));
            text.remove_prefix(1);
            continue;
        }
        const std::uint32_t code = code_point_of(text.substr(0, length));
        if (code == '\n') {
            safe += "\\n";
        } else if (acts_on_a_terminal(code)) {
            safe += fmt::format("\\u{{{:x}}}", code);
        } else if (code == '\\' || (in_quotes && code == '"')) {
            safe += '\\';
            safe += text[0];
        } else {
            safe += text.substr(0, length);
        }
        text.remove_prefix(length);
    }
    return safe;
}

std::string value_text(std::string_view value) {
    const std::string safe = escaped(value, true);
    const bool bare = !safe.empty() && safe.find_first_of(" =\"\\") == safe.npos;
    return bare ? safe : '"' + safe + '"';
}

void write_to_standard_error(std::string_view lines) {
    while (!lines.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, lines.data(), lines.size());
        if (written <= 0) {
            return;  // nobody is left to be told
        }
        lines.remove_prefix(static_cast<std::size_t>(written));
    }
}

constexpr std::array<std::string_view, 4> level_names = {"debug", "info", "warning", "error"};

}  // namespace

std::string log_lines(LogLevel level, const LogEntry& entry) {
    std::string lines = fmt::format("{} {}", to_text(level), escaped(entry.doing, false));
    if (!entry.what.empty()) {
        lines += ": " + escaped(entry.what, false);
    }
    lines += '\n';
    if (!entry.with.empty()) {
        lines += ' ';
        for (const auto& [name, value] : entry.with) {
            lines += ' ' + escaped(name, false) + '=' + value_text(value);
        }
        lines += '\n';
    }
    if (!entry.hint.empty()) {
        lines += "  hint=\"" + escaped(entry.hint, true) + "\"\n";
    }
    return lines;
}

// Priorities of syslog(3).
std::string journal_line(LogLevel level, const LogEntry& entry) {
    static constexpr std::array<std::string_view, 4> priorities = {"<7>", "<6>", "<4>", "<3>"};
    const std::string lines = log_lines(level, entry);
    std::string line(priorities[static_cast<std::size_t>(level)]);
    // Line ends inside of values are escaped: those that are left are between the entry's own lines.
    for (std::size_t at = to_text(level).size() + 1; at < lines.size(); ++at) {
        if (lines[at] == '\n' && at + 2 < lines.size()) {
            at += 2;  // and one of the two blanks of the next line
        }
        line += lines[at];
    }
    return line;
}

bool standard_error_is_journal() {
    struct stat standing {};
    if (::fstat(STDERR_FILENO, &standing) != 0) {
        return false;
    }
    if (const char* stream = std::getenv("JOURNAL_STREAM")) {
        return fmt::format("{}:{}", standing.st_dev, standing.st_ino) == stream;
    }
    return std::getenv("INVOCATION_ID") != nullptr &&
           (S_ISFIFO(standing.st_mode) || S_ISSOCK(standing.st_mode));
}

Log::Log(LogLevel least) : Log(least, write_to_standard_error) {
    to_journal_ = standard_error_is_journal();
}

Log::Log(LogLevel least, Sink sink) : least_(least), sink_(std::move(sink)) {}

void Log::write(LogLevel level, const LogEntry& entry) const {
    if (level >= least_) {
        sink_(to_journal_ ? journal_line(level, entry) : log_lines(level, entry));
    }
}

std::string_view to_text(LogLevel level) {
    return level_names[static_cast<std::size_t>(level)];
}

std::optional<LogLevel> log_level_from_text(std::string_view text) {
    const auto found = std::ranges::find(level_names, text);
    if (found == level_names.end()) {
        return std::nullopt;
    }
    return static_cast<LogLevel>(found - level_names.begin());
}

}  // namespace phirap
