#include "server/grading.h"

#include <algorithm>
#include <iterator>

#include "shared/core/grade_inputs.h"
#include "shared/core/picture_flags.h"
#include "shared/wire/operation_body.h"
#include "shared/wire/sync_message.h"

namespace phirap::server {
namespace {

// What the submission saw, and the centre's words on the month: strikes and extensions hold whenever they
// were said, and the office's machines read them alike.
std::vector<Operation> judged_of(const std::vector<Operation>& operations, const Ancestry& ancestry,
                                 const Submission& graded, const WriterId& server) {
    std::vector<Operation> judged = judged_operations(operations, ancestry, graded.judged);
    std::ranges::copy_if(operations, std::back_inserter(judged),
                         [&](const Operation& operation) { return operation.writer == server; });
    return judged;
}

std::vector<Tip> tips_of(const std::vector<Operation>& operations, const OperationLog& log) {
    std::map<std::uint32_t, Tip> tips;
    for (const Operation& operation : operations) {
        Tip& tip = tips[operation.place.branch];
        if (operation.place.sequence > tip.sequence) {
            tip = {log.branch(operation.place.branch).lineage, operation.place.sequence, operation.id};
        }
    }
    std::vector<Tip> list;
    std::ranges::transform(tips, std::back_inserter(list), [](const auto& tip) { return tip.second; });
    return list;
}

MonthBook read_month(const ServerStore& store, const OperationLog& log, const Ancestry& ancestry,
                     const Law& law, const Scope& scope) {
    const std::vector<Operation> operations = log.operations(to_text(scope));
    MonthBook book;
    book.whole = merge(operations, ancestry, law);
    book.whole.scope = scope;
    book.status = status_of(book.whole, operations, ancestry);
    if (book.status.graded) {
        const std::vector<Operation> judged =
            judged_of(operations, ancestry, *book.status.graded, store.id());
        book.tips = tips_of(judged, log);
        book.judged = merge(judged, ancestry, law);
        book.judged->scope = scope;
    }
    return book;
}

// Months before count by all that stands in them, whatever their state (domain.md).
OfficeMonth inputs_of(const OfficeBook& book, const MissionPack& pack, Month month, const Report* judged) {
    OfficeMonth inputs;
    inputs.pack = &pack;
    inputs.office = book.office;
    inputs.month = month;
    inputs.office_scope = &book.office_scope;
    for (const auto& [each, read] : book.months) {
        if (each < month) {
            inputs.months[each] = &read.whole;
        }
    }
    if (judged != nullptr) {
        inputs.months[month] = judged;
    }
    return inputs;
}

const MonthBook* month_of(const OfficeBook& book, Month month) {
    const auto found = book.months.find(month);
    return found == book.months.end() ? nullptr : &found->second;
}

SubmissionTimes times_of(const Submission& submission, const PublicKey& server) {
    SubmissionTimes times;
    if (const auto word = decode_acknowledgement(submission.held_acknowledgement, server)) {
        times.not_before_ms = word->wall_ms;
    }
    times.claimed_ms = submission.time.wall_ms + submission.clock_offset_ms.value_or(0);
    times.not_after_ms = submission.received_ms;
    return times;
}

}  // namespace

std::optional<PublishedGrade> published_in(const Report& whole) {
    const EntityState* state = whole.find({EntityKind::grade, {}, 0});
    if (state == nullptr || whole.is_hidden(*state)) {
        return std::nullopt;
    }
    PublishedGrade published;
    published.level = text_in(state->shown("grade"));
    published.points = number_in(state->shown("value"));
    if (const Bytes* digest = std::get_if<Bytes>(&state->shown("digest"))) {
        published.digest = *digest;
    }
    if (const Bytes* tips = std::get_if<Bytes>(&state->shown("tips"))) {
        published.tips = *tips;
    }
    published.pack_version = number_in(state->shown("version"));
    published.merge_version = number_in(state->shown("merge_version"));
    return published;
}

OfficeBook read_office(const ServerStore& store, const Office& office, const MissionPack& pack,
                       Month through) {
    const OperationLog log = store.log(office);
    const Ancestry ancestry = log.ancestry();
    const Law law = store.law(office);
    OfficeBook book;
    book.office = office;
    book.office_scope = fold(log, {}, law);
    for (int index = index_of(pack.first_month); index <= index_of(through); ++index) {
        const Month month = *month_from_index(index);
        MonthBook read = read_month(store, log, ancestry, law, {pack.mission, month});
        if (!read.whole.writings.empty() || !read.whole.quarantined.empty()) {
            book.months.emplace(month, std::move(read));
        }
    }
    return book;
}

Digest digest_of_inputs(const OfficeBook& book, const MissionPack& pack, Month month, Inputs which) {
    const MonthBook* read = month_of(book, month);
    const Report* report = read == nullptr                                       ? nullptr
                           : which == Inputs::judged && read->judged.has_value() ? &*read->judged
                                                                                 : &read->whole;
    return inputs_digest(inputs_of(book, pack, month, report));
}

MonthGrade judge_month(const OfficeBook& book, const MissionPack& pack, Month month,
                       const PublicKey& server) {
    MonthGrade judged;
    judged.office = book.office;
    judged.month = month;
    const MonthBook* read = month_of(book, month);
    const Report* report = read != nullptr && read->judged ? &*read->judged : nullptr;
    judged.reported = report != nullptr;
    judged.grade = grade(inputs_of(book, pack, month, report));
    judged.due = due_of(pack.due, month, read == nullptr ? std::nullopt : extension_in(read->whole));
    if (read == nullptr) {
        return judged;
    }
    judged.status = read->status;
    judged.conflicts = report == nullptr ? 0 : conflicts(*report).size();
    if (read->status.dated_by) {
        judged.timeliness = judge(judged.due, times_of(*read->status.dated_by, server));
    }
    judged.published = published_in(read->whole);
    if (judged.published) {
        const Digest now = digest_of_inputs(book, pack, month, Inputs::whole);
        judged.amended_since = !std::ranges::equal(now.view(), judged.published->digest);
    }
    return judged;
}

Replay judge_again(const ServerStore& store, const OfficeBook& book, const MissionPack& pack, Month month,
                   const PublishedGrade& published) {
    const OperationLog log = store.log(book.office);
    const Ancestry ancestry = log.ancestry();
    Frontier judged;
    for (const Tip& tip : tips_from_bytes(published.tips)) {
        const std::optional<Place> place = log.find(tip.lineage, tip.sequence, tip.id);
        if (!place) {
            return Replay::missing;
        }
        ancestry.include_up_to(judged, *place);
    }
    std::vector<Operation> operations = log.operations(to_text(Scope{pack.mission, month}));
    std::erase_if(operations, [&](const Operation& operation) { return !judged.holds(operation.place); });
    const Report report = merge(operations, ancestry, store.law(book.office));
    const OfficeMonth inputs = inputs_of(book, pack, month, &report);
    if (!std::ranges::equal(inputs_digest(inputs).view(), published.digest)) {
        return Replay::amended;
    }
    const Grade again = grade(inputs);
    return again.level == published.level && again.points() == published.points ? Replay::same
                                                                                : Replay::other;
}

Board judge_all(const ServerStore& store, const MissionPack& pack, Month month) {
    Board board;
    const PublicKey& key = store.key().public_key();
    std::vector<PlacedPicture> pictures;
    for (const PackOffice& office : pack.offices) {
        if (office.code != pack.province) {
            const OfficeBook book = read_office(store, office.code, pack, month);
            board.offices.push_back(judge_month(book, pack, month, key));
            for (const auto& [written, about] : book.months) {
                add_pictures(office.code, written, about.judged ? *about.judged : about.whole, pictures);
            }
        }
    }
    std::vector<DistrictGrade> districts;
    std::ranges::transform(board.offices, std::back_inserter(districts), [](const MonthGrade& office) {
        return DistrictGrade{&*office.grade, office.reported};
    });
    const OfficeBook own = read_office(store, pack.province, pack, month);
    OfficeMonth inputs = inputs_of(own, pack, month, nullptr);
    inputs.months.clear();
    board.province = judge_month(own, pack, month, key);
    board.province.reported = std::ranges::any_of(board.offices, &MonthGrade::reported);
    board.province.grade = grade_province(inputs, districts);
    std::ranges::move(flags_across_offices(pictures, month), std::back_inserter(board.province.grade->flags));
    return board;
}

std::string state_shown(const MonthGrade& month) {
    return month.reported ? std::string(to_text(month.status.state)) : "not_reported";
}

}  // namespace phirap::server
