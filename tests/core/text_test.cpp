#include "shared/core/text.h"

#include <doctest/doctest.h>

using namespace phirap;

TEST_CASE("text: UTF-8 is what RFC 3629 says, no more") {
    for (const char* text :
         {"", "plain", "ศาลากลาง ๑๒", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
          "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
        CHECK(is_utf8(text));
    }
    // Overlong forms, surrogates, past U+10FFFF, cut off, tails alone.
    for (const char* text :
         {"\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
          "\xf5\x80\x80\x80", "\xff", "\x80", "\xe0\xb8", "\xe0\xb8\x41", "a\xbf"}) {
        CHECK_FALSE(is_utf8(text));
    }
}

TEST_CASE("text: a control character is found and named; newline and tab are text") {
    CHECK_FALSE(control_character_in("บรรทัดหนึ่ง\n\tบรรทัดสอง"));
    CHECK(control_character_in(std::string_view("a\0", 2)) == "U+0000");
    CHECK(control_character_in("\x1b[2J") == "U+001B");
    CHECK(control_character_in("a\x7f") == "U+007F");
    CHECK(control_character_in("\xc2\x9f") == "U+009F");
    CHECK_FALSE(control_character_in("\xc2\xa0"));
}

TEST_CASE("text: lines end with one newline, whoever typed them") {
    CHECK(with_plain_newlines("a\r\nb\rc\n\r") == "a\nb\nc\n\n");
}

TEST_CASE("text: what is printed does nothing to a terminal, and says where something was") {
    CHECK(printable("อบรม ๑๒\n\tก้าว") == "อบรม ๑๒\n\tก้าว");
    CHECK(printable("\x1b[2Ja") == "\xEF\xBF\xBD[2Ja");
    CHECK(printable("a\rb\bc\x7f") ==
          "a\xEF\xBF\xBD"
          "b\xEF\xBF\xBD"
          "c\xEF\xBF\xBD");
    for (const char* acts :
         {"\xc2\x9b", "\xe2\x80\xae", "\xe2\x81\xa6", "\xef\xbb\xbf", "\xff", "\xe0\xb8"}) {
        CAPTURE(acts);
        const std::string safe = printable(acts);
        CHECK(is_utf8(safe));
        CHECK(safe.starts_with("\xEF\xBF\xBD"));
    }
}
