// The server's door for pictures, as a test wants it: it keeps bytes by offset, and fails as it is told.
#pragma once

#include <deque>
#include <functional>

#include "agent/upload_line.h"
#include "tests/agent/scripted_line.h"

namespace phirap::testing {

class TusServer : public agent::UploadLine {
  public:
    // What arrives whole is held, and the line's signed word says so.
    explicit TusServer(ScriptedLine& line) : line_(line) {}

    // What the next requests meet, in order; when none is left, the server.
    TusServer& then_cut_after(std::size_t body_bytes);  // so much of the body arrives, and no answer
    TusServer& then_answers(int status, std::map<std::string, std::string> headers = {});
    // Called while a request is on the line.
    std::function<void()> meanwhile = [] {};

    [[nodiscard]] Result<agent::LineReply> ask(const agent::LineRequest& request) override;

    struct Coming {
        std::uint64_t length = 0;
        Bytes bytes;
    };
    std::map<std::string, Coming> coming;  // by hexadecimal SHA-256
    std::vector<std::string> methods;      // of all requests, in order
    std::vector<std::string> arrived;      // in order, hexadecimal
    std::uint64_t body_bytes = 0;          // of all requests
    std::size_t largest_body = 0;
    std::string token = "token";

  private:
    using Reply = std::function<Result<agent::LineReply>(const agent::LineRequest&)>;
    [[nodiscard]] agent::LineReply serve(const agent::LineRequest& request, std::size_t arrives);

    ScriptedLine& line_;
    std::deque<Reply> script_;
};

}  // namespace phirap::testing
