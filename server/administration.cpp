#include "server/administration.h"

#include <algorithm>

#include "shared/core/recording.h"
#include "shared/wire/mission_pack_file.h"

namespace phirap::server {
namespace {

bool stands(const Report& report, const Entity& entity, const Field& field) {
    const EntityState* state = report.find(entity);
    if (state == nullptr) {
        return std::holds_alternative<std::monostate>(field.value);
    }
    const FieldState* standing = state->field(field.key);
    return standing == nullptr ? std::holds_alternative<std::monostate>(field.value)
                               : !standing->in_conflict() && standing->shown() == field.value;
}

Entity named(EntityKind kind, std::string_view name) {
    const std::optional<EntityId> id = entity_named(name);
    invariant(id.has_value(), "an entity of the centre has a short name");
    return {kind, *id, 0};
}

struct Published {
    std::int64_t version = 0;
    std::string json;
};

std::optional<Published> published_in(const ServerStore& store, const Office& office) {
    const Report report = fold(store.log(office), {}, store.law(office));
    const EntityState* pack = report.find(named(EntityKind::pack, store.mission()));
    if (pack == nullptr || report.is_hidden(*pack)) {
        return std::nullopt;
    }
    return Published{number_in(pack->shown("version")), std::string(text_in(pack->shown("json")))};
}

std::optional<Published> newest_published(const ServerStore& store) {
    std::optional<Published> newest;
    for (const Office& office : store.offices()) {
        std::optional<Published> here = published_in(store, office);
        if (here && (!newest || here->version > newest->version)) {
            newest = std::move(here);
        }
    }
    return newest;
}

}  // namespace

Result<bool> say_words(ServerStore& store, const Office& office, const Scope& scope,
                       const std::vector<Word>& words, const std::string& author) {
    const Report now = fold(store.log(office), scope, store.law(office));
    std::vector<Change> changes;
    for (const Word& word : words) {
        Change change{ChangeKind::set, word.entity, {}};
        std::ranges::copy_if(word.fields, std::back_inserter(change.fields), [&](const Field& field) {
            // A decision says all that it says anew: it answers what is there now.
            return word.entity.kind == EntityKind::decision || !stands(now, word.entity, field);
        });
        std::ranges::sort(change.fields, {}, &Field::key);
        if (!change.fields.empty()) {
            changes.push_back(std::move(change));
        }
    }
    if (changes.empty()) {
        return false;
    }
    Result<Recording> recording = record(now, screen_of(now), std::move(changes), store.id(), Saving::settle);
    if (!recording) {
        return tl::unexpected(recording.error());
    }
    OperationBody body;
    body.author = author;
    body.scope = scope;
    body.seen = std::move(recording->seen);
    body.changes = std::move(recording->changes);
    const Result<OperationId> said = store.say_to(office, std::move(body));
    return said ? Result<bool>(true) : tl::unexpected(said.error());
}

std::string standing_pack_json(const ServerStore& store) {
    std::optional<Published> published = newest_published(store);
    return published ? std::move(published->json) : std::string(builtin_pack_json());
}

MissionPack standing_pack(const ServerStore& store) {
    const std::optional<Published> published = newest_published(store);
    if (!published) {
        return builtin_pack();
    }
    auto read = mission_pack_from_json(published->json);
    return read ? *std::move(read) : builtin_pack();
}

Result<std::size_t> publish_pack(ServerStore& store, const MissionPack& pack, const std::string& json,
                                 const std::string& author) {
    if (pack.mission != store.mission()) {
        return fail(ErrorKind::bad_input, "pack_other_mission",
                    {{"mission", pack.mission}, {"expected", store.mission()}});
    }
    const std::optional<Published> newest = newest_published(store);
    if (newest && newest->json != json && newest->version >= pack.version) {
        return fail(
            ErrorKind::bad_input, "pack_not_newer",
            {{"version", std::to_string(pack.version)}, {"standing", std::to_string(newest->version)}});
    }
    std::vector<Office> offices = store.offices();
    std::ranges::transform(pack.offices, std::back_inserter(offices), &PackOffice::code);
    std::ranges::sort(offices);
    const auto [first, last] = std::ranges::unique(offices);
    offices.erase(first, last);
    const Word word{named(EntityKind::pack, pack.mission), {{"version", pack.version}, {"json", json}}};
    std::size_t told = 0;
    for (const Office& office : offices) {
        const Result<bool> said = say_words(store, office, {}, {word}, author);
        if (!said) {
            return tl::unexpected(said.error());
        }
        told += *said ? 1 : 0;
    }
    return told;
}

std::vector<Word> words_of(const OfficeEntry& entry, Month first_month) {
    const std::string from = to_text(first_month);
    std::vector<Word> words;
    if (entry.name) {
        words.push_back({{EntityKind::office, {}, 0}, {{"name", *entry.name}}});
    }
    if (entry.target) {
        words.push_back({named(EntityKind::target, from), {{"value", *entry.target}}});
    }
    std::vector<Field> roster;
    if (entry.officials) {
        roster.push_back({"officials", *entry.officials});
    }
    if (entry.officials_downloaded) {
        roster.push_back({"officials_downloaded", *entry.officials_downloaded});
    }
    if (!roster.empty()) {
        words.push_back({named(EntityKind::roster, from), std::move(roster)});
    }
    if (entry.services) {
        std::string relevant;
        for (const std::string& service : *entry.services) {
            relevant += (relevant.empty() ? "" : ",") + service;
        }
        words.push_back({named(EntityKind::services, from), {{"relevant", relevant}}});
    }
    return words;
}

Result<bool> revoke(ServerStore& store, const WriterId& agent, bool revoked, const std::string& author) {
    const std::optional<AgentRow> known = store.agent(agent);
    if (!known) {
        return fail(ErrorKind::not_found, "agent_unknown", {{"id", agent.hex()}});
    }
    if (known->revoked == revoked) {
        return false;
    }
    std::vector<Tip> tips;
    const OperationLog log = store.log(known->office);
    for (const LoggedBranch& branch : log.branches()) {
        if (branch.writer == agent && branch.tip > 0) {
            tips.push_back({branch.lineage, branch.tip, branch.tip_id});
        }
    }
    const Word word{{EntityKind::revocation, EntityId{agent.bytes}, 0},
                    {{"tips", tips_to_bytes(tips)}, {"revoked", revoked}}};
    return say_words(store, known->office, {}, {word}, author);
}

Result<bool> hold(ServerStore& store, const Office& office, const EntityId& operation, bool held,
                  const std::string& reason, const std::string& author) {
    const Word word{{EntityKind::hold, operation, 0}, {{"held", held}, {"reason", reason}}};
    return say_words(store, office, {}, {word}, author);
}

}  // namespace phirap::server
