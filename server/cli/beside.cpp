#include "server/cli/beside.h"

#include <unistd.h>

#include <cstdio>

#include "shared/core/thai_calendar.h"
#include "shared/host/keys.h"

namespace phirap::server {
namespace {

constexpr std::chrono::milliseconds in_place_every{250};
constexpr std::chrono::seconds line_every{10};

std::string shown_count(std::uint64_t count) {
    return shown(static_cast<std::int64_t>(count));
}

}  // namespace

Result<StoreBeside> StoreBeside::open(const std::filesystem::path& path, Clock& clock, Chance& chance) {
    StoreBeside store;
    Result<DataFolder> folder = DataFolder::open(path, DataFolder::Missing::is_an_error);
    if (folder) {
        store.folder_ = *std::move(folder);
        Result<std::unique_ptr<Centre>> centre = Centre::open(path, clock, chance);
        if (!centre) {
            return tl::unexpected(centre.error());
        }
        store.centre_ = *std::move(centre);
        store.key_ = std::make_unique<SigningKey>(store.centre_->key());
        return store;
    }
    if (folder.error().kind != ErrorKind::busy) {
        return tl::unexpected(folder.error());
    }
    const Result<LoadedKey> key = load_key(path / Files::key);
    if (!key) {
        return tl::unexpected(key.error());
    }
    store.key_ = std::make_unique<SigningKey>(key->pair.seed);
    return store;
}

ShownProgress::ShownProgress(const Context& context)
    : language_(context.language),
      quiet_(context.json),
      in_place_(::isatty(STDERR_FILENO) == 1),
      next_(std::chrono::steady_clock::now() + std::chrono::seconds(1)) {}

ShownProgress::~ShownProgress() {
    if (shown_ && in_place_) {
        std::fputs("\r\033[K", stderr);
    }
}

GoOn ShownProgress::go_on() {
    return [this](const Progress& progress) {
        if (!quiet_ && std::chrono::steady_clock::now() >= next_) {
            show(progress);
        }
        return true;
    };
}

void ShownProgress::show(const Progress& progress) {
    const std::string line =
        say(language_, progress.what,
            {{"done", shown_count(progress.done)}, {"total", shown_count(progress.total)}});
    std::fputs(in_place_ ? ("\r\033[K" + line).c_str() : (line + "\n").c_str(), stderr);
    std::fflush(stderr);
    shown_ = true;
    next_ = std::chrono::steady_clock::now();
    next_ += in_place_ ? std::chrono::milliseconds(in_place_every) : std::chrono::milliseconds(line_every);
}

}  // namespace phirap::server
