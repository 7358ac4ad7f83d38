#include "server/upload_checksum.h"

#include <openssl/evp.h>

#include "shared/core/invariant.h"
#include "shared/wire/base64.h"

namespace phirap::server {

struct UploadChecksum::Sum {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    Bytes expected;
};

UploadChecksum::UploadChecksum(std::unique_ptr<Sum> sum) : sum_(std::move(sum)) {}
UploadChecksum::UploadChecksum(UploadChecksum&&) noexcept = default;
UploadChecksum& UploadChecksum::operator=(UploadChecksum&&) noexcept = default;
UploadChecksum::~UploadChecksum() = default;

std::optional<UploadChecksum> UploadChecksum::from(std::string_view header) {
    const std::size_t space = header.find(' ');
    const std::string_view name = header.substr(0, space);
    const EVP_MD* algorithm = name == "sha1" ? EVP_sha1() : name == "sha256" ? EVP_sha256() : nullptr;
    if (algorithm == nullptr || space == header.npos) {
        return std::nullopt;
    }
    std::optional<Bytes> expected = from_base64(header.substr(space + 1));
    if (!expected || expected->size() != static_cast<std::size_t>(EVP_MD_size(algorithm))) {
        return std::nullopt;
    }
    auto sum = std::make_unique<Sum>();
    sum->expected = *std::move(expected);
    invariant(EVP_DigestInit_ex(sum->context.get(), algorithm, nullptr) == 1,
              "OpenSSL knows SHA-1 and SHA-256");
    return UploadChecksum(std::move(sum));
}

void UploadChecksum::add(BytesView bytes) {
    EVP_DigestUpdate(sum_->context.get(), bytes.data(), bytes.size());
}

bool UploadChecksum::holds() {
    Bytes found(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    EVP_DigestFinal_ex(sum_->context.get(), found.data(), &size);
    found.resize(size);
    return found == sum_->expected;
}

}  // namespace phirap::server
