#include "shared/host/statement.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "shared/host/database.h"

namespace phirap {
namespace {

sqlite3_destructor_type destructor_for(Lifetime lifetime) {
    return lifetime == Lifetime::copied ? SQLITE_TRANSIENT : SQLITE_STATIC;
}

}  // namespace

Statement::~Statement() {
    if (prepared_ != nullptr) {
        database_->give_back(prepared_);
    }
}

bool Statement::next() {
    const int code = sqlite3_step(prepared_->statement);
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code != SQLITE_DONE) {
        database_->throw_error(fmt::format("run \"{:.100}\"", sqlite3_sql(prepared_->statement)));
    }
    return false;
}

void Statement::run_on_the_way_out() noexcept {
    sqlite3_step(prepared_->statement);
    sqlite3_reset(prepared_->statement);
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(prepared_->statement, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(prepared_->statement, column);
}

// As a blob: for text SQLite would first make room for a zero behind it, and give nothing when there is none.
std::string_view Statement::text(int column) const {
    return text_of(blob(column));
}

BytesView Statement::blob(int column) const {
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(prepared_->statement, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(prepared_->statement, column));
    if (bytes == nullptr && sqlite3_errcode(sqlite3_db_handle(prepared_->statement)) == SQLITE_NOMEM) {
        database_->throw_error("read a column");
    }
    return {bytes, size};
}

void Statement::bind_null(int parameter) {
    check(sqlite3_bind_null(prepared_->statement, parameter));
}

void Statement::bind_integer(int parameter, std::int64_t value) {
    check(sqlite3_bind_int64(prepared_->statement, parameter, value));
}

// A null pointer would bind NULL: an empty text or blob is one of length 0.
void Statement::bind_text(int parameter, std::string_view value, Lifetime lifetime) {
    const char* text = value.data() == nullptr ? "" : value.data();
    check(sqlite3_bind_text64(prepared_->statement, parameter, text, value.size(), destructor_for(lifetime),
                              SQLITE_UTF8));
}

void Statement::bind_blob(int parameter, BytesView value, Lifetime lifetime) {
    const void* bytes = value.data() == nullptr ? "" : static_cast<const void*>(value.data());
    check(
        sqlite3_bind_blob64(prepared_->statement, parameter, bytes, value.size(), destructor_for(lifetime)));
}

void Statement::check(int code) {
    if (code != SQLITE_OK) {
        database_->throw_error(fmt::format("bind \"{:.100}\"", sqlite3_sql(prepared_->statement)));
    }
}

void Statement::throw_wrong_length(int column) const {
    throw StoreError(fmt::format("read column {} of \"{:.100}\"", column, sqlite3_sql(prepared_->statement)),
                     database_->path().string(), SQLITE_CORRUPT, 0, "an id has the wrong length");
}

}  // namespace phirap
