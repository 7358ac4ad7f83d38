// A table that promises nothing but to be on the disk: WAL, synchronous=FULL, a random 16-byte UNIQUE key.
#pragma once

#include <filesystem>
#include <random>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace phirap::bench {

class BareTable {
  public:
    // Begins an empty one in the place of whatever the file was.
    explicit BareTable(const std::filesystem::path& file);
    ~BareTable();
    BareTable(const BareTable&) = delete;
    BareTable& operator=(const BareTable&) = delete;

    void run(const char* sql);
    // A transaction of its own, unless one is open.
    void insert(const std::string& body);

  private:
    sqlite3* database_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
    std::mt19937_64 random_{20260101};
};

}  // namespace phirap::bench
