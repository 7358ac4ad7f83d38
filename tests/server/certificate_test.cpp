#include "server/certificate.h"

#include <doctest/doctest.h>

namespace phirap::server {

TEST_CASE("certificate: its pin is read from it again, and every server has its own") {
    const Certificate first = make_certificate({"localhost", "127.0.0.1"}, 1'700'000'000'000);
    const Certificate second = make_certificate({"localhost", "127.0.0.1"}, 1'700'000'000'000);

    const Result<Digest> pin = pin_of(first.certificate);
    REQUIRE(pin.has_value());
    CHECK(*pin == *pin_of(first.certificate));
    CHECK(*pin != *pin_of(second.certificate));
    CHECK(first.key.find("PRIVATE KEY") != std::string::npos);
    CHECK(first.certificate.find("PRIVATE KEY") == std::string::npos);
}

TEST_CASE("certificate: a file that is none is said to be damaged") {
    const Result<Digest> pin = pin_of("-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----\n");
    REQUIRE_FALSE(pin.has_value());
    CHECK(pin.error().key == "certificate_damaged");
}

}  // namespace phirap::server
