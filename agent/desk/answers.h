// The desk's answers: each page's JSON (agent/desk/DESK.md), on this PC's store.
//
// Whoever reads the socket has decided who may come in (agent/desk/door.h); here a request is only what it
// asks for. Several may be answered at once: the store is held while one reads or writes it, and not while a
// picture is made ready or the line is in use.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>

#include "agent/cli/context.h"
#include "agent/desk/exchange.h"
#include "agent/desk/month_shelf.h"
#include "agent/pictures/renderer.h"

namespace phirap::agent {

// What there is to answer with. All that is pointed at outlives the answering.
struct DeskParts {
    AgentStore& store;
    std::mutex& mutex;  // of the store
    Clock& clock;
    Chance& chance;
    std::filesystem::path folder;  // the agent's data folder
    const Config& config;
    std::function<Contact()> contact;  // makes one with the server, and waits for its end
    std::function<NextAttempt()> next_attempt;
    std::function<void()> saved;  // something was, and waits to be sent; called without the mutex
    bool demo = false;            // a demo office, which is never sent
    Renderer renderer = Renderer();
    // One picture is made ready at a time: two large ones are more than an old PC has memory for.
    std::shared_ptr<std::mutex> rendering = std::make_shared<std::mutex>();
    // Months that were folded before; cleared when the process rests.
    std::shared_ptr<MonthShelf> shelf = std::make_shared<MonthShelf>();
};

// The answer to a request for `/api/...` or `/receipt/....svg`. What is not there: 404. Whatever the machine
// throws is said in the reply: what became of the work, and what to do next.
[[nodiscard]] DeskReply answer(const DeskRequest& request, DeskParts& parts);

}  // namespace phirap::agent
