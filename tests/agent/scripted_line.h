// The other end of the line, as a test wants it: a server that signs, or whatever else may answer.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>

#include "agent/transport.h"
#include "shared/wire/sync_message.h"
#include "tests/agent/office_pc.h"

namespace phirap::testing {

class ScriptedLine : public agent::Transport {
  public:
    explicit ScriptedLine(OfficePc& pc);

    // What the next requests meet, in order; when none is left, the server.
    ScriptedLine& then_lost();                         // sent, and no answer
    ScriptedLine& then_says(const std::string& body);  // somebody answers 200 with that
    ScriptedLine& then_replays();                      // the answer before this one once more
    ScriptedLine& then_verdict(Verdict verdict, std::int64_t come_back_ms = 0);
    // The server holds the operations, and its answer is lost.
    ScriptedLine& then_answer_lost();
    // Another server answers, well-formed.
    ScriptedLine& then_another_server();
    // Whoever uses the PC's store holds this.
    std::mutex pc_mutex;
    // Called while the request is on the line.
    std::function<void()> meanwhile = [] {};
    // What its signed word says of pictures, and the right to send them.
    std::set<Sha256> pictures;
    std::set<Sha256> archived;  // likewise, and in a verified backup
    std::string upload_token = "token";
    std::size_t pictures_asked = 0;

    [[nodiscard]] Result<agent::Answer> post(const std::string& path, BytesView body) override;
    [[nodiscard]] std::size_t posts() const { return posts_; }
    // Operations that the server received, of any lineage.
    [[nodiscard]] std::uint64_t held() const;

  private:
    using Reply = std::function<Result<agent::Answer>(const std::string& path, BytesView body)>;
    [[nodiscard]] Bytes serve(const std::string& path, BytesView body, const SigningKey& key, Verdict verdict,
                              std::int64_t come_back_ms);
    [[nodiscard]] Bytes admit(BytesView body, const SigningKey& key, Verdict verdict);
    [[nodiscard]] Bytes sync(BytesView body, const SigningKey& key, Verdict verdict,
                             std::int64_t come_back_ms);
    void take(const Bytes& frame);

    OfficePc& pc_;
    std::deque<Reply> script_;
    std::map<LineageId, std::uint64_t> held_;
    Bytes last_;
    std::size_t posts_ = 0;
};

}  // namespace phirap::testing
