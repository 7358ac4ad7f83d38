#include "shared/wire/base64.h"

#include <doctest/doctest.h>

namespace phirap {
namespace {

TEST_CASE("base 64: what is written is read, and nothing else is") {
    CHECK(to_base64(bytes_of("pigeons")) == "cGlnZW9ucw==");
    CHECK(from_base64("cGlnZW9ucw==") == Bytes{'p', 'i', 'g', 'e', 'o', 'n', 's'});
    CHECK(from_base64url("cGlnZW9ucw") == Bytes{'p', 'i', 'g', 'e', 'o', 'n', 's'});
    for (const char* text : {"cGlnZW9ucw", "cGlnZW9ucx==", "cGln ZW9ucw==", "cGlnZW9ucw==\n",
                             "\xff\xff\xff\xff", "cGln\xe0\xb9\x91\xe0", "*"}) {
        CAPTURE(text);
        CHECK_FALSE(from_base64(text).has_value());
    }
    for (const char* text : {"cGlnZW9ucw==", "\xff\xff\xff\xff", "a+b/"}) {
        CHECK_FALSE(from_base64url(text).has_value());
    }
}

}  // namespace
}  // namespace phirap
