#include "shared/host/record_file.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>

#include "shared/host/store_error.h"
#include "tests/support/memory_vfs.h"
#include "tests/support/seeded.h"

namespace phirap {
namespace {

using Records = std::vector<Bytes>;

Digest secret_of(std::uint8_t number) {
    Digest secret;
    secret.bytes.fill(number);
    return secret;
}

struct Disk {
    explicit Disk(std::uint64_t seed = 1) : chance(seed), vfs("records", chance) {}

    [[nodiscard]] std::unique_ptr<RecordFile> open(std::uint8_t owner = 1) {
        return std::make_unique<RecordFile>("/pc/file", vfs.name(), secret_of(owner));
    }
    [[nodiscard]] Bytes bytes() const { return vfs.snapshot("/pc/").at("file"); }
    void put(const Bytes& bytes) { vfs.restore("/pc/", {{"file", bytes}}); }

    SeededChance chance;
    MemoryVfs vfs;
};

Records records_in(const RecordFile& file) {
    Records records;
    (void)file.read([&](BytesView record) { records.emplace_back(record.begin(), record.end()); });
    return records;
}

Bytes record(std::uint8_t number, std::size_t bytes) {
    return Bytes(bytes, number);
}

Records five() {
    return {record(1, 300), record(2, 0), record(3, 700), record(4, 90'000), record(5, 40)};
}

void write_all(Disk& disk, const Records& records) {
    const auto file = disk.open();
    for (const Bytes& one : records) {
        file->append(one);
    }
}

TEST_CASE("record file: what was appended is read again, in order, by its owner alone") {
    Disk disk;
    write_all(disk, five());
    CHECK(records_in(*disk.open()) == five());
    CHECK(records_in(*disk.open(2)).empty());
}

TEST_CASE("record file: a flipped bit anywhere costs the record it hits and no other") {
    Disk disk;
    const Records all = {record(1, 30), record(2, 0), record(3, 200), record(0x89, 60)};
    write_all(disk, all);
    const Bytes whole = disk.bytes();
    for (std::size_t at = 0; at < whole.size(); ++at) {
        CAPTURE(at);
        Bytes rotten = whole;
        rotten[at] ^= static_cast<std::uint8_t>(1U << disk.chance.below(8));
        disk.put(rotten);

        const auto file = disk.open();
        Records found;
        const RecordFile::Found said =
            file->read_and_cut([&](BytesView one) { found.emplace_back(one.begin(), one.end()); });
        REQUIRE(found.size() == all.size() - 1);
        CHECK(said.records == found.size());
        CHECK(said.rotten_bytes + said.torn_bytes > 0);
        std::size_t lost = 0;
        for (const Bytes& one : all) {
            lost += std::ranges::count(found, one) == 0 ? 1 : 0;
        }
        CHECK(lost == 1);

        file->append(record(9, 10));
        found.push_back(record(9, 10));
        CHECK(records_in(*file) == found);
    }
}

TEST_CASE("record file: cut short anywhere, it keeps what was whole and goes on behind it") {
    Disk disk;
    const Records all = {record(1, 30), record(2, 100)};
    write_all(disk, all);
    const Bytes whole = disk.bytes();
    const std::size_t first = whole.size() - 100 - 48;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        disk.put({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
        const auto file = disk.open();
        const RecordFile::Found found = file->read_and_cut([](BytesView) {});
        CHECK(found.records == (size < first ? 0 : 1));
        CHECK(found.torn_bytes == (size < first ? size : size - first));
        file->append(record(3, 5));
        CHECK(records_in(*file).back() == record(3, 5));
        CHECK(records_in(*file).size() == found.records + 1);
    }
}

// An officer's text may hold anything, a record as another program would write it too.
TEST_CASE("record file: nothing inside of a record is taken for one, even where that record has rotted") {
    Bytes of_another;
    {
        Disk disk;
        disk.open(2)->append(record(7, 20));
        of_another = disk.bytes();
    }
    Disk disk;
    write_all(disk, {of_another, record(1, 10)});
    Bytes rotten = disk.bytes();
    rotten[0] ^= 1;
    disk.put(rotten);
    CHECK(records_in(*disk.open()) == Records{record(1, 10)});
}

TEST_CASE("record file: the power goes at any operation: what was appended stays, the last is whole or not") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        Disk disk(seed);
        Records appended;
        Bytes under_way;
        disk.vfs.power_cut_at(static_cast<std::int64_t>(1 + disk.chance.below(30)), "/pc/");
        try {
            const auto file = disk.open();
            while (true) {
                under_way = record(static_cast<std::uint8_t>(appended.size()), disk.chance.below(2000));
                file->append(under_way);
                appended.push_back(under_way);
            }
        } catch (const StoreError&) {
        }
        disk.vfs.stop_failing();
        const auto file = disk.open();
        (void)file->read_and_cut([](BytesView) {});
        Records found = records_in(*file);
        if (found.size() > appended.size()) {
            appended.push_back(under_way);
        }
        REQUIRE(found == appended);
        file->append(record(200, 300));
        found.push_back(record(200, 300));
        CHECK(records_in(*file) == found);
    }
}

TEST_CASE("record file: of an append that failed nothing is left behind the next one") {
    for (const DiskOperation operation : {DiskOperation::write, DiskOperation::sync}) {
        for (const int code : {SQLITE_IOERR, SQLITE_FULL}) {
            Disk disk;
            const auto file = disk.open();
            file->append(record(1, 3000));
            disk.vfs.fail(operation, 1, code);
            CHECK_THROWS_AS(file->append(record(2, 3000)), StoreError);
            disk.vfs.stop_failing();
            file->append(record(3, 10));
            disk.vfs.power_cut("/pc/");
            CHECK(records_in(*disk.open()) == Records{record(1, 3000), record(3, 10)});
        }
    }
}

}  // namespace
}  // namespace phirap
