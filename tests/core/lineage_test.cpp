#include "shared/core/lineage.h"

#include <doctest/doctest.h>

#include <set>

#include "tests/support/builders.h"

using namespace phirap;
using namespace phirap::testing;

// RFC 7693 gives BLAKE2b-512 alone; the 256-bit digests are from the reference implementation (b2sum -l 256).
TEST_CASE("digest: BLAKE2b-256 of the parts laid end to end") {
    const char* abc = "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";
    CHECK(digest_of({bytes_of("abc")}).hex() == abc);
    CHECK(digest_of({bytes_of("a"), bytes_of(""), bytes_of("bc")}).hex() == abc);
}

TEST_CASE("lineage: a run belongs to one server, office, writer and lineage") {
    const LineageRoot root{writer_called("server"), "4301", writer_called("north"), {{1}}};
    std::set<OperationId> ids = {root_id(root)};
    LineageRoot other = root;
    other.server = writer_called("other");
    ids.insert(root_id(other));
    other = root;
    other.office = "4302";
    ids.insert(root_id(other));
    other = root;
    other.writer = writer_called("east");
    ids.insert(root_id(other));
    other = root;
    other.lineage = {{2}};
    ids.insert(root_id(other));
    CHECK(ids.size() == 5);
}

TEST_CASE("lineage: an operation's id holds its body and all that came before") {
    const OperationId root = root_id({writer_called("server"), "4301", writer_called("north"), {{1}}});
    const OperationId first = operation_id(root, bytes_of("a"));
    CHECK(first != operation_id(root, bytes_of("b")));
    CHECK(operation_id(first, bytes_of("b")) != operation_id(root, bytes_of("b")));
    CHECK(first == operation_id(root, bytes_of("a")));
}
