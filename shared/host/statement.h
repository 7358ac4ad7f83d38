// A prepared statement in use. Database keeps statements by their SQL text, so that a row costs bind, step
// and reset and nothing else; what is here is given back to it by the destructor, on every road out.
//
// What can be bound: integers, text, bytes (Bytes, spans, arrays, every Id), nullptr, and an optional of
// these. SQLite's integers are signed: an unsigned number above 2^63-1 stops the program. An
// OperationName uses all 64 bits and goes in and out as std::bit_cast<std::int64_t>.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "shared/core/bytes.h"
#include "shared/core/invariant.h"

struct sqlite3_stmt;

namespace phirap {

class Database;

// One statement of the cache.
struct Prepared {
    sqlite3_stmt* statement = nullptr;
    int parameters = 0;
    bool in_use = false;
    bool cached = false;  // else it was prepared a second time, while the first was in use
};

// How long a bound value lives: until the statement has run, or SQLite takes a copy.
enum class Lifetime { outlives_the_run, copied };

class Statement {
  public:
    Statement(Database& database, Prepared* prepared) : database_(&database), prepared_(prepared) {}
    Statement(Statement&& other) noexcept : database_(other.database_), prepared_(other.prepared_) {
        other.prepared_ = nullptr;
    }
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    // Binds all parameters in order; there must be as many values as parameters.
    template <Lifetime lifetime, typename... Values>
    void bind(const Values&... values) {
        invariant(static_cast<int>(sizeof...(values)) == prepared_->parameters,
                  "a statement was given as many values as it has parameters");
        int parameter = 0;
        (bind_one<lifetime>(++parameter, values), ...);
    }

    // True when a row stands to be read. Throws StoreError.
    [[nodiscard]] bool next();
    // For a destructor: runs it without asking for memory of ours, and whatever comes of it.
    void run_on_the_way_out() noexcept;

    // Columns of the row, counted from 0. Views live until the next next().
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] BytesView blob(int column) const;
    [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const {
        return is_null(column) ? std::nullopt : std::optional(integer(column));
    }
    // An id of another length can only be damage: throws StoreError (corrupt).
    template <typename IdType>
    [[nodiscard]] IdType id(int column) const {
        const auto id = IdType::from(blob(column));
        if (!id) {
            throw_wrong_length(column);
        }
        return *id;
    }
    template <typename IdType>
    [[nodiscard]] std::optional<IdType> optional_id(int column) const {
        return is_null(column) ? std::nullopt : std::optional(id<IdType>(column));
    }

  private:
    template <Lifetime lifetime, typename Value>
    void bind_one(int parameter, const Value& value) {
        if constexpr (std::same_as<Value, std::nullptr_t> || std::same_as<Value, std::nullopt_t>) {
            bind_null(parameter);
        } else if constexpr (std::integral<Value>) {
            if constexpr (std::unsigned_integral<Value> && sizeof(Value) == 8) {
                invariant(value <= std::uint64_t(std::numeric_limits<std::int64_t>::max()),
                          "an unsigned number fits SQLite's signed ones");
            }
            bind_integer(parameter, static_cast<std::int64_t>(value));
        } else if constexpr (std::convertible_to<const Value&, std::string_view>) {
            bind_text(parameter, value, lifetime);
        } else if constexpr (std::convertible_to<const Value&, BytesView>) {
            bind_blob(parameter, value, lifetime);
        } else if constexpr (requires { BytesView(value.view()); }) {
            bind_blob(parameter, value.view(), lifetime);
        } else {
            static_assert(
                requires { value.has_value(); }, "integer, text, bytes, id, or an optional of these");
            if (value.has_value()) {
                bind_one<lifetime>(parameter, *value);
            } else {
                bind_null(parameter);
            }
        }
    }
    void bind_null(int parameter);
    void bind_integer(int parameter, std::int64_t value);
    void bind_text(int parameter, std::string_view value, Lifetime lifetime);
    void bind_blob(int parameter, BytesView value, Lifetime lifetime);
    void check(int code);
    [[noreturn]] void throw_wrong_length(int column) const;

    Database* database_;
    Prepared* prepared_;
};

}  // namespace phirap
