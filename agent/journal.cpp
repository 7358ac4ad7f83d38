#include "agent/journal.h"

#include <algorithm>

#include "shared/core/limits.h"
#include "shared/wire/cbor.h"

namespace phirap::agent {
namespace {

enum Kind : std::uint64_t { enrolment_kind = 1, run_kind = 2 };

// Members of an enrolment's record, and heads that CBOR writes before bodies (RFC 8949 section 3).
constexpr std::size_t enrolment_items = 10;
constexpr std::size_t run_items = 5;
constexpr std::size_t body_head_max = 5;
constexpr std::size_t run_head_max = 128;
// No body takes less than its head.
constexpr std::size_t bodies_max = RecordFile::record_bytes_max;

Digest secret_of(const SigningKey& key) {
    // EdDSA is deterministic (RFC 8032 section 5.1.6), and nobody else can make it.
    return digest_of({key.sign(bytes_of("phirap agent journal 1")).view()});
}

Bytes encode(const Enrolment& enrolment) {
    CborWriter out;
    out.array(enrolment_items);
    out.unsigned_number(enrolment_kind);
    out.bytes(enrolment.agent.view());
    out.text(enrolment.office);
    out.bytes(enrolment.server_key.view());
    out.text(enrolment.url);
    out.bytes(enrolment.pin ? enrolment.pin->view() : BytesView());
    out.text(enrolment.mission);
    out.bytes(enrolment.secret ? BytesView(*enrolment.secret) : BytesView());
    out.text(enrolment.machine);
    out.bytes(enrolment.paper);
    return out.take();
}

Bytes encode(const JournaledRun& run) {
    CborWriter out;
    out.array(run_items);
    out.unsigned_number(run_kind);
    out.bytes(run.lineage.view());
    out.unsigned_number(run.first);
    out.bytes(run.parent.view());
    out.array(run.bodies.size());
    for (const Bytes& body : run.bodies) {
        out.bytes(body);
    }
    return out.take();
}

std::optional<Enrolment> enrolment_in(CborReader& in) {
    Enrolment enrolment;
    enrolment.agent = in.id<WriterId>();
    enrolment.office = in.text(limits::office_bytes_max);
    enrolment.server_key = in.id<PublicKey>();
    enrolment.url = in.text(limits::url_bytes_max);
    enrolment.pin = Digest::from(in.bytes(sizeof(Digest)));
    enrolment.mission = in.text(limits::key_bytes_max);
    if (const BytesView secret = in.bytes(limits::code_secret_bytes);
        secret.size() == limits::code_secret_bytes) {
        std::ranges::copy(secret, enrolment.secret.emplace().begin());
        if (enrolment.secret == decltype(enrolment.secret)::value_type{}) {
            enrolment.secret.reset();  // forgotten
        }
    }
    enrolment.machine = in.text(limits::author_bytes_max);
    const BytesView paper = in.bytes(limits::paper_bytes_max);
    enrolment.paper.assign(paper.begin(), paper.end());
    const bool good = in.finished() && is_office(enrolment.office);
    return good ? std::optional(std::move(enrolment)) : std::nullopt;
}

std::optional<JournaledRun> run_in(CborReader& in) {
    JournaledRun run;
    run.lineage = in.id<LineageId>();
    run.first = in.unsigned_number(INT64_MAX);
    run.parent = in.id<OperationId>();
    const std::size_t count = in.array(bodies_max);
    while (in.ok() && run.bodies.size() < count) {
        const BytesView body = in.bytes(limits::operation_bytes_max);
        run.bodies.emplace_back(body.begin(), body.end());
    }
    const bool good = in.finished() && run.first > 0 && !run.bodies.empty();
    return good ? std::optional(std::move(run)) : std::nullopt;
}

void read_record(BytesView record, const std::function<void(Journal::Record)>& take) {
    CborReader in(record);
    const std::size_t items = in.array(enrolment_items);
    const std::uint64_t kind = in.unsigned_number();
    if (items == enrolment_items && kind == enrolment_kind) {
        if (std::optional<Enrolment> enrolment = enrolment_in(in)) {
            take(*std::move(enrolment));
        }
    } else if (items == run_items && kind == run_kind) {
        if (std::optional<JournaledRun> run = run_in(in)) {
            take(*std::move(run));
        }
    }
}

}  // namespace

Journal::Journal(const std::filesystem::path& file, const std::string& vfs, const SigningKey& key)
    : file_(file, vfs, secret_of(key)) {}

RecordFile::Found Journal::read(const std::function<void(Record)>& take) const {
    return file_.read([&](BytesView record) { read_record(record, take); });
}

RecordFile::Found Journal::read_and_cut(const std::function<void(Record)>& take) {
    return file_.read_and_cut([&](BytesView record) { read_record(record, take); });
}

void Journal::append(const Enrolment& enrolment) {
    file_.append(encode(enrolment));
}

void Journal::append(const JournaledRun& run) {
    file_.append(encode(run));
}

void Journal::forget_secrets() {
    file_.rewrite([](BytesView record) {
        std::optional<Bytes> without;
        read_record(record, [&](Record one) {
            auto* enrolment = std::get_if<Enrolment>(&one);
            if (enrolment != nullptr && enrolment->secret) {
                enrolment->secret->fill(0);
                without = encode(*enrolment);
            }
        });
        return without;
    });
}

bool Journal::fits(const JournaledRun& run) {
    std::size_t bytes = run_head_max;
    for (const Bytes& body : run.bodies) {
        bytes += body.size() + body_head_max;
    }
    return bytes <= RecordFile::record_bytes_max;
}

std::filesystem::path journal_file(const std::filesystem::path& database_file) {
    return std::filesystem::path(database_file).replace_extension(".journal");
}

}  // namespace phirap::agent
