#include "shared/wire/cbor.h"

#include "shared/core/text.h"
#include "shared/wire/limits.h"

namespace phirap {

void CborWriter::head(std::uint8_t major, std::uint64_t value) {
    const int width = value < 24 ? 0 : value <= 0xff ? 1 : value <= 0xffff ? 2 : value <= 0xffffffff ? 4 : 8;
    const std::uint64_t extra = width == 0 ? value : width == 1 ? 24 : width == 2 ? 25 : width == 4 ? 26 : 27;
    out_.push_back(static_cast<std::uint8_t>((major << 5) | extra));
    for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
        out_.push_back(static_cast<std::uint8_t>(value >> shift));
    }
}

void CborWriter::number(std::int64_t value) {
    if (value >= 0) {
        head(0, static_cast<std::uint64_t>(value));
    } else {
        head(1, static_cast<std::uint64_t>(-(value + 1)));
    }
}

void CborWriter::bytes(BytesView value) {
    head(2, value.size());
    append(out_, value);
}

void CborWriter::text(std::string_view value) {
    head(3, value.size());
    append(out_, bytes_of(value));
}

CborReader::Kind CborReader::next() const {
    if (!ok_ || rest_.empty()) {
        return Kind::end;
    }
    switch (rest_[0] >> 5) {
        case 0:
        case 1:
            return Kind::number;
        case 2:
            return Kind::bytes;
        case 3:
            return Kind::text;
        case 4:
            return Kind::array;
        case 5:
            return Kind::map;
        case 6:
            return Kind::tag;
        default:
            return rest_[0] == 0xf4 || rest_[0] == 0xf5 ? Kind::flag
                   : rest_[0] == 0xf6                   ? Kind::null
                                                        : Kind::other;
    }
}

void CborReader::fail() {
    ok_ = false;
    rest_ = {};
}

bool CborReader::head(std::uint8_t major, std::uint64_t& value) {
    value = 0;
    if (!ok_ || rest_.empty() || (rest_[0] >> 5) != major || (rest_[0] & 31) > 27) {
        fail();
        return false;
    }
    const std::uint8_t extra = rest_[0] & 31;
    if (extra < 24) {
        value = extra;
        rest_ = rest_.subspan(1);
        return true;
    }
    const std::size_t width = std::size_t{1} << (extra - 24);
    if (rest_.size() < 1 + width) {
        fail();
        return false;
    }
    for (std::size_t i = 1; i <= width; ++i) {
        value = (value << 8) | rest_[i];
    }
    // Section 4.2.1: the shortest head alone, so that one value has one encoding.
    const std::uint64_t least = width == 1 ? 24 : std::uint64_t{1} << (width * 4);
    if (value < least) {
        fail();
        return false;
    }
    rest_ = rest_.subspan(1 + width);
    return true;
}

std::int64_t CborReader::number() {
    const bool negative = ok_ && !rest_.empty() && (rest_[0] >> 5) == 1;
    std::uint64_t value = 0;
    if (!head(negative ? 1 : 0, value)) {
        return 0;
    }
    if (value > INT64_MAX) {
        fail();
        return 0;
    }
    const std::int64_t number = static_cast<std::int64_t>(value);
    return negative ? -1 - number : number;
}

std::uint64_t CborReader::unsigned_number(std::uint64_t max) {
    std::uint64_t value = 0;
    if (head(0, value) && value > max) {
        fail();
    }
    return ok_ ? value : 0;
}

BytesView CborReader::bytes(std::size_t max) {
    std::uint64_t length = 0;
    if (!head(2, length) || length > max || length > rest_.size()) {
        fail();
        return {};
    }
    const BytesView read = rest_.first(length);
    rest_ = rest_.subspan(length);
    return read;
}

std::string_view CborReader::text(std::size_t max) {
    std::uint64_t length = 0;
    if (!head(3, length) || length > max || length > rest_.size() || !is_utf8(text_of(rest_.first(length)))) {
        fail();
        return {};
    }
    const BytesView read = rest_.first(length);
    rest_ = rest_.subspan(length);
    return text_of(read);
}

std::size_t CborReader::array(std::size_t max) {
    std::uint64_t count = 0;
    if (!head(4, count) || count > max) {
        fail();
        return 0;
    }
    return count;
}

std::size_t CborReader::map(std::size_t max) {
    std::uint64_t count = 0;
    if (!head(5, count) || count > max) {
        fail();
        return 0;
    }
    return count;
}

void CborReader::tag(std::uint64_t expected) {
    std::uint64_t value = 0;
    if (head(6, value) && value != expected) {
        fail();
    }
}

bool CborReader::flag() {
    if (next() != Kind::flag) {
        fail();
        return false;
    }
    const bool value = rest_[0] == 0xf5;
    rest_ = rest_.subspan(1);
    return value;
}

void CborReader::null() {
    if (next() != Kind::null) {
        fail();
        return;
    }
    rest_ = rest_.subspan(1);
}

void CborReader::skip() {
    skip(0);
}

void CborReader::skip(int depth) {
    if (depth > limits::cbor_depth_max) {
        fail();
        return;
    }
    switch (next()) {
        case Kind::number: {
            std::uint64_t any = 0;
            (void)head(rest_[0] >> 5, any);
            return;
        }
        case Kind::bytes:
            (void)bytes(rest_.size());
            return;
        case Kind::text:
            (void)text(rest_.size());
            return;
        case Kind::flag:
            (void)flag();
            return;
        case Kind::null:
            null();
            return;
        case Kind::array:
        case Kind::map: {
            const bool pairs = next() == Kind::map;
            const std::size_t count = pairs ? map(rest_.size()) * 2 : array(rest_.size());
            for (std::size_t i = 0; i < count && ok_; ++i) {
                skip(depth + 1);
            }
            return;
        }
        default:
            fail();
    }
}

}  // namespace phirap
