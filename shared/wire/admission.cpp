#include "shared/wire/admission.h"

#include "shared/core/digest.h"
#include "shared/core/limits.h"
#include "shared/wire/base32.h"
#include "shared/wire/cbor.h"
#include "shared/wire/limits.h"

namespace phirap {
namespace {

constexpr std::string_view prefix = "PHIRAP";
constexpr std::uint64_t code_version = 0;
constexpr std::size_t checksum_bytes = 4;

template <std::size_t size>
bool read_into(std::array<std::uint8_t, size>& to, BytesView from) {
    if (from.size() != size) {
        return false;
    }
    std::ranges::copy(from, to.begin());
    return true;
}

std::optional<EnrolmentCode> read_code(CborReader& in) {
    EnrolmentCode code;
    const bool shaped = in.array(6) == 6;
    code.server_key = in.id<PublicKey>();
    code.office = in.text(limits::office_bytes_max);
    const bool secret = read_into(code.secret, in.bytes(code.secret.size()));
    code.url = in.text(limits::url_bytes_max);
    if (in.next() == CborReader::Kind::null) {
        in.null();
    } else {
        code.pin = in.id<Digest>();
    }
    code.mission = in.text(limits::key_bytes_max);
    return shaped && secret && in.finished() && is_office(code.office) ? std::optional(std::move(code))
                                                                       : std::nullopt;
}

}  // namespace

std::string to_text(const EnrolmentCode& code) {
    CborWriter out;
    out.unsigned_number(code_version);
    out.array(6);
    out.bytes(code.server_key.view());
    out.text(code.office);
    out.bytes(code.secret);
    out.text(code.url);
    if (code.pin) {
        out.bytes(code.pin->view());
    } else {
        out.null();
    }
    out.text(code.mission);
    Bytes bytes = out.take();
    const Digest checksum = digest_of({bytes});
    append(bytes, checksum.view().first(checksum_bytes));
    std::string text(prefix);
    const std::string digits = to_base32(bytes);
    for (std::size_t at = 0; at < digits.size(); at += 5) {
        text += "-" + digits.substr(at, 5);
    }
    return text;
}

Result<EnrolmentCode> enrolment_code_from(std::string_view text) {
    std::string digits;
    for (const char c : text.substr(0, limits::code_text_bytes_max)) {
        if (c != '-' && c != ' ' && c != '\n' && c != '\r' && c != '\t') {
            digits += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    if (!digits.starts_with(prefix)) {
        return fail(ErrorKind::bad_input, "code_no_prefix");
    }
    const std::optional<Bytes> bytes = from_base32(std::string_view(digits).substr(prefix.size()));
    if (!bytes || bytes->size() <= checksum_bytes) {
        return fail(ErrorKind::bad_input, "code_not_whole");
    }
    const BytesView content = BytesView(*bytes).first(bytes->size() - checksum_bytes);
    const Digest checksum = digest_of({content});
    if (!std::ranges::equal(BytesView(*bytes).last(checksum_bytes), checksum.view().first(checksum_bytes))) {
        return fail(ErrorKind::bad_input, "code_not_whole");
    }
    CborReader in(content);
    if (in.unsigned_number() != code_version) {
        return fail(ErrorKind::unsupported, "code_newer");
    }
    const std::optional<EnrolmentCode> code = read_code(in);
    return code ? Result<EnrolmentCode>(*code) : fail(ErrorKind::bad_input, "code_not_whole");
}

Bytes encode_enrolment(const EnrolmentRequest& request, const SigningKey& key) {
    CborWriter out;
    out.array(7);
    out.text("enrol");
    out.bytes(request.key.view());
    out.bytes(request.nonce.view());
    out.text(request.office);
    out.bytes(request.secret);
    out.number(request.wall_ms);
    out.text(request.machine);
    return sign_message(key, out.written());
}

std::optional<EnrolmentRequest> decode_enrolment(BytesView bytes) {
    const std::optional<SignedMessage> message = parse_signed(bytes);
    if (!message) {
        return std::nullopt;
    }
    CborReader in(message->payload);
    EnrolmentRequest request;
    const bool shaped = in.array(7) == 7 && in.text(8) == "enrol";
    request.key = in.id<PublicKey>();
    request.nonce = in.id<Nonce>();
    request.office = in.text(limits::office_bytes_max);
    const bool secret = read_into(request.secret, in.bytes(request.secret.size()));
    request.wall_ms = in.number();
    request.machine = in.text(limits::author_bytes_max);
    if (!shaped || !secret || !in.finished() || !is_office(request.office) ||
        !verify(*message, message->payload, request.key)) {
        return std::nullopt;
    }
    return request;
}

Bytes make_paper(const Admission& admission, const SigningKey& server) {
    CborWriter out;
    out.array(4);
    out.text("admission");
    out.bytes(admission.server.view());
    out.bytes(admission.key.view());
    out.text(admission.office);
    return sign_message(server, out.written());
}

std::optional<Admission> read_paper(BytesView paper, const PublicKey& server_key) {
    const std::optional<Bytes> payload = open_signed(paper, server_key);
    if (!payload) {
        return std::nullopt;
    }
    CborReader in(*payload);
    Admission admission;
    const bool shaped = in.array(4) == 4 && in.text(16) == "admission";
    admission.server = in.id<WriterId>();
    admission.key = in.id<PublicKey>();
    admission.office = in.text(limits::office_bytes_max);
    if (!shaped || !in.finished() || !is_office(admission.office) ||
        admission.server != writer_of(server_key)) {
        return std::nullopt;
    }
    return admission;
}

}  // namespace phirap
