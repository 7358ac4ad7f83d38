#include "shared/wire/json_writer.h"

#include <doctest/doctest.h>

namespace phirap {

TEST_CASE("json writer: members stand in the order they are said, nested ones indented") {
    JsonWriter json;
    json.begin_object();
    json.member("office", "4301");
    json.name("rows");
    json.begin_array();
    json.number(-1);
    json.flag(true);
    json.null();
    json.end();
    json.name("empty");
    json.begin_object();
    json.end();
    json.end();

    CHECK(json.take() ==
          "{\n  \"office\": \"4301\",\n  \"rows\": [\n    -1,\n    true,\n    null\n  ],\n  \"empty\": "
          "{}\n}\n");
}

TEST_CASE("json writer: text is escaped where it must be, and never breaks the JSON around it") {
    CHECK(json_text("ก\"\\\n\x01") == "\"ก\\\"\\\\\\n\\u0001\"");
    CHECK(json_text("\x1b[2J\x7f\xC2\x9B"
                    "1m\xC2\xA0") == "\"\\u001b[2J\\u007f\\u009b1m\xC2\xA0\"");
    CHECK(json_text("a\xFF\xE0\xB8z") == "\"a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\"");
}

}  // namespace phirap
