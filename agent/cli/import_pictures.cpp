#include "agent/cli/import_pictures.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "shared/core/thai_calendar.h"

namespace phirap::agent {
namespace {

std::string counted(std::size_t n) {
    return shown(static_cast<std::int64_t>(n));
}

std::vector<std::string> captures_of(const FormRow& row) {
    std::vector<std::string> names;
    for (const FormChannel& channel : row.channels.value_or(std::vector<FormChannel>())) {
        const Value* capture = find_field(channel.fields, "capture");
        if (capture != nullptr && !text_in(*capture).empty()) {
            names.emplace_back(text_in(*capture));
        }
    }
    return names;
}

// What is known of each picture goes into what was read; the row stands without it where it is bad.
class PictureFiller {
  public:
    explicit PictureFiller(const Pictures& pictures) : pictures_(pictures) {}

    void fill(FormRow& row) {
        for (FormPictures& group : row.pictures) {
            for (Evidence& picture : group.pictures) {
                if (const Evidence* found = find(picture.name)) {
                    picture = *found;
                    picture.role = group.role;
                }
            }
        }
        FormPictures captures{std::string(capture_role), {}};
        for (const std::string& name : captures_of(row)) {
            if (const Evidence* found = find(name)) {
                captures.pictures.push_back(*found);
                captures.pictures.back().role = captures.role;
            }
        }
        if (!captures.pictures.empty()) {
            row.pictures.push_back(std::move(captures));
        }
    }

    [[nodiscard]] std::vector<Error> refused() const {
        std::vector<Error> errors;
        for (const auto& [name, error] : refused_) {
            errors.push_back(error);
        }
        return errors;
    }

  private:
    const Evidence* find(const std::string& name) {
        const auto found = pictures_.find(name);
        if (found == pictures_.end()) {
            return nullptr;
        }
        if (!found->second) {
            refused_.emplace(name, found->second.error());
            return nullptr;
        }
        return &*found->second;
    }

    const Pictures& pictures_;
    std::map<std::string, Error> refused_;
};

// Every picture that a report names, by (role, name).
std::set<std::pair<std::string, std::string>> named_in(const FormReport& report) {
    std::set<std::pair<std::string, std::string>> named;
    for (const FormRow& row : report.rows) {
        for (const FormPictures& group : row.pictures) {
            for (const Evidence& picture : group.pictures) {
                named.emplace(group.role, picture.name);
            }
        }
        for (const std::string& name : captures_of(row)) {
            named.emplace(capture_role, name);
        }
    }
    return named;
}

}  // namespace

std::vector<Error> fill_pictures(ReadReports& read, const Pictures& pictures) {
    PictureFiller filler(pictures);
    for (FormReport& report : read.reports) {
        for (FormRow& row : report.rows) {
            filler.fill(row);
        }
    }
    return filler.refused();
}

void look_at_pictures(const AgentStore& store, const ReadReports& read, PictureFates& fates) {
    for (const FormReport& brought : read.reports) {
        if (brought.office != store.enrolment().office) {
            continue;
        }
        std::set<std::pair<std::string, std::string>> named = named_in(brought);
        const Report report = store.report(brought.month);
        for (const EntityState* state : report.visible(EntityKind::evidence)) {
            const Evidence picture = evidence_of(*state);
            if (picture.original && named.erase({picture.role, picture.name}) > 0) {
                ++fates.attached;
            }
        }
        std::ranges::transform(named, std::back_inserter(fates.by_name),
                               [](const auto& picture) { return picture.second; });
    }
}

void tell_pictures(Context& context, const PictureFates& fates) {
    if (fates.attached > 0) {
        context.say_line("import_pictures_attached", {{"n", counted(fates.attached)}});
    }
    for (const Error& error : fates.refused) {
        context.err += say(context.language, error) + "\n";
    }
    if (fates.by_name.size() > fates.refused.size()) {
        context.say_line("import_pictures_missing",
                         {{"n", counted(fates.by_name.size())}, {"example", fates.by_name.front()}});
    }
}

void write_pictures(JsonWriter& json, const PictureFates& fates, Language language) {
    json.name("pictures");
    json.begin_object();
    json.member("attached", static_cast<std::int64_t>(fates.attached));
    json.name("by_name");
    json.begin_array();
    for (const std::string& name : fates.by_name) {
        json.text(name);
    }
    json.end();
    json.name("refused");
    json.begin_array();
    for (const Error& error : fates.refused) {
        json.begin_object();
        json.member("key", error.key);
        json.member("message", say(language, error));
        json.end();
    }
    json.end();
    json.end();
}

}  // namespace phirap::agent
