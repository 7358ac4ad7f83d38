// The month as a page shows it: DESK.md, "A month".
#pragma once

#include <filesystem>
#include <string>

#include "agent/desk/coach.h"
#include "agent/desk/drafts.h"
#include "agent/desk/month_shelf.h"
#include "shared/host/blob_store.h"

namespace phirap::agent {

// What a page's parts are written from.
struct PageView {
    AgentStore& store;
    const MonthView& month;
    const MonthFile& file;
    const Drafts& drafts;
    const RowNumbers& numbers;
    const BlobStore& renditions;
    const std::set<Sha256>& delivered;         // of what is sent of pictures, what the server has
    const std::vector<std::string>& relevant;  // services of this office
    Language language;

    [[nodiscard]] const MissionPack& pack() const { return month.pack; }
    [[nodiscard]] const Form& form() const { return month.pack.form; }
    // The key of the open question about a field; nothing where there is none. "" asks for the entity's own.
    [[nodiscard]] const OpenQuestion* question(const Entity& entity, std::string_view field) const;
};

// As the next value. `renditions`: where pictures lie on this PC.
void write_month(JsonWriter& json, AgentStore& store, MonthShelf& shelf, Month month,
                 const std::filesystem::path& renditions, Language language);

// Parts of it, each as the next value.
void write_form(JsonWriter& json, const MissionPack& pack, Language language);
void write_fields(JsonWriter& json, const PageView& page, const Entity& entity,
                  const std::vector<FormField>& fields);
void write_services(JsonWriter& json, const PageView& page);
void write_rows(JsonWriter& json, const PageView& page);
void write_deleted(JsonWriter& json, const PageView& page);
void write_history(JsonWriter& json, const PageView& page);
void write_question(JsonWriter& json, const OpenQuestion& question, const Report& report,
                    const MissionPack& pack, const RowNumbers& numbers, const WriterId& own,
                    Language language);

// A value as people read it: Buddhist years, commas between thousands, yes and no.
[[nodiscard]] std::string shown_value(const FormField* field, const Value& value, Language language);

}  // namespace phirap::agent
