#include "agent/desk/answers.h"

#include <array>
#include <new>

#include "agent/desk/replies.h"
#include "agent/desk/routes.h"
#include "shared/core/form_check.h"

namespace phirap::agent {
namespace {

using Answer = DeskReply (*)(const PageAsk&);

struct Route {
    std::string_view method;
    std::string_view path;  // "M": a month; a last "*": the name
    Answer answer;
};

constexpr Route routes[] = {
    {"GET", "/api/words", answer_words},
    {"GET", "/api/where", answer_where},
    {"GET", "/api/months", answer_months},
    {"GET", "/api/month/M", answer_month},
    {"POST", "/api/month/M/row", answer_row},
    {"POST", "/api/month/M/fields", answer_fields},
    {"POST", "/api/month/M/preview", answer_preview},
    {"POST", "/api/month/M/copy", answer_copy},
    {"POST", "/api/month/M/delete", answer_delete},
    {"POST", "/api/month/M/keep", answer_keep},
    {"POST", "/api/month/M/remove-picture", answer_remove_picture},
    {"POST", "/api/month/M/keep-picture", answer_keep_picture},
    {"POST", "/api/month/M/picture", answer_attach},
    {"GET", "/api/picture/*", answer_picture},
    {"GET", "/api/month/M/check", answer_check},
    {"POST", "/api/month/M/submit", answer_submit},
    {"GET", "/api/month/M/receipt", answer_receipt},
    {"GET", "/receipt/*", answer_receipt_code},
    {"POST", "/api/month/M/settle", answer_settle},
    {"GET", "/api/conflicts", answer_conflicts},
    {"GET", "/api/standing", answer_standing},
    {"POST", "/api/send", answer_send},
    {"POST", "/api/bundle", answer_bundle},
    {"POST", "/api/bundle/import", answer_bundle_import},
    {"POST", "/api/author", answer_author},
};

std::string_view next_part(std::string_view& path) {
    path.remove_prefix(path.empty() ? 0 : 1);  // the slash
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(part.size());
    return part;
}

// Whether the path is of that shape; a month in it that is none fits no route.
bool fits(std::string_view shape, std::string_view path, PageAsk& asked) {
    while (!shape.empty() && !path.empty()) {
        const std::string_view wanted = next_part(shape);
        const std::string_view part = next_part(path);
        if (wanted == "M") {
            const std::optional<Month> month = month_from_text(part);
            if (!month) {
                return false;
            }
            asked.month = *month;
        } else if (wanted == "*") {
            asked.name = part;
        } else if (wanted != part) {
            return false;
        }
    }
    return shape.empty() && path.empty();
}

DeskReply routed(const DeskRequest& request, DeskParts& parts) {
    bool other_method = false;
    for (const Route& route : routes) {
        PageAsk asked{request, parts, {}, {}};
        if (!fits(route.path, request.path, asked)) {
            continue;
        }
        if (route.method == request.method) {
            return route.answer(asked);
        }
        other_method = true;
    }
    DeskReply reply =
        error_reply(Error{ErrorKind::not_found, "desk_path_unknown", {{"path", quote_of(request.path)}}},
                    request.language);
    reply.status = other_method ? 405 : 404;
    return reply;
}

}  // namespace

DeskReply answer(const DeskRequest& request, DeskParts& parts) {
    try {
        return routed(request, parts);
    } catch (const StoreError& error) {
        return error_reply(error, request.language);
    } catch (const std::bad_alloc&) {
        DeskReply reply = error_reply(Error{ErrorKind::busy, "desk_no_memory", {}}, request.language);
        return reply;
    }
}

}  // namespace phirap::agent
