// The right to hand in pictures for one office: a token that the server gives with an acknowledgement and
// knows again by its own key, without a table.
//
// It travels in a header, so it must be worth little to a thief: it names one office, it opens the doors of
// /v1/evidence alone, and it ends within the hour.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/wire/signed_message.h"

namespace phirap::server {

struct UploadRight {
    WriterId agent;
    Office office;
    std::int64_t expires_ms = 0;  // the server's clock

    bool operator==(const UploadRight&) const = default;
};

inline constexpr std::int64_t upload_token_ms = 60LL * 60 * 1000;

class UploadTokens {
  public:
    // The key is derived from the server's, so that a server restored on another machine knows its tokens.
    explicit UploadTokens(const SigningKey& server);

    // At most limits::upload_token_bytes_max characters of RFC 6750's b64token.
    [[nodiscard]] std::string give(const UploadRight& right) const;
    // Nothing when it is not ours or has expired by `now_ms`.
    [[nodiscard]] std::optional<UploadRight> read(std::string_view token, std::int64_t now_ms) const;

  private:
    [[nodiscard]] Digest proof_of(BytesView content) const;

    Signature secret_;
};

}  // namespace phirap::server
