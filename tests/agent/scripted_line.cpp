#include "tests/agent/scripted_line.h"

#include <doctest/doctest.h>

#include "shared/wire/admission.h"
#include "shared/wire/frame.h"

namespace phirap::testing {
namespace {

SigningKey key_filled(std::uint8_t byte) {
    SigningKey::Seed seed{};
    seed.fill(byte);
    return SigningKey(seed);
}

// The one that office_pc.cpp enrols at.
SigningKey the_server() {
    return key_filled(250);
}

agent::Answer answer(Bytes body) {
    return {200, std::move(body), 5};
}

}  // namespace

ScriptedLine::ScriptedLine(OfficePc& pc) : pc_(pc) {}

ScriptedLine& ScriptedLine::then_lost() {
    script_.emplace_back([](const std::string&, BytesView) -> Result<agent::Answer> {
        return fail(ErrorKind::unreachable, "line_unreachable", {{"why", "cut by the test"}});
    });
    return *this;
}

ScriptedLine& ScriptedLine::then_says(const std::string& body) {
    script_.emplace_back([body](const std::string&, BytesView) -> Result<agent::Answer> {
        const BytesView bytes = bytes_of(body);
        return answer({bytes.begin(), bytes.end()});
    });
    return *this;
}

ScriptedLine& ScriptedLine::then_replays() {
    script_.emplace_back(
        [this](const std::string&, BytesView) -> Result<agent::Answer> { return answer(last_); });
    return *this;
}

ScriptedLine& ScriptedLine::then_verdict(Verdict verdict, std::int64_t come_back_ms) {
    script_.emplace_back([=, this](const std::string& path, BytesView body) -> Result<agent::Answer> {
        return answer(serve(path, body, the_server(), verdict, come_back_ms));
    });
    return *this;
}

ScriptedLine& ScriptedLine::then_answer_lost() {
    script_.emplace_back([this](const std::string& path, BytesView body) -> Result<agent::Answer> {
        static_cast<void>(serve(path, body, the_server(), Verdict::taken, 0));
        return fail(ErrorKind::unreachable, "line_unreachable", {{"why", "cut by the test"}});
    });
    return *this;
}

ScriptedLine& ScriptedLine::then_another_server() {
    script_.emplace_back([this](const std::string& path, BytesView body) -> Result<agent::Answer> {
        return answer(serve(path, body, key_filled(251), Verdict::taken, 0));
    });
    return *this;
}

Result<agent::Answer> ScriptedLine::post(const std::string& path, BytesView body) {
    ++posts_;
    meanwhile();
    if (!script_.empty()) {
        const Reply reply = std::move(script_.front());
        script_.pop_front();
        return reply(path, body);
    }
    last_ = serve(path, body, the_server(), Verdict::taken, 0);
    return answer(last_);
}

std::uint64_t ScriptedLine::held() const {
    std::uint64_t held = 0;
    for (const auto& [lineage, through] : held_) {
        held += through;
    }
    return held;
}

Bytes ScriptedLine::serve(const std::string& path, BytesView body, const SigningKey& key, Verdict verdict,
                          std::int64_t come_back_ms) {
    return path == "/v1/enrol" ? admit(body, key, verdict) : sync(body, key, verdict, come_back_ms);
}

Bytes ScriptedLine::admit(BytesView body, const SigningKey& key, Verdict verdict) {
    const auto request = decode_enrolment(body);
    REQUIRE(request);
    Acknowledgement word;
    word.server = key.writer();
    word.agent = writer_of(request->key);
    word.nonce = request->nonce;
    word.request = digest_of({body});
    word.verdict = verdict;
    word.wall_ms = pc_.clock().wall_ms();
    if (verdict == Verdict::taken) {
        word.paper = make_paper({key.writer(), request->key, request->office}, key);
    }
    return encode_acknowledgement(word, key);
}

void ScriptedLine::take(const Bytes& encoded) {
    const auto frame = decode_frame(encoded);
    REQUIRE(frame);
    std::uint64_t& through = held_[frame->header.lineage];
    if (frame->header.first <= through + 1) {
        through = std::max(through, frame->header.first + frame->header.count - 1);
    }
}

Bytes ScriptedLine::sync(BytesView body, const SigningKey& key, Verdict verdict, std::int64_t come_back_ms) {
    const auto received = decode_request(body);
    REQUIRE(received);
    const Hello& hello = received->request.hello;
    const bool taken = verdict == Verdict::taken;
    if (taken && key.writer() == the_server().writer()) {
        for (const Bytes& frame : received->request.frames) {
            take(frame);
        }
    }
    Acknowledgement word;
    word.server = key.writer();
    word.agent = hello.agent;
    word.nonce = hello.nonce;
    word.request = digest_of({body});
    word.verdict = verdict;
    word.come_back_ms = come_back_ms;
    word.wall_ms = pc_.clock().wall_ms();
    const std::lock_guard lock(pc_mutex);
    const OperationLog log = pc_.store().log();
    for (const OfferedTip& tip : hello.tips) {
        const std::uint64_t through = std::min(held_[tip.lineage], tip.sequence);
        Held held;
        for (const LoggedBranch& branch : log.branches()) {
            if (through > 0 && branch.lineage == tip.lineage) {
                held = {through, *log.id_at({branch.number, through})};
            }
        }
        word.held.push_back(held);
    }
    if (taken || verdict == Verdict::damaged) {
        word.cursor = Cursor{word.epoch, 0, chain_start(key.writer(), log.office())};
    }
    if (hello.pictures) {
        pictures_asked += hello.pictures->size();
        word.upload_token = upload_token;
        for (const Sha256& picture : *hello.pictures) {
            word.pictures.push_back(archived.contains(picture)   ? Kept::archived
                                    : pictures.contains(picture) ? Kept::held
                                                                 : Kept::no);
        }
    }
    const Bytes page = encode_page({});
    word.page = digest_of({page});
    return encode_response({encode_acknowledgement(word, key), page});
}

}  // namespace phirap::testing
