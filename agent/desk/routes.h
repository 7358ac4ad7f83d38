// The desk's answers one by one, each as DESK.md says it. A request that has come this far is for that path
// and method; StoreError passes through to answer().
#pragma once

#include "agent/desk/answers.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {

struct Asked {
    const DeskRequest& request;
    DeskParts& parts;
    Month month;       // of a path that names one
    std::string name;  // the path's last part: a picture's hash

    [[nodiscard]] Language language() const { return request.language; }
};

// agent/desk/month_answers.cpp
DeskReply answer_month(const Asked& asked);
DeskReply answer_row(const Asked& asked);
DeskReply answer_fields(const Asked& asked);
DeskReply answer_preview(const Asked& asked);
DeskReply answer_copy(const Asked& asked);
DeskReply answer_delete(const Asked& asked);
DeskReply answer_keep(const Asked& asked);
DeskReply answer_remove_picture(const Asked& asked);
DeskReply answer_keep_picture(const Asked& asked);

// agent/desk/office_answers.cpp
Month current_month(DeskParts& parts);  // months_answers.cpp
DeskReply answer_words(const Asked& asked);
void write_where(JsonWriter& json, DeskParts& parts, Language language);
DeskReply answer_where(const Asked& asked);
DeskReply answer_months(const Asked& asked);
DeskReply answer_author(const Asked& asked);

}  // namespace phirap::agent
