/// @file
/// In which order rows are inserted that refer to one another.
#pragma once

#include <tinyorm/schema/column_definition.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace tinyorm {

/// Row `child` holds the key of row `parent` in `column`.
struct dependency {
    std::size_t child;
    std::size_t parent;
    const schema::column_definition* column;
};

struct flush_plan {
    /// Of each row; those of a level refer only to rows of lower ones, but for what is postponed.
    std::vector<std::size_t> levels;
    /// Dependencies, by number, whose column stays NULL at first and is set by a second statement.
    std::vector<std::size_t> postponed;
};

/// Puts `rows` rows in the order of their foreign keys; circles are broken where a column may be
/// NULL. Complexity: rows + dependencies, for each circle once.
/// Errors: `invalid_query`, naming its columns, for a circle in which none may be NULL.
[[nodiscard]] flush_plan plan_flush(std::size_t rows, std::span<const dependency> dependencies);

}  // namespace tinyorm
