#include "agent/desk/receipt.h"

#include "shared/core/law.h"
#include "shared/wire/qr_code.h"
#include "shared/wire/receipt_proof.h"

namespace phirap::agent {
namespace {

// Operations between the receipt and the next seal: the server seals each page of its feed, so few.
constexpr std::uint64_t run_max = 16;
// The white edge that readers of the code need (ISO/IEC 18004).
constexpr int quiet = 4;

std::optional<std::int64_t> received_in(const Operation& operation, const Entity& receipt) {
    const auto* received =
        operation.body ? std::get_if<std::int64_t>(&said(operation, receipt, "received_ms")) : nullptr;
    return received == nullptr ? std::nullopt : std::optional(*received);
}

// Of the server's words on it (several after a restore) the earliest counts.
const Operation* word_on(const MonthFile& month, const Submission& submission, const WriterId& server) {
    const Entity receipt{EntityKind::receipt, entity_of(submission.id), 0};
    const Operation* earliest = nullptr;
    for (const Operation& operation : month.operations) {
        const auto received = received_in(operation, receipt);
        if (operation.writer == server && received &&
            (earliest == nullptr || *received < *received_in(*earliest, receipt))) {
            earliest = &operation;
        }
    }
    return earliest;
}

}  // namespace

std::optional<Bytes> receipt_of(const AgentStore& store, const MonthFile& month,
                                const Submission& submission) {
    const Operation* word = word_on(month, submission, store.enrolment().server());
    if (word == nullptr) {
        return std::nullopt;
    }
    const OperationLog log = store.log();
    const LoggedBranch& branch = log.branch(word->place.branch);
    const std::uint64_t first = word->place.sequence;
    const std::optional<OperationLog::Seal> seal = log.first_seal(branch.number, first - 1);
    if (!seal || seal->sequence - first >= run_max) {
        return std::nullopt;
    }
    ReceiptProof proof{
        store.enrolment().office, branch.lineage, first, log.parent_id(word->place), {}, seal->bytes};
    proof.bodies = log.bodies(branch.number, first, seal->sequence, run_max, SIZE_MAX);
    Bytes bytes = encode_receipt(proof);
    return check_receipt(bytes, store.enrolment().server_key) ? std::optional(std::move(bytes))
                                                              : std::nullopt;
}

std::optional<std::string> receipt_svg(BytesView receipt) {
    const std::optional<QrCode> code = qr_code(receipt_text(receipt), QrLoss::of_paper);
    if (!code) {
        return std::nullopt;
    }
    const std::string width = std::to_string(code->width + 2 * quiet);
    std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + width +
                      "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + width + "v" +
                      width + "H0z\"/><path d=\"";
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            int run = 0;
            while (code->is_dark(x + run, y)) {
                ++run;
            }
            if (run > 0) {
                svg += "M" + std::to_string(x + quiet) + " " + std::to_string(y + quiet) + "h" +
                       std::to_string(run) + "v1h-" + std::to_string(run) + "z";
                x += run;
            }
        }
    }
    return svg + "\"/></svg>\n";
}

}  // namespace phirap::agent
