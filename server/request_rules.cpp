#include "server/request_rules.h"

#include <algorithm>
#include <array>

namespace phirap::server {
namespace {

constexpr std::array<std::string_view, 7> known = {
    "host",          "content-length",         "content-type", "authorization",
    "tus-resumable", "x-http-method-override", "x-real-ip"};

bool goes_on(std::string_view name) {
    return name.starts_with("upload-") || std::ranges::find(known, name) != known.end();
}

constexpr HeadRules rules = {8 * 1024, 512, &goes_on, false, true};

}  // namespace

const HeadRules& request_rules() {
    return rules;
}

}  // namespace phirap::server
