#include "agent/desk/month_shelf.h"

#include "shared/core/evidence.h"
#include "shared/wire/operation_body.h"

namespace phirap::agent {
namespace {

void note_pictures(ShelvedMonth& month, const Report& report) {
    for (const EntityState& state : report.entities) {
        if (state.entity.kind != EntityKind::evidence) {
            continue;
        }
        const Evidence evidence = evidence_of(state);
        for (const auto& name : {evidence.preview, evidence.rendition}) {
            if (name) {
                month.picture_files.insert(*name);
            }
        }
        if (evidence.rendition && !report.is_hidden(state)) {
            month.pictures.push_back({evidence.preview, evidence.rendition});
        }
    }
}

ShelvedMonth shelved(MonthFile file) {
    ShelvedMonth month;
    month.status = status_of(file.report, file.operations, file.ancestry);
    month.rows = file.report.visible(EntityKind::row).size();
    month.questions = conflicts(file.report).size();
    note_pictures(month, file.report);
    month.file = std::move(file);
    return month;
}

}  // namespace

MonthShelf::Edition MonthShelf::edition_of(const AgentStore& store, const Scope& scope) const {
    const OperationLog log = store.log();
    return {log.count(to_text(scope)), log.count(""), log.damaged().size(), log.branches().size()};
}

const ShelvedMonth& MonthShelf::month(const AgentStore& store, Month month) {
    const Edition edition = edition_of(store, {store.enrolment().mission, month});
    const auto kept = months_.find(month);
    if (kept == months_.end() || kept->second.edition != edition) {
        months_[month] = {edition, shelved(open_month(store, month))};
    }
    ShelvedMonth& found = months_[month].month;
    found.file.own = own_frontier(store, found.file.ancestry);
    return found;
}

const Report& MonthShelf::office_file(const AgentStore& store) {
    const Edition edition = edition_of(store, {});
    if (!office_ || office_->first != edition) {
        office_ = {edition, store.office_file()};
    }
    return office_->second;
}

const MissionPack& MonthShelf::pack(const AgentStore& store) {
    const Edition edition = edition_of(store, {});
    if (!pack_ || pack_->first != edition) {
        pack_ = {edition, store.pack()};
    }
    return pack_->second;
}

MonthSources MonthShelf::sources(const AgentStore& store, Month month) {
    MonthSources sources{
        store.enrolment().office, &pack(store), &this->month(store, month).file, &office_file(store), {}};
    for (const Month other : store.months()) {
        if (other < month && other >= sources.pack->first_month) {
            sources.earlier[other] = &this->month(store, other).file.report;
        }
    }
    return sources;
}

void MonthShelf::clear() {
    months_.clear();
    office_.reset();
    pack_.reset();
}

}  // namespace phirap::agent
