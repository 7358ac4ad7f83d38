#include "server/certificate.h"

#include <doctest/doctest.h>

namespace phirap::server {

// Agents know a server by this pin: made again from its recovery sheet, it must have the same.
TEST_CASE("certificate: its pin follows from the server's seed and from nothing else") {
    const SigningKey::Seed seed = {1, 2, 3};
    const Certificate first = make_certificate({"localhost", "127.0.0.1"}, 1'700'000'000'000, seed);
    const Certificate again = make_certificate({"sync.example.org"}, 1'800'000'000'000, seed);
    const Certificate other = make_certificate({"localhost"}, 1'700'000'000'000, {1, 2, 4});

    REQUIRE(pin_of(first.certificate).has_value());
    CHECK(first.certificate != again.certificate);
    CHECK(*pin_of(first.certificate) == *pin_of(again.certificate));
    CHECK(*pin_of(first.certificate) != *pin_of(other.certificate));
    CHECK(first.key.find("PRIVATE KEY") != std::string::npos);
    CHECK(first.certificate.find("PRIVATE KEY") == std::string::npos);
}

TEST_CASE("certificate: a file that is none is said to be damaged") {
    const Result<Digest> pin = pin_of("-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----\n");
    REQUIRE_FALSE(pin.has_value());
    CHECK(pin.error().key == "certificate_damaged");
}

}  // namespace phirap::server
