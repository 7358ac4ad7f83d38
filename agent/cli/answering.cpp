#include "agent/cli/answering.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <array>

#include "shared/host/disk_room.h"
#include "shared/host/idle_memory.h"

namespace phirap::agent {

Answering::Answering(Parts parts, std::size_t threads)
    : parts_(std::move(parts)), control_(parts_.agent.folder), stopping_(::eventfd(0, EFD_CLOEXEC)) {
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { work(); });
    }
}

Answering::~Answering() {
    control_.take_no_more();
    const std::uint64_t one = 1;
    static_cast<void>(!::write(stopping_.number(), &one, sizeof one));
    for (std::thread& thread : threads_) {
        thread.join();
    }
}

void Answering::work() {
    std::optional<Watchdog::Watched> watched;
    if (parts_.watchdog != nullptr) {
        watched.emplace(*parts_.watchdog, "answering");
    }
    const int rest_ms = parts_.watchdog == nullptr ? -1 : parts_.watchdog->poll_ms();
    while (true) {
        beat();
        std::array<pollfd, 2> waiting = {pollfd{control_.descriptor(), POLLIN, 0},
                                         pollfd{stopping_.number(), POLLIN, 0}};
        ::poll(waiting.data(), waiting.size(), rest_ms);
        if (waiting[0].revents == 0) {
            if (waiting[1].revents != 0) {
                return;
            }
            continue;
        }
        try {
            serve_one();
        } catch (const std::exception&) {
            // Whoever asked sees the connection end: that it is not known what became of it, they are told
            // (control_no_answer). The next one is served.
        }
    }
}

void Answering::serve_one() {
    const Served served =
        control_.serve_one([this](const ControlRequest& request) { return answer(request); });
    if (served == Served::answered && parts_.context.in_service) {
        const std::lock_guard lock(parts_.shares.mutex);
        parts_.agent.database->release_memory();
        give_memory_back();
    }
}

std::variant<Invocation, Leaving> asked_by(const ControlRequest& request, Context& context) {
    context.out.clear();
    context.err.clear();
    std::vector<std::string> arguments = request.arguments;
    if (!arguments.empty()) {
        context.language = arguments.front() == "en" ? Language::english : Language::thai;
        arguments.erase(arguments.begin());
    }
    auto read = read_arguments(arguments, context.language);
    if (const auto* invocation = std::get_if<Invocation>(&read)) {
        context.json = invocation->json;
    }
    return read;
}

ControlReply Answering::answer(const ControlRequest& request) {
    Context context = parts_.context;
    const auto read = asked_by(request, context);
    if (const auto* leaving = std::get_if<Leaving>(&read)) {
        return {leaving->status, "", leaving->text, {}};
    }
    const Invocation& invocation = std::get<Invocation>(read);
    if (const auto file = request.files.find(file_of(invocation.asked)); file != request.files.end()) {
        context.file = file->second;
    }
    context.pictures = pictures_from(request.files);
    context.store = parts_.agent.store.get();
    context.next_attempt = parts_.next_attempt();
    keep_ballast(context.folder);
    const int status = run_on_store(invocation, context, parts_.shares, parts_.contact);
    parts_.after(invocation);
    return {status, std::move(context.out), std::move(context.err), std::move(context.made)};
}

Result<ControlReply> ask_owner(const Invocation& invocation, const Context& context) {
    ControlRequest request;
    request.arguments = invocation.arguments;
    request.arguments.insert(request.arguments.begin(), context.language == Language::english ? "en" : "th");
    if (context.file) {
        request.files[file_of(invocation.asked)] = *context.file;
    }
    put_pictures(context.pictures, request.files);
    return call(context.folder, request);
}

}  // namespace phirap::agent
