#include "agent/pictures/render_message.h"

#include <algorithm>
#include <array>

#include "agent/pictures/decode.h"
#include "agent/pictures/limits.h"

namespace phirap::agent {
namespace {

constexpr std::string_view magic = "PhR1";
constexpr std::uint8_t says_rendered = 1;
constexpr std::uint8_t says_error = 2;
constexpr std::size_t word_bytes_max = 64;

void put(Bytes& to, BytesView part) {
    for (const int shift : {0, 8, 16, 24}) {
        to.push_back(static_cast<std::uint8_t>(part.size() >> shift));
    }
    append(to, part);
}

class Reader {
  public:
    explicit Reader(BytesView message) : left_(message) {}

    BytesView take(std::size_t count) {
        whole_ = whole_ && count <= left_.size();
        const BytesView taken = left_.first(whole_ ? count : 0);
        left_ = left_.subspan(taken.size());
        return taken;
    }
    BytesView part(std::size_t bytes_max) {
        std::size_t size = 0;
        const BytesView bytes = take(4);
        for (std::size_t at = bytes.size(); at-- > 0;) {
            size = (size << 8) | bytes[at];
        }
        whole_ = whole_ && size <= bytes_max;
        return whole_ ? take(size) : BytesView();
    }
    std::uint8_t byte() {
        const BytesView one = take(1);
        return one.empty() ? 0 : one[0];
    }
    [[nodiscard]] bool ended_whole() const { return whole_ && left_.empty(); }

  private:
    BytesView left_;
    bool whole_ = true;
};

// What render() can say; a stranger's key names no sentence of ours.
bool is_known(std::string_view key) {
    static constexpr std::array<std::string_view, 8> keys = {
        "picture_empty",          "picture_heic",           "picture_pdf",
        "picture_other_kind",     "picture_not_a_picture",  "picture_broken",
        "picture_needs_too_much", "picture_too_many_pixels"};
    return std::ranges::find(keys, key) != keys.end();
}

bool is_plain(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

tl::unexpected<Error> stopped() {
    return fail(ErrorKind::bad_input, "picture_needs_too_much");
}

Result<Rendered> error_from(Reader& reader) {
    Error error{ErrorKind::bad_input, std::string(text_of(reader.part(word_bytes_max))), {}};
    for (int left = std::min<int>(reader.byte(), 4); left > 0; --left) {
        const std::string name(text_of(reader.part(word_bytes_max)));
        error.arguments.emplace_back(name, std::string(text_of(reader.part(word_bytes_max))));
    }
    const bool plain = std::ranges::all_of(error.arguments, [](const auto& argument) {
        return is_plain(argument.first) && is_plain(argument.second);
    });
    if (!reader.ended_whole() || !plain || !is_known(error.key)) {
        return stopped();
    }
    return tl::unexpected(std::move(error));
}

}  // namespace

Bytes encode(const Result<Rendered>& rendered) {
    Bytes message(magic.begin(), magic.end());
    message.push_back(rendered ? says_rendered : says_error);
    if (!rendered) {
        put(message, bytes_of(rendered.error().key));
        message.push_back(static_cast<std::uint8_t>(rendered.error().arguments.size()));
        for (const auto& [name, value] : rendered.error().arguments) {
            put(message, bytes_of(name));
            put(message, bytes_of(value));
        }
        return message;
    }
    put(message, rendered->preview);
    put(message, rendered->rendition);
    put(message, bytes_of(rendered->taken));
    message.push_back(rendered->likeness ? 1 : 0);
    for (int shift = 0; shift < 64; shift += 8) {
        message.push_back(static_cast<std::uint8_t>(rendered->likeness.value_or(0) >> shift));
    }
    return message;
}

Result<Rendered> rendered_from(BytesView message) {
    Reader reader(message);
    if (text_of(reader.take(magic.size())) != magic) {
        return stopped();
    }
    const std::uint8_t says = reader.byte();
    if (says == says_error) {
        return error_from(reader);
    }
    Rendered rendered;
    const BytesView preview = reader.part(limits::preview_bytes_max);
    const BytesView rendition = reader.part(limits::rendition_bytes_max);
    rendered.taken = text_of(reader.part(word_bytes_max));
    const bool has_likeness = reader.byte() == 1;
    std::uint64_t likeness = 0;
    const BytesView number = reader.take(8);
    for (std::size_t at = number.size(); at-- > 0;) {
        likeness = (likeness << 8) | number[at];
    }
    const bool pictures = kind_of(preview) && kind_of(rendition);
    const bool dated = rendered.taken.empty() || is_taken(rendered.taken);
    if (says != says_rendered || !reader.ended_whole() || !pictures || !dated) {
        return stopped();
    }
    rendered.preview.assign(preview.begin(), preview.end());
    rendered.rendition.assign(rendition.begin(), rendition.end());
    rendered.likeness = has_likeness ? std::optional(likeness) : std::nullopt;
    return rendered;
}

}  // namespace phirap::agent
