// How the desk's answers look on the line: JSON, or a refusal with a whole sentence.
#pragma once

#include <string>

#include "agent/desk/answers.h"
#include "agent/desk/page_save.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {

[[nodiscard]] DeskReply json_reply(JsonWriter&& json);
[[nodiscard]] DeskReply error_reply(const Error& error, Language language);
// What became of the work stands in the sentence: nothing was saved.
[[nodiscard]] DeskReply error_reply(const StoreError& error, Language language);

// The person's name: what was set on this desk, else the configuration's, else "".
[[nodiscard]] std::string officer_of(DeskParts& parts);
// Who records: the officer, else the machine's name.
[[nodiscard]] std::string author_of(DeskParts& parts);

// The catalogue as the pages need it: `GET /api/words`.
[[nodiscard]] DeskReply words_reply(Language language);

// The month as it stands, as member `month`.
void write_month(JsonWriter& json, DeskParts& parts, Month month, Language language);
// Members of one reply that others have not.
using Also = std::function<void(JsonWriter&)>;
// {"saved_at", "changed", "faults", "month"}: what every change of a month gives.
[[nodiscard]] DeskReply changed_reply(DeskParts& parts, Month month, bool changed,
                                      const std::vector<PageFault>& faults, Language language,
                                      const Also& also = {});
void write_faults(JsonWriter& json, const std::vector<PageFault>& faults, const Form& form,
                  Language language);

}  // namespace phirap::agent
