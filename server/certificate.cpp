#include "server/certificate.h"

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>

#include "shared/core/digest.h"
#include "shared/core/invariant.h"

namespace phirap::server {
namespace {

constexpr std::int64_t second_ms = 1000;
constexpr std::int64_t days_valid = 20 * 365 + 5;

template <auto free>
struct Free {
    template <typename T>
    void operator()(T* pointer) const {
        free(pointer);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using X509Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Memory = std::unique_ptr<BIO, Free<BIO_free_all>>;

using Number = std::unique_ptr<BIGNUM, Free<BN_clear_free>>;
using Group = std::unique_ptr<EC_GROUP, Free<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Free<EC_POINT_free>>;

// A private key of P-256: a number from 1 to the group's order less 1. One digest in 2^32 is no such number,
// and the next is taken.
Number secret_number(const SigningKey::Seed& seed, const BIGNUM* order) {
    for (std::uint8_t attempt = 0;; ++attempt) {
        const std::array<std::uint8_t, 1> suffix = {attempt};
        const Digest digest = digest_of({bytes_of("phirap tls key"), seed, suffix});
        Number secret(BN_bin2bn(digest.bytes.data(), static_cast<int>(digest.bytes.size()), nullptr));
        if (!BN_is_zero(secret.get()) && BN_cmp(secret.get(), order) < 0) {
            return secret;
        }
    }
}

Key key_from(const SigningKey::Seed& seed) {
    const Group group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
    const Number secret = secret_number(seed, EC_GROUP_get0_order(group.get()));
    const Point point(EC_POINT_new(group.get()));
    std::array<std::uint8_t, 65> public_bytes{};
    const bool multiplied =
        EC_POINT_mul(group.get(), point.get(), secret.get(), nullptr, nullptr, nullptr) == 1 &&
        EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, public_bytes.data(),
                           public_bytes.size(), nullptr) == public_bytes.size();
    OSSL_PARAM_BLD* parts = OSSL_PARAM_BLD_new();
    OSSL_PARAM_BLD_push_utf8_string(parts, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_BN(parts, OSSL_PKEY_PARAM_PRIV_KEY, secret.get());
    OSSL_PARAM_BLD_push_octet_string(parts, OSSL_PKEY_PARAM_PUB_KEY, public_bytes.data(),
                                     public_bytes.size());
    OSSL_PARAM* given = OSSL_PARAM_BLD_to_param(parts);
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr);
    EVP_PKEY* key = nullptr;
    const bool made = multiplied && EVP_PKEY_fromdata_init(context) == 1 &&
                      EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, given) == 1;
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(given);
    OSSL_PARAM_BLD_free(parts);
    invariant(made, "OpenSSL takes a private key of P-256");
    return Key(key);
}

std::string written(const Memory& memory) {
    const char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

bool is_address(const std::string& name) {
    unsigned char bytes[sizeof(in6_addr)];
    return inet_pton(AF_INET, name.c_str(), bytes) == 1 || inet_pton(AF_INET6, name.c_str(), bytes) == 1;
}

std::string alternative_names(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ",") + std::string(is_address(name) ? "IP:" : "DNS:") + name;
    }
    return text;
}

void add_extension(X509* certificate, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    invariant(extension != nullptr, "an extension of our certificate can be written");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

// 126 random bits, as RFC 5280 section 4.1.2.2 has it: positive, never twice.
void number(X509* certificate) {
    unsigned char bytes[16];
    invariant(RAND_bytes(bytes, sizeof bytes) == 1, "OpenSSL has random bytes");
    bytes[0] = static_cast<unsigned char>((bytes[0] & 0x3f) | 0x40);
    BIGNUM* serial = BN_bin2bn(bytes, sizeof bytes, nullptr);
    BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(certificate));
    BN_free(serial);
}

}  // namespace

Certificate make_certificate(const std::vector<std::string>& names, std::int64_t now_ms,
                             const SigningKey::Seed& seed) {
    invariant(!names.empty(), "a certificate is made for a name");
    const Key key = key_from(seed);
    const X509Certificate certificate(X509_new());
    invariant(key != nullptr && certificate != nullptr, "OpenSSL makes a key and a certificate");

    X509_set_version(certificate.get(), X509_VERSION_3);
    number(certificate.get());
    const auto now = static_cast<time_t>(now_ms / second_ms);
    ASN1_TIME_adj(X509_getm_notBefore(certificate.get()), now, -1, 0);
    ASN1_TIME_adj(X509_getm_notAfter(certificate.get()), now, static_cast<int>(days_valid), 0);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    // A common name holds 64 characters at most (RFC 5280, ub-common-name); clients read the alternatives.
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>("phirap-server"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_set_pubkey(certificate.get(), key.get());
    add_extension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
    add_extension(certificate.get(), NID_key_usage, "critical,digitalSignature");
    add_extension(certificate.get(), NID_ext_key_usage, "serverAuth");
    add_extension(certificate.get(), NID_subject_alt_name, alternative_names(names));
    invariant(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0, "our own key signs");

    Certificate made;
    const Memory pem(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(pem.get(), certificate.get());
    made.certificate = written(pem);
    const Memory secret(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    made.key = written(secret);
    return made;
}

Result<Digest> pin_of(const std::string& certificate_pem) {
    const Memory pem(BIO_new_mem_buf(certificate_pem.data(), static_cast<int>(certificate_pem.size())));
    const X509Certificate certificate(PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr));
    if (certificate == nullptr) {
        return fail(ErrorKind::damaged, "certificate_damaged");
    }
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &der);
    if (size <= 0) {
        return fail(ErrorKind::damaged, "certificate_damaged");
    }
    Digest pin;
    SHA256(der, static_cast<std::size_t>(size), pin.bytes.data());
    OPENSSL_free(der);
    return pin;
}

}  // namespace phirap::server
