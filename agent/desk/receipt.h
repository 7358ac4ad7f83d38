// The receipt of a submission: the server's signed word that it came, and when (shared/wire/receipt_proof.h).
#pragma once

#include <optional>
#include <string>

#include "agent/month_file.h"

namespace phirap::agent {

// What shows that the server received this submission, for whoever has the server's key. Nothing before the
// server's word is here.
[[nodiscard]] std::optional<Bytes> receipt_of(const AgentStore& store, const MonthFile& month,
                                              const Submission& submission);

// The QR code of a receipt, for paper: an SVG image, black on white. Nothing when it is longer than a code
// holds.
[[nodiscard]] std::optional<std::string> receipt_svg(BytesView receipt);

}  // namespace phirap::agent
