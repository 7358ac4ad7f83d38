// What goes by USB stick: everything that the server has not confirmed, in one file; and its answers back.
//
// Making a bundle moves nothing but the memory of its nonces: what went out stays in the outbox until the
// server's signed answer is here, by whatever road.
#pragma once

#include "agent/sync_round.h"
#include "agent/upload_table.h"

namespace phirap::agent {

struct MadeBundle {
    Bytes file;
    std::size_t operations = 0;
    std::size_t pictures = 0;  // files: a picture's preview and what is sent of it are two
    bool all = true;           // else the rest goes in the next, when this one's answer is here
};
// `uploads`: what is known of the pictures; nothing where only rows are to go.
[[nodiscard]] MadeBundle make_bundle(AgentStore& store, UploadTable* uploads = nullptr);

struct ReadAnswers {
    std::size_t obeyed = 0;
    std::size_t passed_over = 0;  // answered before, or too old to be remembered
    std::size_t fetched = 0;      // operations that came down
    std::uint64_t confirmed = 0;  // by how much the outbox shrank
    std::size_t delivered = 0;    // picture files that the server has
    bool new_lineage = false;
    std::optional<RoundOutcome> refused;  // the server's signed no
};
// Errors: those of decode_bundle; bundle_answer_to_another when nothing in it is a word of our server to us.
[[nodiscard]] Result<ReadAnswers> read_answers(AgentStore& store, BytesView file,
                                               UploadTable* uploads = nullptr);

}  // namespace phirap::agent
