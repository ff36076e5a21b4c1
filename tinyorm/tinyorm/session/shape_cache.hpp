/// @file
/// The SQL text of statements, rendered once per shape.
#pragma once

#include <tinyorm/dialect/sql_dialect.hpp>
#include <tinyorm/query/statement_shape.hpp>

#include <cstddef>
#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>

namespace tinyorm {

/// Remembers the text of each shape of statement.
///
/// Complexity: a shape that is known costs a hash of its nodes. A program has as many shapes as it
/// has places where queries are built; if it makes up more than `capacity`, all are forgotten and
/// rendered anew. Thread safety: safe. Errors: those of `dialect::render`.
class shape_cache {
public:
    explicit shape_cache(const dialect::sql_dialect& dialect) : dialect_(dialect) {}

    /// The text of this statement; it stays valid for as long as the caller keeps it.
    [[nodiscard]] std::shared_ptr<const std::string> text_of(const query::statement& statement);

    [[nodiscard]] const dialect::sql_dialect& dialect() const noexcept { return dialect_; }
    [[nodiscard]] std::size_t size() const;

    static constexpr std::size_t capacity = 4'096;

private:
    struct shape_hash {
        std::size_t operator()(const query::statement_shape& shape) const noexcept {
            return shape.hash();
        }
    };

    const dialect::sql_dialect& dialect_;
    mutable std::shared_mutex mutex_;
    std::unordered_map<query::statement_shape, std::shared_ptr<const std::string>, shape_hash>
        texts_;
};

}  // namespace tinyorm
