// One office on one day, with fixed keys, ids and times: what the golden files and the worked example of
// PROTOCOL.md hold, and what the tests break.
#pragma once

#include "shared/wire/admission.h"
#include "shared/wire/bundle.h"
#include "shared/wire/frame.h"
#include "shared/wire/operation_body.h"
#include "shared/wire/sync_message.h"

namespace phirap::samples {

// Keys from 32 equal bytes: 1 is the server's, 2 the agent's, 3 and up are others.
[[nodiscard]] SigningKey key(std::uint8_t number);
[[nodiscard]] const SigningKey& server_key();
[[nodiscard]] const SigningKey& agent_key();

// Ids of equal bytes.
template <typename IdType>
[[nodiscard]] IdType id(std::uint8_t byte) {
    IdType made;
    made.bytes.fill(byte);
    return made;
}
[[nodiscard]] EntityId row();

// The agent's lineage at the server, office 4301.
[[nodiscard]] LineageRoot root();
// Its three operations: a row with two channels and a picture; an edit that answers a delete; a submission.
[[nodiscard]] std::vector<OperationBody> operations();
[[nodiscard]] std::vector<Bytes> bodies();
// id(0) is the root's, id(n) the n-th operation's.
[[nodiscard]] OperationId operation_id_at(std::size_t sequence);

// Operations `first` to `last`; with history where there is any and `with_history` asks for it.
[[nodiscard]] Frame frame(std::size_t first, std::size_t last, bool with_history);
[[nodiscard]] Bytes seal(std::size_t sequence);
[[nodiscard]] Bytes paper();
[[nodiscard]] EnrolmentCode enrolment_code();
[[nodiscard]] EnrolmentRequest enrolment_request();

[[nodiscard]] SyncRequest request();
// Every member filled.
[[nodiscard]] Acknowledgement acknowledgement();
[[nodiscard]] std::vector<PageItem> page();

// The agent's bundle for the server: an enrolment and a request. As its file; the file around anything else.
[[nodiscard]] Bundle bundle();
[[nodiscard]] Bytes bundle_file();
[[nodiscard]] Bytes bundle_file_around(BytesView contents);

}  // namespace phirap::samples
