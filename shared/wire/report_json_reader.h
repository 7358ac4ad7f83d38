// Inside report_json: the reader of reports as people bring them, one pass, every fault noted.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <tuple>

#include "shared/wire/report_json.h"

namespace phirap {

// Where a reading is: a report, perhaps a row of it.
struct Spot {
    std::size_t report = 0;
    std::size_t row = 0;

    auto operator<=>(const Spot&) const = default;
};

class ReportReader {
  public:
    ReportReader(const MissionPack& pack, Office own) : pack_(&pack), own_(std::move(own)) {}

    // Entries may leave out office, month and, in a row with an id, whatever else they like.
    void take_entries(const Office& office, std::optional<Month> month) {
        entries_ = true;
        office_ = office;
        month_ = month;
    }
    ReadReports read(std::string_view text);

  private:
    void place_faults();
    void read_document(const nlohmann::json& document);
    void read_report(const nlohmann::json& object);
    void read_rows(const nlohmann::json& object, FormReport& report);
    void read_row(const nlohmann::json& object, FormReport& report);
    [[nodiscard]] bool read_head(const nlohmann::json& object, FormReport& report);
    void read_services(const nlohmann::json& object, FormReport& report);
    void read_channels(const nlohmann::json& list, FormRow& row);
    void read_pictures(const nlohmann::json& list, const EvidenceRole& role, FormRow& row);
    void read_id(const nlohmann::json& object, FormRow& row);
    void read_fields(const nlohmann::json& object, const std::vector<FormField>& form,
                     std::vector<Field>& fields);
    void read_marks(const nlohmann::json& value, const std::string& pointer);
    void refuse_unknown(const nlohmann::json& object, const std::vector<std::string>& allowed,
                        const std::string& under);
    [[nodiscard]] const nlohmann::json* member(const nlohmann::json& object, std::string_view path);
    [[nodiscard]] std::optional<Value> value_of(const nlohmann::json& value, const FormField& field,
                                                const std::string& at);
    [[nodiscard]] std::vector<std::string> report_members() const;
    [[nodiscard]] std::vector<std::string> row_members() const;
    [[nodiscard]] bool known(std::string_view office) const;
    [[nodiscard]] FormFault placed_by(const std::string& pointer, Error what) const;
    void note(std::string member, Error what);
    void note(FormFault fault);

    const MissionPack* pack_;
    Office own_;
    bool entries_ = false;
    Office office_;
    std::optional<Month> month_;

    ReadReports read_;
    Spot spot_;
    bool month_known_ = false;              // of the report at hand
    std::string office_text_, month_text_;  // of the report at hand, for faults
    struct Head {
        std::string office, month;
    };
    std::vector<Head> heads_;  // of every report begun, as faults quote them
    std::vector<std::string> report_pointers_;
    std::set<Spot> spoilt_;
    std::set<std::tuple<std::size_t, std::size_t, std::string>> noted_;
    std::optional<Spot> last_untold_;
    std::map<EntityId, std::size_t> ids_;  // of the report at hand, and their rows
    std::size_t rows_ = 0;
};

// A value as a message quotes it; a fault of what was brought.
[[nodiscard]] std::string rendered(const nlohmann::json& value);
[[nodiscard]] Error bad(std::string key, Arguments arguments = {});

}  // namespace phirap
