#include "agent/desk/demo.h"

#include "agent/desk/demo_rows.h"
#include "shared/host/keys.h"
#include "shared/wire/mission_pack_file.h"

namespace phirap::agent {
namespace {

constexpr const char* office = "4301";

std::filesystem::path folder_in(const std::filesystem::path& data_folder) {
    return data_folder / "demo";
}

// A server that never was: nobody has its key, and nothing is asked at its address.
EnrolmentCode made_up_code(Chance& chance) {
    std::array<std::uint8_t, 32> seed{};
    chance.fill(seed);
    EnrolmentCode code;
    code.server_key = key_from_seed(seed).public_key;
    code.office = office;
    chance.fill(code.secret);
    code.url = "https://demo.invalid";  // RFC 2606: a name that means nothing
    code.mission = builtin_pack().mission;
    return code;
}

}  // namespace

bool Demo::is_there(const std::filesystem::path& data_folder) {
    return holds_an_agent(folder_in(data_folder));
}

Result<std::unique_ptr<Demo>> Demo::open(const std::filesystem::path& data_folder, const Config& config,
                                         Clock& clock, Chance& chance) {
    const std::filesystem::path folder = folder_in(data_folder);
    const bool is_new = !is_there(data_folder);
    auto agent = is_new ? enrol_agent(folder, made_up_code(chance), "demo", clock, chance)
                        : open_agent(folder, clock, chance);
    if (!agent) {
        return tl::unexpected(agent.error());
    }
    if (is_new) {
        save_demo_rows(*(*agent)->store, folder, clock.wall_ms());
    }
    return std::make_unique<Demo>(*std::move(agent), config, clock, chance);
}

void Demo::leave(std::unique_ptr<Demo> demo, const std::filesystem::path& data_folder) {
    demo.reset();
    // Under another name first: cut off in the middle, it is no demo any more and half a one never.
    const std::filesystem::path leaving = data_folder / "demo.leaving";
    std::error_code ignored;
    std::filesystem::remove_all(leaving, ignored);
    std::filesystem::rename(folder_in(data_folder), leaving, ignored);
    std::filesystem::remove_all(leaving, ignored);
}

void Demo::rest() {
    const std::lock_guard lock(mutex_);
    parts_.shelf->clear();
    agent_->database->release_memory();
}

Demo::Demo(std::unique_ptr<OpenAgent> agent, const Config& config, Clock& clock, Chance& chance)
    : agent_(std::move(agent)),
      parts_{*agent_->store,
             mutex_,
             clock,
             chance,
             agent_->folder.path(),
             config,
             [] {
                 Contact none;
                 none.ending = Ending::unreachable;
                 none.detail = "a demo office is never sent";
                 return none;
             },
             [&clock] {
                 return NextAttempt{clock.wall_ms() + day_ms, false};
             },
             [] {}} {
    parts_.demo = true;
}

}  // namespace phirap::agent
