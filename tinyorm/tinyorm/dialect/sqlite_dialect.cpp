#include <tinyorm/dialect/sqlite_dialect.hpp>

namespace tinyorm::dialect {

using schema::column_type;

std::string_view sqlite_dialect::name() const noexcept {
    return "SQLite";
}

bool sqlite_dialect::has(feature wanted) const noexcept {
    return wanted == feature::right_and_full_joins && joins_ == sqlite_joins::all;
}

char sqlite_dialect::placeholder_mark() const noexcept {
    return '?';
}

std::size_t sqlite_dialect::parameter_limit() const noexcept {
    return 32'766;
}

// SQLite's LIKE ignores the case of ASCII letters; GLOB does not.
std::string_view sqlite_dialect::like_operator() const noexcept {
    return " GLOB ";
}

std::string sqlite_dialect::to_pattern(std::string_view like_pattern) const {
    std::string glob;
    glob.reserve(like_pattern.size());
    for (std::size_t i = 0; i < like_pattern.size(); ++i) {
        char letter = like_pattern[i];
        if (letter == '%' || letter == '_') {
            glob += letter == '%' ? '*' : '?';
            continue;
        }
        if (letter == '\\' && i + 1 < like_pattern.size()) letter = like_pattern[++i];
        if (letter == '*' || letter == '?' || letter == '[') {
            glob.append(1, '[').append(1, letter).append(1, ']');
        } else {
            glob += letter;
        }
    }
    return glob;
}

bracket sqlite_dialect::any_of() const noexcept {
    return {" IN (SELECT value FROM json_each(", "))"};
}

std::string_view sqlite_dialect::no_limit() const noexcept {
    return "-1";
}

std::string_view sqlite_dialect::type_name(column_type type) const noexcept {
    switch (type) {
        case column_type::boolean:
        case column_type::small_integer:
        case column_type::integer:
        case column_type::big_integer: return "INTEGER";
        case column_type::real:
        case column_type::double_precision: return "REAL";
        case column_type::bytes: return "BLOB";
        case column_type::text:
        case column_type::timestamp:
        case column_type::date:
        case column_type::uuid:
        case column_type::decimal:
        case column_type::json:
        case column_type::integer_array:
        case column_type::text_array: return "TEXT";
    }
    return "";
}

std::string_view sqlite_dialect::autoincrement() const noexcept {
    return " PRIMARY KEY AUTOINCREMENT";
}

// Milliseconds are all that SQLite's clock gives; six digits keep text order time order.
std::string_view sqlite_dialect::now() const noexcept {
    return "(strftime('%Y-%m-%d %H:%M:%f000', 'now'))";
}

std::string_view sqlite_dialect::table_suffix() const noexcept {
    return " STRICT";
}

}  // namespace tinyorm::dialect
