// Who an agent is and whom it reports to: what came with its code.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "shared/wire/admission.h"

namespace phirap::agent {

struct Enrolment {
    WriterId agent;
    Office office;
    PublicKey server_key;
    std::string url;
    std::optional<Digest> pin;
    std::string mission;
    std::optional<std::array<std::uint8_t, 10>> secret;  // until the paper is here
    std::string machine;
    Bytes paper;  // the server's admission; empty before the first contact

    [[nodiscard]] WriterId server() const { return writer_of(server_key); }
    bool operator==(const Enrolment&) const = default;
};

}  // namespace phirap::agent
