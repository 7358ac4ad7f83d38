// What holds of reports that were read from a file of any kind.
#pragma once

#include <algorithm>
#include <span>

#include "shared/core/text.h"
#include "shared/wire/report_json.h"
#include "tests/fuzz/promise.h"

namespace phirap::fuzz {

// Each fault can be said, in both languages, whatever stood in the file. The first ones tell; a thousand of
// one kind would cost more than all of the reading.
inline void check_said(const std::vector<FormFault>& faults) {
    for (const FormFault& fault : std::span(faults).first(std::min<std::size_t>(faults.size(), 8))) {
        for (const Language language : {Language::thai, Language::english}) {
            const std::string sentence = say(language, fault);
            promise(!sentence.empty() && is_utf8(sentence), "a fault can be said");
        }
    }
}

}  // namespace phirap::fuzz
