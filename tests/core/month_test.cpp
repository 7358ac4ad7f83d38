#include "shared/core/month.h"

#include <doctest/doctest.h>

using namespace phirap;

TEST_CASE("month: text and index lead there and back") {
    CHECK(to_text(Month{2024, 4}) == "2024-04");
    CHECK(month_from_text("2024-04") == Month{2024, 4});
    for (const Month month : {Month{1, 1}, Month{2023, 12}, Month{2024, 1}, Month{9999, 12}}) {
        CHECK(month_from_text(to_text(month)) == month);
        CHECK(month_from_index(index_of(month)) == month);
    }
    CHECK(index_of(Month{2024, 1}) == index_of(Month{2023, 12}) + 1);
}

TEST_CASE("month: what is no month is refused") {
    for (const char* text :
         {"", "2024-4", "2024-13", "2024-00", "0000-01", "2024/04", "2024-04-01", "20x4-04", "-024-04"}) {
        CHECK_FALSE(month_from_text(text));
    }
    CHECK_FALSE(month_from_index(11));
    CHECK_FALSE(month_from_index(120000));
    CHECK_FALSE(month_from_index(-1));
}
