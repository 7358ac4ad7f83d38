#include <algorithm>
#include <span>

#include "server/office_file.h"
#include "shared/core/text.h"
#include "shared/wire/mission_pack_file.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"

namespace phirap::fuzz {
namespace {

void check_said(const JsonFaults& faults) {
    promise(!faults.empty(), "what is refused has a fault");
    for (const JsonFault& fault : std::span(faults).first(std::min<std::size_t>(faults.size(), 8))) {
        for (const Language language : {Language::thai, Language::english}) {
            const std::string sentence = say(language, fault);
            promise(!sentence.empty() && is_utf8(sentence), "a fault can be said");
        }
    }
}

}  // namespace

void pack(BytesView bytes) {
    Choices choices(bytes);
    if (choices.flag()) {
        const auto offices = server::offices_from_json(choices.rest_text(), builtin_pack());
        return offices ? void() : check_said(offices.error());
    }
    const auto read = mission_pack_from_json(choices.rest_text());
    if (!read) {
        check_said(read.error());
    }
}

}  // namespace phirap::fuzz
