// What the line does to a round, and who stands in it.
#include <algorithm>

#include "shared/wire/limits.h"
#include "tests/simulation/world.h"

namespace phirap::simulation {
namespace {

constexpr std::size_t remembered_max = 200;

}  // namespace

std::optional<Bytes> World::carry(Machine& machine, bool enrolment, const Bytes& request) {
    pass(up_to(3000));
    if (request.size() > limits::request_bytes_max) {
        broken(machine.folder + " sends more than a request may hold");
    }
    if (happens(Trouble::partition)) {
        machine.no_line_until_ms = now_ms_ + up_to(3 * day_ms);
    }
    if (happens(Trouble::portal)) {
        machine.portal_until_ms = now_ms_ + up_to(12 * hour_ms);
    }
    if (now_ms_ < machine.no_line_until_ms) {
        return std::nullopt;
    }
    if (now_ms_ < machine.portal_until_ms) {
        const BytesView page = bytes_of("<html>Please log in to this network</html>");
        return chance_.coin() ? Bytes() : Bytes(page.begin(), page.end());
    }
    if (happens(Trouble::impostor)) {
        return impostors_answer(enrolment, request);
    }
    return through_the_line(enrolment, request);
}

std::optional<Bytes> World::through_the_line(bool enrolment, Bytes request) {
    if (happens(Trouble::replay) && !old_requests_.empty()) {
        const auto [was_enrolment, old] = old_requests_[chance_.below(old_requests_.size())];
        (void)at_the_server(was_enrolment, old);
    }
    if (old_requests_.size() < remembered_max) {
        old_requests_.emplace_back(enrolment, request);
    }
    if (happens(Trouble::delay)) {
        on_their_way_.push_back({now_ms_ + up_to(hour_ms), enrolment, std::move(request)});
        return std::nullopt;
    }
    if (happens(Trouble::drop)) {
        return std::nullopt;
    }
    if (happens(Trouble::duplicate)) {
        (void)at_the_server(enrolment, request);
    }
    if (happens(Trouble::bit_flip)) {
        request[chance_.below(request.size())] ^= static_cast<std::uint8_t>(1U << chance_.below(8));
    }
    std::optional<Bytes> answer = at_the_server(enrolment, request);
    if (!answer || happens(Trouble::drop)) {
        return std::nullopt;
    }
    if (answer->size() > limits::response_bytes_max) {
        broken("the server answers with more than a response may hold");
    }
    return changed_on_the_way(*std::move(answer));
}

std::optional<Bytes> World::changed_on_the_way(Bytes answer) {
    if (happens(Trouble::stale) && !old_answers_.empty()) {
        return old_answers_[chance_.below(old_answers_.size())];
    }
    if (old_answers_.size() < remembered_max) {
        old_answers_.push_back(answer);
    }
    if (answer.empty()) {
        return answer;
    }
    if (happens(Trouble::truncate)) {
        answer.resize(chance_.below(answer.size()));
    } else if (happens(Trouble::bit_flip)) {
        answer[chance_.below(answer.size())] ^= static_cast<std::uint8_t>(1U << chance_.below(8));
    } else if (happens(Trouble::splice)) {
        const std::optional<SyncResponse> now = decode_response(answer);
        const std::optional<SyncResponse> old =
            decode_response(old_answers_[chance_.below(old_answers_.size())]);
        if (now && old) {
            return encode_response({now->acknowledgement, old->page});
        }
    }
    return answer;
}

std::optional<Bytes> World::at_the_server(bool enrolment, const Bytes& request) {
    try {
        server::Pace pace;
        pace.page_bytes_max = page_bytes_;
        return (enrolment ? answer_enrolment(*server_, request, pace) : answer_sync(*server_, request, pace))
            .body;
    } catch (const StoreError&) {
        if (power_goes_at_server_) {
            power_goes_at_server_ = false;
            cut_server_power();
            return std::nullopt;
        }
        return server::trouble_answer(server_key_, request, server_clock_.wall_ms(), Verdict::store_trouble,
                                      minute_ms)
            .body;
    }
}

void World::deliver_delayed() {
    if (happens(Trouble::reorder)) {
        std::ranges::reverse(on_their_way_);
    }
    const auto late = std::ranges::stable_partition(
        on_their_way_, [&](const OnItsWay& one) { return one.arrives_ms > now_ms_; });
    const std::vector<OnItsWay> arriving(late.begin(), late.end());
    on_their_way_.erase(late.begin(), late.end());
    for (const OnItsWay& one : arriving) {
        (void)at_the_server(one.enrolment, one.request);
    }
}

// All that somebody can say who reads the line and has every key but the server's: that all was taken.
Bytes World::impostors_answer(bool enrolment, const Bytes& request) {
    Acknowledgement word;
    word.server = server_key_.writer();
    word.request = digest_of({request});
    word.wall_ms = now_ms_;
    if (const auto asked = enrolment ? decode_enrolment(request) : std::nullopt) {
        word.agent = writer_of(asked->key);
        word.nonce = asked->nonce;
        word.paper = make_paper({word.server, asked->key, asked->office}, impostor_key_);
        return encode_acknowledgement(word, impostor_key_);
    }
    const std::optional<ReceivedRequest> received = decode_request(request);
    invariant(received.has_value(), "agents of this world send requests");
    const Hello& hello = received->request.hello;
    word.agent = hello.agent;
    word.nonce = hello.nonce;
    word.cursor = hello.cursor;
    for (const OfferedTip& tip : hello.tips) {
        word.held.push_back({tip.sequence, full_id_of(tip)});
    }
    SyncResponse response;
    response.page = encode_page({});
    word.page = digest_of({response.page});
    response.acknowledgement = encode_acknowledgement(word, impostor_key_);
    return encode_response(response);
}

// The impostor may know everything; here it asks the PCs themselves.
OperationId World::full_id_of(const OfferedTip& tip) {
    for (const auto& machine : machines_) {
        const OperationLog log = machine->store->log();
        if (const std::optional<Place> place = log.find(tip.lineage, tip.sequence, tip.name)) {
            return *log.id_at(*place);
        }
    }
    return {};
}

}  // namespace phirap::simulation
