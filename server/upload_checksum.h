// tus's Upload-Checksum: the sum of one PATCH's body, to be known wrong before it is kept.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "shared/core/bytes.h"

namespace phirap::server {

class UploadChecksum {
  public:
    // What OPTIONS says in Tus-Checksum-Algorithm; every server MUST know sha1.
    static constexpr std::string_view algorithms = "sha1,sha256";

    // "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=". Nothing for another algorithm, or what is no sum.
    [[nodiscard]] static std::optional<UploadChecksum> from(std::string_view header);

    void add(BytesView bytes);
    // Whether all that was added has the sum that was named. Ends the sum: call it once.
    [[nodiscard]] bool holds();

    UploadChecksum(UploadChecksum&&) noexcept;
    UploadChecksum& operator=(UploadChecksum&&) noexcept;
    ~UploadChecksum();

  private:
    struct Sum;
    explicit UploadChecksum(std::unique_ptr<Sum> sum);
    std::unique_ptr<Sum> sum_;
};

}  // namespace phirap::server
