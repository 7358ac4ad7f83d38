// The desk's answers one by one, each as DESK.md says it. A request that has come this far is for that path
// and method; StoreError passes through to answer().
#pragma once

#include "agent/desk/answers.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {

struct PageAsk {
    const DeskRequest& request;
    DeskParts& parts;
    Month month;       // of a path that names one
    std::string name;  // the path's last part: a picture's hash

    [[nodiscard]] Language language() const { return request.language; }
};

// agent/desk/month_answers.cpp
DeskReply answer_month(const PageAsk& asked);
DeskReply answer_row(const PageAsk& asked);
DeskReply answer_fields(const PageAsk& asked);
DeskReply answer_preview(const PageAsk& asked);
DeskReply answer_copy(const PageAsk& asked);
DeskReply answer_delete(const PageAsk& asked);
DeskReply answer_keep(const PageAsk& asked);
DeskReply answer_remove_picture(const PageAsk& asked);
DeskReply answer_keep_picture(const PageAsk& asked);

// agent/desk/picture_answers.cpp
DeskReply answer_attach(const PageAsk& asked);
DeskReply answer_picture(const PageAsk& asked);

// agent/desk/submit_answers.cpp, receipt_answers.cpp
DeskReply answer_check(const PageAsk& asked);
DeskReply answer_submit(const PageAsk& asked);
DeskReply answer_receipt(const PageAsk& asked);
DeskReply answer_receipt_code(const PageAsk& asked);

// agent/desk/settle_answers.cpp
DeskReply answer_conflicts(const PageAsk& asked);
DeskReply answer_settle(const PageAsk& asked);

// agent/desk/line_answers.cpp
DeskReply answer_standing(const PageAsk& asked);
DeskReply answer_send(const PageAsk& asked);
DeskReply answer_bundle(const PageAsk& asked);
DeskReply answer_bundle_import(const PageAsk& asked);

// agent/desk/office_answers.cpp, months_answers.cpp
Month current_month(DeskParts& parts);  // months_answers.cpp
DeskReply answer_words(const PageAsk& asked);
void write_where(JsonWriter& json, DeskParts& parts, Language language);
DeskReply answer_where(const PageAsk& asked);
DeskReply answer_months(const PageAsk& asked);
DeskReply answer_author(const PageAsk& asked);

}  // namespace phirap::agent
