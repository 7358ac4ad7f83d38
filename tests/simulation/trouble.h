// The troubles that a history can have, and how often each came.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace phirap::simulation {

enum class Trouble : std::size_t {
    // The line.
    drop,            // a request or its answer is lost
    duplicate,       // a request arrives twice
    delay,           // a request arrives up to an hour later, when nobody waits for its answer
    reorder,         // of the requests on their way, a later one arrives first
    replay,          // an old request arrives again, long after
    stale,           // an old answer comes back for a new request
    truncate,        // half an answer
    bit_flip,        // one bit of a request or an answer
    portal,          // for hours every answer is a page that asks to log in, or nothing with status 200
    impostor,        // somebody with another key answers in the server's place: "all taken"
    splice,          // this answer's signed words with an older answer's page
    partition,       // a PC has no line for up to three days
    stick,           // a bundle is made, or one that lies about is read, by whoever finds it
    newer_protocol,  // a request of a protocol that we do not speak yet
    // Disks and machines.
    power_cut,         // of a PC or of the server, in the middle of anything
    failed_sync,       // an fsync fails and drops what it should have written
    lying_sync,        // for a while syncs do nothing; then the power goes, and all since then is lost
    full_disk,         // of a PC or of the server
    read_only_disk,    // likewise
    journal_rots,      // a bit of a PC's second copy is another, or its end is gone
    database_lost,     // a PC's database is gone or put back to an older copy; its second copy stays
    clone,             // a PC's disk is copied to another PC
    restore,           // a PC is put back to an older copy
    lost_pc,           // burnt or stolen; the office gets another
    restore_server,    // the server is put back to an older copy, with a new epoch
    copy_server_back,  // the same by somebody who merely copied the folder
    clock_jump,        // of a PC or of the server, up to 15 years, either way
    // People.
    revoke,     // an agent is revoked, or readmitted
    hold,       // an operation is held back, or released
    approve,    // a month is approved, its grade published, or sent back
    poison,     // a PC's program has gone bad and seals what nobody can take
    stranger,   // an enrolled agent that plays foul (stranger.h)
    body_rots,  // a bit of a stored operation is another, on a PC or at the server; then it is looked for
    count
};
inline constexpr std::size_t trouble_count = static_cast<std::size_t>(Trouble::count);

[[nodiscard]] std::string_view name_of(Trouble trouble);

// In thousandths of a step or of a message; 0: never.
class Troubles {
  public:
    [[nodiscard]] int& operator[](Trouble trouble) { return often_[static_cast<std::size_t>(trouble)]; }
    [[nodiscard]] int operator[](Trouble trouble) const { return often_[static_cast<std::size_t>(trouble)]; }

  private:
    std::array<int, trouble_count> often_{};
};

// Each seed has some of them, so that what hides behind another is seen too.
[[nodiscard]] Troubles troubles_of(std::uint64_t seed);

using Tally = std::array<std::uint64_t, trouble_count>;

}  // namespace phirap::simulation
