// A command's context, for what the desk says in the same words as the command line.
#pragma once

#include "agent/desk/answers.h"

namespace phirap::agent {

[[nodiscard]] inline Context context_of(const DeskParts& parts, Language language) {
    Context context;
    context.folder = parts.folder;
    context.config = parts.config;
    context.language = language;
    context.store = &parts.store;
    context.in_service = true;
    context.next_attempt = parts.next_attempt();
    return context;
}

}  // namespace phirap::agent
