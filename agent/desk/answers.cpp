#include "agent/desk/answers.h"

namespace phirap::agent {

DeskReply answer(const DeskRequest&, DeskParts&) {
    return {404, "application/json", R"({"error": {"key": "desk_not_there", "message": ""}})", {}};
}

}  // namespace phirap::agent
