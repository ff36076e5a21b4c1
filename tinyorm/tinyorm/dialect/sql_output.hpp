/// @file
/// The text of a statement that is being written.
/// Private header.
#pragma once

#include <tinyorm/dialect/sql_dialect.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace tinyorm::dialect {

/// SQL so far, and how many placeholders it has.
struct sql_output {
    const sql_dialect& dialect;
    std::string text{};
    std::size_t parameters = 0;

    sql_output& operator<<(std::string_view more) {
        text += more;
        return *this;
    }
    void add_name(std::string_view name) { text += quoted(name); }
    void add_placeholder() {
        text += dialect.placeholder_mark();
        text += std::to_string(++parameters);
    }
};

}  // namespace tinyorm::dialect
