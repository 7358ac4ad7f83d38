#include "agent/importing.h"

#include <algorithm>
#include <array>

#include "agent/month_file.h"
#include "agent/row_changes.h"
#include "shared/wire/operation_body.h"

namespace phirap::agent {
namespace {

std::string text_of_child(const Report& report, const Change& change) {
    const EntityState* state = report.find(change.entity);
    const auto value = [&](std::string_view key) {
        const Value* given = find_field(change.fields, key);
        return given != nullptr || state == nullptr || change.kind == ChangeKind::set ? given
                                                                                      : &state->shown(key);
    };
    if (change.entity.kind == EntityKind::evidence) {
        const Value* name = value("name");
        return name == nullptr ? "" : to_text(*name);
    }
    FormChannel channel;
    for (const std::string_view key : {"kind", "link", "capture"}) {
        if (const Value* given = value(key)) {
            put_field(channel.fields, key, *given);
        }
    }
    return to_text(channel);
}

std::string stands_there(const Report& report, const Entity& entity) {
    const EntityState* state = report.find(entity);
    return state == nullptr ? "" : text_of_child(report, {ChangeKind::remove, entity, {}});
}

std::string member_of(const Form& form, const Difference& difference) {
    if (difference.entity.kind == EntityKind::service) {
        return "services/" + to_text(difference.entity.id) + "/" + difference.key;
    }
    const FormField* field = difference.entity.kind == EntityKind::report ? form.report_field(difference.key)
                                                                          : form.row_field(difference.key);
    return field == nullptr ? difference.key : field->member;
}

std::string member_of(const Form& form, const Report& report, const Change& child) {
    if (child.entity.kind == EntityKind::channel) {
        return "channels";
    }
    const EntityState* state = report.find(child.entity);
    const Value* given = find_field(child.fields, "role");
    const Value& role = given != nullptr || state == nullptr ? *given : state->shown("role");
    const EvidenceRole* known = form.evidence_role(text_in(role));
    return known == nullptr ? "pictures" : known->member;
}

std::vector<ValueDifference> as_read(const Form& form, const std::vector<Difference>& differences) {
    std::vector<ValueDifference> read;
    for (const Difference& difference : differences) {
        read.push_back({member_of(form, difference), to_text(difference.stands), to_text(difference.wanted)});
    }
    return read;
}

Fate fate_of(bool writes, bool differs, bool replace) {
    return differs ? (replace ? Fate::replaced : Fate::differs) : writes ? Fate::filled : Fate::equal;
}

// What a file brings to one month, operation by operation.
class MonthImport {
  public:
    MonthImport(AgentStore& store, const MissionPack& pack, const ImportOptions& options,
                const FormReport& report)
        : pack_(&pack), options_(&options), brought_(&report), file_(open_month(store, report.month)) {
        done_.number = report.number;
        done_.month = report.month;
    }

    void plan() {
        plan_fields();
        for (const FormRow& row : brought_->rows) {
            plan_row(row);
        }
        if (const Result<void> open = check_open(file_); !open && !bodies_.empty()) {
            bodies_.clear();
            note(0, open.error());
            done_.fields = Fate::refused;
            std::ranges::for_each(done_.rows, [](ImportedRow& row) { row.fate = Fate::refused; });
        }
        done_.operations = bodies_.size();
    }

    [[nodiscard]] const ImportedReport& done() const { return done_; }
    [[nodiscard]] std::vector<FormFault>& faults() { return faults_; }
    [[nodiscard]] std::vector<OperationBody>& bodies() { return bodies_; }

  private:
    void plan_fields() {
        ImportPlan plan =
            phirap::plan_import(file_.report, changes_of_month(brought_->fields, brought_->services),
                                options_->replace ? Differences::replace : Differences::list);
        done_.differences = as_read(pack_->form, plan.differences);
        const bool writes = !plan.changes.empty();
        const bool kept = add(0, std::move(plan.changes));
        const bool first = file_.report.find(whole_month) == nullptr;
        done_.fields = !kept ? Fate::refused
                       : writes && first && done_.differences.empty()
                           ? Fate::added
                           : fate_of(writes, !done_.differences.empty(), options_->replace);
    }

    void plan_row(const FormRow& row) {
        ImportedRow done{row.number, {}, Fate::added, {}};
        done.id = row.id ? *row.id : derived_row_id(row, brought_->office, brought_->month, pack_->form);
        const EntityState* state = file_.report.find({EntityKind::row, done.id, 0});
        if (state == nullptr) {
            if (!add(row.number, changes_of_new_row(done.id, row))) {
                done.fate = Fate::refused;
            }
        } else if (state->hidden) {
            done.fate = Fate::deleted_here;
        } else {
            plan_standing_row(row, *state, done);
        }
        done_.rows.push_back(std::move(done));
    }

    void plan_standing_row(const FormRow& row, const EntityState& state, ImportedRow& done) {
        std::vector<Change> wanted = changes_of_row(file_.report, state, row);
        const auto children = std::ranges::stable_partition(
            wanted, [](const Change& change) { return change.entity.kind == EntityKind::row; });
        const std::vector<Change> of_children(children.begin(), children.end());
        wanted.erase(children.begin(), children.end());

        ImportPlan plan = phirap::plan_import(file_.report, std::move(wanted),
                                              options_->replace ? Differences::replace : Differences::list);
        done.differences = as_read(pack_->form, plan.differences);
        plan_children(of_children, plan.changes, done);
        const bool writes = !plan.changes.empty();
        const bool differs = !done.differences.empty();
        done.fate = add(row.number, std::move(plan.changes)) ? fate_of(writes, differs, options_->replace)
                                                             : Fate::refused;
    }

    // A row's channels and pictures make sense together only: they are replaced, or left as they are.
    void plan_children(const std::vector<Change>& wanted, std::vector<Change>& changes, ImportedRow& done) {
        for (const Change& change : wanted) {
            std::vector<Change> news = {change};
            if (takes_nothing_away(change)) {
                ImportPlan filled = phirap::plan_import(file_.report, news, Differences::list);
                if (filled.differences.empty()) {
                    std::ranges::move(filled.changes, std::back_inserter(changes));
                    continue;
                }
            }
            if (change.kind == ChangeKind::set) {
                news = phirap::plan_import(file_.report, news, Differences::replace).changes;
            }
            for (Change& one : news) {
                done.differences.push_back(
                    {member_of(pack_->form, file_.report, change), stands_there(file_.report, change.entity),
                     change.kind == ChangeKind::remove ? "" : text_of_child(file_.report, change)});
                if (options_->replace) {
                    changes.push_back(std::move(one));
                }
            }
        }
    }

    // A picture that was known by its name gets its file; a capture joins the channel that names it.
    [[nodiscard]] bool takes_nothing_away(const Change& change) const {
        if (change.kind != ChangeKind::set || change.entity.kind != EntityKind::evidence) {
            return false;
        }
        const Value* role = find_field(change.fields, "role");
        return file_.report.find(change.entity) != nullptr ||
               (role != nullptr && text_in(*role) == capture_role);
    }

    // One operation, unless it is past a limit: then a fault that names the row.
    bool add(std::size_t row, std::vector<Change> changes) {
        if (changes.empty()) {
            return true;
        }
        Result<Recording> recording = record_unseen(std::move(changes));
        if (!recording) {
            note(row, recording.error());
            return false;
        }
        OperationBody body{
            {}, options_->author, file_.scope, std::move(recording->seen), std::move(recording->changes)};
        if (const Result<Bytes> encoded = encode_body(body); !encoded) {
            note(row, encoded.error());
            return false;
        }
        bodies_.push_back(std::move(body));
        return true;
    }

    void note(std::size_t row, Error what) {
        faults_.push_back(
            {brought_->number, brought_->office, to_text(brought_->month), row, 0, {}, std::move(what)});
    }

    const MissionPack* pack_;
    const ImportOptions* options_;
    const FormReport* brought_;
    MonthFile file_;
    ImportedReport done_;
    std::vector<FormFault> faults_;
    std::vector<OperationBody> bodies_;
};

// Faults of what other offices brought are theirs to mend: we leave it anyway.
bool is_ours(const FormFault& fault, const Office& own, const MissionPack& pack) {
    return fault.office == own || pack.office(fault.office) == nullptr;
}

std::vector<MonthImport> plan_all(AgentStore& store, const MissionPack& pack, const ReadReports& read,
                                  const ImportOptions& options, Imported& imported) {
    const Office& own = store.enrolment().office;
    std::ranges::copy_if(read.faults, std::back_inserter(imported.faults),
                         [&](const FormFault& fault) { return is_ours(fault, own, pack); });
    imported.faults_untold = read.faults_untold;
    std::vector<MonthImport> months;
    for (const FormReport& report : read.reports) {
        if (report.office != own) {
            imported.left.push_back({report.number, report.office, report.month});
            continue;
        }
        MonthImport& month = months.emplace_back(store, pack, options, report);
        month.plan();
        std::ranges::copy(month.faults(), std::back_inserter(imported.faults));
    }
    imported.refused = (!imported.faults.empty() || imported.faults_untold > 0) && !options.skip_bad_rows;
    for (const MonthImport& month : months) {
        imported.reports.push_back(month.done());
        imported.operations += imported.refused ? 0 : month.done().operations;
    }
    return months;
}

}  // namespace

std::string_view to_text(Fate fate) {
    constexpr std::array<std::string_view, 7> names = {"added",    "filled",       "equal",  "differs",
                                                       "replaced", "deleted_here", "refused"};
    return names[static_cast<std::size_t>(fate)];
}

Imported plan_import(AgentStore& store, const ReadReports& read, const ImportOptions& options) {
    const MissionPack pack = store.pack();
    Imported imported;
    (void)plan_all(store, pack, read, options, imported);
    return imported;
}

Imported import_reports(AgentStore& store, const ReadReports& read, const ImportOptions& options) {
    store.catch_up();
    const MissionPack pack = store.pack();
    Imported imported;
    std::vector<MonthImport> months = plan_all(store, pack, read, options, imported);
    for (std::size_t i = 0; !imported.refused && i < months.size(); ++i) {
        if (months[i].bodies().empty()) {
            continue;
        }
        const Result<std::vector<Saved>> saved = store.save_all(std::move(months[i].bodies()));
        if (!saved) {
            const ImportedReport& report = imported.reports[i];
            imported.faults.push_back(
                {report.number, store.enrolment().office, to_text(report.month), 0, 0, {}, saved.error()});
            imported.operations -= report.operations;
            imported.reports[i].operations = 0;
            imported.reports[i].fields = Fate::refused;
        }
    }
    return imported;
}

}  // namespace phirap::agent
