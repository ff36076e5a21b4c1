/// @file
/// A statement that SQLite has compiled.
/// Private header.
#pragma once

#include <tinyorm/core/cell.hpp>
#include <tinyorm/core/value.hpp>

#include <sqlite3.h>

#include <memory>
#include <span>
#include <vector>

namespace tinyorm::driver::sqlite {

struct statement_deleter {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};

/// A compiled statement with room for its current row.
class prepared {
public:
    prepared() = default;
    explicit prepared(sqlite3_stmt* owned) : statement_(owned) {}

    [[nodiscard]] sqlite3_stmt* handle() const noexcept { return statement_.get(); }

    /// Binds all parameters and returns SQLite's result code. Texts are copied only if the
    /// statement returns rows: any other is done with them when its first step returns.
    [[nodiscard]] int bind(std::span<const value> parameters);

    /// The row that the last step arrived at.
    [[nodiscard]] std::span<const cell> read_row();

    /// Makes it ready for its next execution.
    void reset() noexcept;

private:
    std::unique_ptr<sqlite3_stmt, statement_deleter> statement_;
    std::vector<cell> row_;
};

}  // namespace tinyorm::driver::sqlite
