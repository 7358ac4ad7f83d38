#include "agent/cli/front.h"

#include <cstdio>

#include "agent/cli/browser.h"
#include "agent/desk/assets.h"

namespace phirap::agent {
namespace {

void print(const std::string& line) {
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

}  // namespace

Front::Front(const Context& context, Ground& ground, Clock& clock, Chance& chance, bool opens)
    : context_(context),
      ground_(ground),
      reception_({context.folder, context.config, context.language, clock, chance}),
      opens_(opens) {}

Front::~Front() {
    if (desk_) {
        desk_->stop();
    }
}

Result<void> Front::open(const DeskAddress& address) {
    desk_.emplace(address, Desk::Parts{[this](DeskRequest& request) { return reception_.answer(request); },
                                       [this](const DeskRequest& request) {
                                           return reception_.may_bring_much(request);
                                       },
                                       [this] { reception_.rest(); }, &ground_.watchdog});
    const Result<int> port = desk_->bind();
    if (!port) {
        desk_.reset();
        return tl::unexpected(port.error());
    }
    reception_.is_at({address.host, *port});
    desk_->start();
    return {};
}

void Front::say_where() {
    if (std::exchange(said_, true)) {
        return;
    }
    const Language language = context_.language;
    if (assets().empty()) {
        print(say(language, "serve_no_pages"));
    }
    if (opens_) {
        const std::string url = reception_.launch_address();
        if (open_in_browser(context_.folder, url)) {
            print(say(language, "desk_opened"));
            return;
        }
    }
    // Whoever may read the journal is not let in for that.
    print(standard_error_is_journal()
              ? say(language, "serve_desk_journal", {{"address", reception_.address()}})
              : say(language, "serve_desk", {{"url", reception_.launch_address()}}));
}

}  // namespace phirap::agent
