// A page for whoever is not let in, and for a program without pages: words alone, as nothing of ours may be
// loaded there.
#pragma once

#include <string>

#include "agent/desk/exchange.h"

namespace phirap::agent {

// `title`, `words`: keys of the catalogue; `link`: key of a link's words to "/", "" for none.
[[nodiscard]] DeskReply plain_page(int status, Language language, std::string_view title,
                                   const std::string& words, std::string_view link = "");
// Goes on to "/" by itself. A redirect would not do: a browser that was led here from elsewhere leaves a
// cookie of SameSite=Strict out of the whole chain, and sends it along from a page of ours.
[[nodiscard]] DeskReply page_that_goes_on(Language language);
// {"error": {"key", "message"}}.
[[nodiscard]] DeskReply json_refusal(int status, Language language, std::string_view key,
                                     const Arguments& arguments = {});
// As text of a page; as the value of an attribute in quotes.
[[nodiscard]] std::string html_text(std::string_view text);

}  // namespace phirap::agent
