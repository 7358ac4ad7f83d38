#include "tests/fuzz/targets.h"

#include <array>

namespace phirap::fuzz {

std::span<const Target> targets() {
    static constexpr std::array all = {
        Target{"admission", admission},
        Target{"answer", answer},
        Target{"body", body},
        Target{"bundle", bundle},
        Target{"config", config},
        Target{"control", control},
        Target{"desk", desk},
        Target{"door", door},
        Target{"frame", frame},
        Target{"pack", pack},
        Target{"picture", picture},
        Target{"picture_words", picture_words},
        Target{"report_csv", report_csv},
        Target{"report_json", report_json},
        Target{"request", request},
        Target{"typed", typed},
        Target{"upload_headers", upload_headers},
    };
    return all;
}

}  // namespace phirap::fuzz
