#include "shared/wire/bundle.h"

#include <algorithm>

#include "shared/wire/cbor.h"
#include "shared/wire/limits.h"

namespace phirap {
namespace {

constexpr std::string_view magic = "phirap-bundle";
constexpr std::uint8_t version = 0;
constexpr std::size_t head_bytes = magic.size() + 1 + sizeof(WriterId);

std::optional<Bundle> read_parts(BytesView message) {
    CborReader in(message);
    (void)in.array(limits::bundle_members_max);
    Bundle bundle;
    bundle.way = static_cast<Bundle::Way>(in.unsigned_number(1));
    for (std::size_t left = in.array(limits::bundle_parts_max); left > 0 && in.ok(); --left) {
        const std::size_t members = in.array(2);
        const std::uint64_t kind = in.unsigned_number();
        const BytesView bytes = in.bytes(limits::bundle_bytes_max);
        // A kind of part that a later version adds is passed over.
        if (members == 2 && kind <= static_cast<std::uint64_t>(BundlePart::Kind::picture)) {
            bundle.parts.push_back({static_cast<BundlePart::Kind>(kind), {bytes.begin(), bytes.end()}});
        }
    }
    return in.ok() ? std::optional(std::move(bundle)) : std::nullopt;
}

}  // namespace

std::optional<Bytes> encode_bundle(const Bundle& bundle, const PublicKey& reader, Chance& chance) {
    CborWriter out;
    out.array(2);
    out.unsigned_number(static_cast<std::uint64_t>(bundle.way));
    out.array(bundle.parts.size());
    for (const BundlePart& part : bundle.parts) {
        out.array(2);
        out.unsigned_number(static_cast<std::uint64_t>(part.kind));
        out.bytes(part.bytes);
    }
    const std::optional<Bytes> sealed = seal_to(reader, out.written(), chance);
    if (!sealed) {
        return std::nullopt;
    }
    Bytes file(magic.begin(), magic.end());
    file.push_back(version);
    append(file, writer_of(reader).view());
    append(file, *sealed);
    return file;
}

Result<Bundle> decode_bundle(BytesView file, const SigningKey& reader, Bundle::Way way) {
    if (file.size() < head_bytes || file.size() > limits::bundle_bytes_max ||
        text_of(file.first(magic.size())) != magic) {
        return fail(ErrorKind::bad_input, "bundle_not_one");
    }
    if (file[magic.size()] != version) {
        return fail(ErrorKind::bad_input, "bundle_newer");
    }
    if (!std::ranges::equal(file.subspan(magic.size() + 1, sizeof(WriterId)), reader.writer().view())) {
        return fail(ErrorKind::bad_input, "bundle_for_another");
    }
    const std::optional<Bytes> message = open_sealed(reader, file.subspan(head_bytes));
    std::optional<Bundle> bundle = message ? read_parts(*message) : std::nullopt;
    if (!bundle || bundle->way != way) {
        return fail(ErrorKind::bad_input, "bundle_damaged");
    }
    return *std::move(bundle);
}

}  // namespace phirap
