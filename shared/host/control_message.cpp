#include "shared/host/control_message.h"

#include <algorithm>

#include "shared/core/invariant.h"

namespace phirap {
namespace {

constexpr std::string_view magic = "PhC1";
// Nobody types more; a count from a peer is not to be believed before its bytes are there.
constexpr std::uint32_t parts_max = 10'000;

void put_number(Bytes& to, std::size_t number) {
    invariant(number <= UINT32_MAX, "a control message's part is under 4 GiB");
    for (int shift = 0; shift < 32; shift += 8) {
        to.push_back(static_cast<std::uint8_t>(number >> shift));
    }
}

void put(Bytes& to, BytesView part) {
    put_number(to, part.size());
    append(to, part);
}

Bytes with_header(const Bytes& body) {
    Bytes message(magic.begin(), magic.end());
    put_number(message, body.size());
    append(message, body);
    return message;
}

// Reads from the front. After the first thing missing, everything is missing.
class Reader {
  public:
    explicit Reader(BytesView bytes) : left_(bytes) {}

    std::uint32_t number() {
        std::uint32_t number = 0;
        const BytesView bytes = take(4);
        for (std::size_t at = bytes.size(); at-- > 0;) {
            number = (number << 8) | bytes[at];
        }
        return number;
    }
    std::uint32_t count() {
        const std::uint32_t count = number();
        is_whole_ = is_whole_ && count <= parts_max;
        return is_whole_ ? count : 0;
    }
    BytesView part() { return take(number()); }
    [[nodiscard]] bool ended_whole() const { return is_whole_ && left_.empty(); }

  private:
    BytesView take(std::size_t size) {
        is_whole_ = is_whole_ && size <= left_.size();
        if (!is_whole_) {
            return {};
        }
        const BytesView taken = left_.first(size);
        left_ = left_.subspan(size);
        return taken;
    }

    BytesView left_;
    bool is_whole_ = true;
};

}  // namespace

Bytes encode(const ControlRequest& request) {
    Bytes body;
    put_number(body, request.arguments.size());
    for (const std::string& argument : request.arguments) {
        put(body, bytes_of(argument));
    }
    put(body, request.standard_input);
    put_number(body, request.files.size());
    for (const auto& [name, contents] : request.files) {
        put(body, bytes_of(name));
        put(body, contents);
    }
    return with_header(body);
}

Bytes encode(const ControlReply& reply) {
    Bytes body;
    put_number(body, static_cast<std::size_t>(reply.status));
    put(body, bytes_of(reply.out));
    put(body, bytes_of(reply.err));
    put(body, reply.made);
    return with_header(body);
}

std::optional<std::size_t> control_body_bytes(BytesView header) {
    if (header.size() != control_header_bytes || text_of(header.first(magic.size())) != magic) {
        return std::nullopt;
    }
    return Reader(header.subspan(magic.size())).number();
}

std::optional<ControlRequest> control_request_from(BytesView body) {
    Reader reader(body);
    ControlRequest request;
    for (std::uint32_t left = reader.count(); left > 0; --left) {
        request.arguments.emplace_back(text_of(reader.part()));
    }
    const BytesView input = reader.part();
    request.standard_input.assign(input.begin(), input.end());
    for (std::uint32_t left = reader.count(); left > 0; --left) {
        const std::string_view name = text_of(reader.part());
        const BytesView contents = reader.part();
        request.files[std::string(name)].assign(contents.begin(), contents.end());
    }
    return reader.ended_whole() ? std::optional(std::move(request)) : std::nullopt;
}

std::optional<ControlReply> control_reply_from(BytesView body) {
    Reader reader(body);
    ControlReply reply;
    reply.status = static_cast<int>(std::min<std::uint32_t>(reader.number(), 255));
    reply.out = text_of(reader.part());
    reply.err = text_of(reader.part());
    const BytesView made = reader.part();
    reply.made.assign(made.begin(), made.end());
    return reader.ended_whole() ? std::optional(std::move(reply)) : std::nullopt;
}

}  // namespace phirap
