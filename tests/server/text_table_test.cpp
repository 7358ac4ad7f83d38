#include "server/cli/text_table.h"

#include <doctest/doctest.h>

namespace phirap::server {

TEST_CASE("table: Thai vowels and marks that sit on a letter take no column") {
    CHECK(columns_of("office") == 6);
    CHECK(columns_of("ที่") == 1);
    CHECK(columns_of("โพธิ์ตาก") == 6);
    CHECK(columns_of("รัตนวาปี") == 6);
}

TEST_CASE("table: columns line up, numbers at their right, nothing trails") {
    TextTable table({"รหัส", "n"});
    table.right(1);
    table.row({"ที่", "7"});
    table.row({"4301", "150"});
    CHECK(table.text() == "รหัส     n\nที่       7\n4301  150\n");
}

}  // namespace phirap::server
