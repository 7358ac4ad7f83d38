#include "agent/cli/welcome.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>

#include "agent/cli/answering.h"
#include "agent/cli/commands.h"
#include "agent/cli/enrolling.h"

namespace phirap::agent {

Result<std::unique_ptr<Welcome>> Welcome::open(const Context& context, Ground& ground, Clock& clock,
                                               Chance& chance) {
    Result<DataFolder> folder = DataFolder::open(context.folder, DataFolder::Missing::make_it);
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    return std::make_unique<Welcome>(*std::move(folder), context, ground, clock, chance);
}

Welcome::Welcome(DataFolder folder, const Context& context, Ground& ground, Clock& clock, Chance& chance)
    : folder_(std::move(folder)),
      context_(context),
      ground_(ground),
      clock_(clock),
      chance_(chance),
      control_(std::make_unique<ControlSocket>(*folder_)),
      enrolled_(::eventfd(0, EFD_CLOEXEC)) {}

std::unique_ptr<OpenAgent> Welcome::wait() {
    while (true) {
        static_cast<void>(ground_.watchdog.look());
        std::array<pollfd, 3> waiting = {pollfd{ground_.signals.number(), POLLIN, 0},
                                         pollfd{enrolled_.number(), POLLIN, 0},
                                         pollfd{control_->descriptor(), POLLIN, 0}};
        ::poll(waiting.data(), waiting.size(), ground_.watchdog.poll_ms());
        if (waiting[0].revents != 0) {
            return nullptr;
        }
        if (waiting[1].revents != 0) {
            const std::lock_guard lock(mutex_);
            control_.reset();  // the full service listens there from now on
            return std::move(agent_);
        }
        if (waiting[2].revents != 0) {
            static_cast<void>(
                control_->serve_one([this](const ControlRequest& request) { return answer(request); }));
        }
    }
}

Result<std::string> Welcome::enrol(const std::string& text, const std::string& machine) {
    const Result<EnrolmentCode> code = enrolment_code_typed(text);
    if (!code) {
        return tl::unexpected(code.error());
    }
    const Result<std::string> name = machine_name(machine, context_.config);
    if (!name) {
        return tl::unexpected(name.error());
    }
    const std::lock_guard lock(mutex_);
    if (!folder_) {
        return fail(ErrorKind::busy, "already_serving", {});
    }
    auto agent = enrol_agent(*std::move(folder_), *code, *name, clock_, chance_);
    if (!agent) {
        folder_.reset();
        if (auto again = DataFolder::open(context_.folder, DataFolder::Missing::make_it)) {
            folder_ = *std::move(again);
        }
        return tl::unexpected(agent.error());
    }
    folder_.reset();
    agent_ = *std::move(agent);
    const std::uint64_t one = 1;
    (void)!::write(enrolled_.number(), &one, sizeof one);
    return agent_->store->enrolment().office;
}

ControlReply Welcome::answer(const ControlRequest& request) {
    Context context = context_;
    context.in_service = true;
    const auto read = asked_by(request, context);
    if (const auto* leaving = std::get_if<Leaving>(&read)) {
        return {leaving->status, "", leaving->text, {}};
    }
    const Invocation& invocation = std::get<Invocation>(read);
    if (front_ != nullptr) {
        context.desk = [this] { return front_->reception().launch_address(); };
    }
    int status = Exit::failed;
    if (const auto* asked = std::get_if<DeskAsked>(&invocation.asked)) {
        status = desk(*asked, context);
    } else if (const auto* asking = std::get_if<EnrolAsked>(&invocation.asked)) {
        const auto file = request.files.find(file_of(invocation.asked));
        const std::string code =
            file == request.files.end() ? asking->code : std::string(text_of(file->second));
        const Result<std::string> office = enrol(code, asking->machine);
        const std::lock_guard lock(mutex_);
        status = office && agent_ ? say_enrolled(*agent_->store, context)
                                  : context.report(office ? Error{ErrorKind::busy, "already_serving", {}}
                                                          : office.error());
    } else {
        status = context.report(
            Error{ErrorKind::not_found, "not_enrolled", {{"folder", context.folder.string()}}});
    }
    return {status, std::move(context.out), std::move(context.err), std::move(context.made)};
}

}  // namespace phirap::agent
