// How TLS is spoken here: 1.2 and 1.3, with forward secrecy and authenticated encryption alone.
#pragma once

#include <memory>
#include <string>

#include "shared/core/result.h"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace phirap::server {

struct FreeTlsContext {
    void operator()(ssl_ctx_st* context) const;
};
using TlsContext = std::unique_ptr<ssl_ctx_st, FreeTlsContext>;

// Both in PEM. Error: certificate_damaged, also when the key is not the certificate's.
[[nodiscard]] Result<TlsContext> make_tls_context(const std::string& certificate, const std::string& key);

}  // namespace phirap::server
