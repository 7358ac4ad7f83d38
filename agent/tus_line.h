// tus 1.0.0, the client's side: one request, and what its answer means for us.
//
// Only an answer that is well-formed in every header that we count on is the server's; all else (a login
// page, a redirect, a number past the picture's length) is not, whatever its status says.
#pragma once

#include "agent/upload_line.h"
#include "agent/upload_table.h"

namespace phirap::agent {

struct TusAnswer {
    enum class Kind {
        offset,          // the server has so many bytes, durably
        gone,            // there is no such upload: create it
        other_offset,    // ask where to go on
        damaged,         // the chunk did not arrive as it was sent, or the whole was not the picture
        token,           // the token is no longer good
        locked,          // an earlier request of ours is not over for the server
        too_large,       // refused for good
        no_room,         // the server's disk or our quota; rows still go
        busy,            // the server is busy or in trouble
        lost,            // no answer
        not_the_server,  // somebody else's
    };
    Kind kind = Kind::lost;
    std::uint64_t offset = 0;
    std::int64_t took_ms = 0;
    std::string detail;  // English, for the log
};

class TusLine {
  public:
    explicit TusLine(UploadLine& line) : line_(line) {}

    // Where to go on.
    [[nodiscard]] TusAnswer head(const std::string& token, const OutgoingPicture& picture);
    // Creates it with its first bytes. Created before: where it is, without them.
    [[nodiscard]] TusAnswer create(const std::string& token, const OutgoingPicture& picture, BytesView chunk);
    // Adds `chunk` at picture.sent.
    [[nodiscard]] TusAnswer patch(const std::string& token, const OutgoingPicture& picture, BytesView chunk);

  private:
    [[nodiscard]] TusAnswer ask(LineRequest request, const std::string& token, const OutgoingPicture& picture,
                                int well);

    UploadLine& line_;
};

}  // namespace phirap::agent
