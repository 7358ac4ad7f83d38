#include "agent/desk/plain_page.h"

#include "shared/wire/status_json.h"

namespace phirap::agent {

std::string html_text(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

DeskReply plain_page(int status, Language language, std::string_view title, const std::string& words,
                     std::string_view link) {
    const std::string head = html_text(say(language, title));
    std::string body =
        "<!doctype html>\n<html lang=\"" + std::string(language == Language::thai ? "th" : "en") +
        "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
        "<title>" +
        head + "</title></head>\n<body><main><h1>" + head + "</h1>\n<p>" + html_text(words) + "</p>\n";
    if (!link.empty()) {
        body += "<p><a href=\"/\">" + html_text(say(language, link)) + "</a></p>\n";
    }
    body += "</main></body></html>\n";
    return {status, "text/html; charset=utf-8", std::move(body), {}};
}

DeskReply page_that_goes_on(Language language) {
    const std::string title = html_text(say(language, "desk_title"));
    return {
        200,
        "text/html; charset=utf-8",
        "<!doctype html>\n<html lang=\"" + std::string(language == Language::thai ? "th" : "en") +
            "\">\n<head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0; url=/\"><title>" +
            title + "</title></head>\n<body><a href=\"/\">" + title + "</a></body></html>\n",
        {}};
}

DeskReply json_refusal(int status, Language language, std::string_view key, const Arguments& arguments) {
    const Error error{ErrorKind::refused, std::string(key), arguments};
    return {status, "application/json", error_json(error, say(language, error)), {}};
}

}  // namespace phirap::agent
