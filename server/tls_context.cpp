#include "server/tls_context.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>

namespace phirap::server {
namespace {

// What Debian's OpenSSL would also speak in TLS 1.2 (CBC with SHA-1, RSA without forward secrecy) no agent
// needs. All that TLS 1.3 has is sound.
constexpr const char* ciphers_of_1_2 = "ECDHE+AESGCM:ECDHE+CHACHA20";

template <typename T, auto read>
T* from_pem(const std::string& pem) {
    BIO* memory = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    T* made = read(memory, nullptr, nullptr, nullptr);
    BIO_free(memory);
    return made;
}

bool has_own_key(SSL_CTX* context, const std::string& certificate, const std::string& key) {
    X509* const shown = from_pem<X509, PEM_read_bio_X509>(certificate);
    EVP_PKEY* const kept = from_pem<EVP_PKEY, PEM_read_bio_PrivateKey>(key);
    const bool fits = shown != nullptr && kept != nullptr && SSL_CTX_use_certificate(context, shown) == 1 &&
                      SSL_CTX_use_PrivateKey(context, kept) == 1 && SSL_CTX_check_private_key(context) == 1;
    X509_free(shown);
    EVP_PKEY_free(kept);
    return fits;
}

// Tickets instead of a cache: the agent keeps what resumes its session (one ticket, TLS 1.3 would send two),
// and 5,000 agents cost us nothing. A handshake costs us more than the client, so none is begun anew inside
// of a connection.
bool tune(SSL_CTX* context) {
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 1);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_options(context,
                        SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
           SSL_CTX_set_cipher_list(context, ciphers_of_1_2) == 1;
}

}  // namespace

void FreeTlsContext::operator()(SSL_CTX* context) const {
    SSL_CTX_free(context);
}

Result<TlsContext> make_tls_context(const std::string& certificate, const std::string& key) {
    TlsContext context(SSL_CTX_new(TLS_server_method()));
    if (context == nullptr || !tune(context.get()) || !has_own_key(context.get(), certificate, key)) {
        return fail(ErrorKind::damaged, "certificate_damaged");
    }
    return context;
}

}  // namespace phirap::server
