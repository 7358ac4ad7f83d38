// The pictures that an imported file names: those that were found become evidence of their rows, the others
// stay names, and people are told which.
#pragma once

#include "agent/cli/context.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/report_json.h"

namespace phirap::agent {

// What became of them, whenever they came.
struct PictureFates {
    std::size_t attached = 0;
    std::vector<std::string> by_name;  // their files were not found, now or before
    std::vector<Error> refused;
};

// Puts what is known of each picture into what was read; a row stands without the bad ones, which come back
// with what is wrong with each. A channel's capture becomes a picture of capture_role beside it.
[[nodiscard]] std::vector<Error> fill_pictures(ReadReports& read, const Pictures& pictures);

// By what stands after the import.
void look_at_pictures(const AgentStore& store, const ReadReports& read, PictureFates& fates);

void write_pictures(JsonWriter& json, const PictureFates& fates, Language language);
void tell_pictures(Context& context, const PictureFates& fates);

}  // namespace phirap::agent
