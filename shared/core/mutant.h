// Seeded bugs, each as somebody might make it in good faith, to see that the tests find them (tests/mutants).
//
// The product has none: there mutant() is false while it is compiled, and nothing of it is left. Only the
// files that hold one are compiled once more, with PHIRAP_MUTANTS, for the one program that chooses among
// them at run time.
#pragma once

namespace phirap {

enum class Mutant {
    none,
    acknowledged_before_commit,
    any_answer_obeyed,  // whoever signed it
    late_answer_trusted,
    page_unchecked,
    own_id_unchecked,
    acknowledgement_never_down,
    deleted_on_acknowledgement,
    synchronous_normal,
    same_number_is_same,  // dedupe by lineage and sequence
    seal_unchecked,
    poison_refused,
    saved_again_after_fork,  // a retry under new ids
    confirmations_kept,      // after a cursor mismatch
    holds_at_server_only,
    cursor_by_wall_clock,
    cursor_without_chain,
    feed_without_own,
    fork_extends_foreign_tip,
    own_tip_not_audited,
    foreign_not_offered,
    half_an_operation,
    delete_hides_unseen,
    seen_from_store,  // seen[] as the store is at save, not as the form was
    any_clock_adopted,
    office_unchecked,
    receipt_forgotten,
    revoked_turned_away,
    tips_equal_by_number,
    rights_judged_by_carrier,
    gap_leaves_fed,       // what the feed had confirmed stays so when the server names a gap below it
    pruned_when_held,     // a picture's file goes once the server has it, backup or not
    offset_before_bytes,  // an upload's offset is noted before its bytes are durable
    count
};

#ifdef PHIRAP_MUTANTS
inline Mutant seeded_mutant = Mutant::none;
[[nodiscard]] inline bool mutant(Mutant which) {
    return which == seeded_mutant;
}
#else
[[nodiscard]] consteval bool mutant(Mutant) {
    return false;
}
#endif

}  // namespace phirap
