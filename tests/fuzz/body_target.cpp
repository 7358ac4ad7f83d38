#include "shared/wire/operation_body.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"

namespace phirap::fuzz {

void body(BytesView bytes) {
    const std::optional<OperationBody> read = decode_body(bytes);
    const std::optional<Scope> scope = scope_of_body(bytes);
    const std::optional<HybridTime> time = time_of_body(bytes);
    if (!read) {
        return;
    }
    // What a store files an operation under is what its body says.
    promise(scope == read->scope && time == read->time, "a body's head is read alike by itself");
    promise(scope_from_text(to_text(*scope)) == *scope, "a scope is found again by its text");
    const Result<Bytes> again = encode_body(*read);
    if (!again) {
        return;  // it has something of a later version, or text longer than we would write
    }
    promise(decode_body(*again) == read, "a body that is written is read the same");
    // One spelling, but for a child named the long way, a numbered key as text and parts of a later version.
    promise(std::ranges::equal(*again, bytes) || again->size() < bytes.size(), "a body has one spelling");
}

}  // namespace phirap::fuzz
