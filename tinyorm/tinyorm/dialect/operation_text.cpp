#include <tinyorm/dialect/operation_text.hpp>

namespace tinyorm::dialect {

using query::operation;

binding binding_of(operation code) noexcept {
    switch (code) {
        case operation::logical_or: return by_or;
        case operation::logical_and: return by_and;
        case operation::logical_not: return by_not;
        case operation::equal:
        case operation::not_equal:
        case operation::less:
        case operation::less_equal:
        case operation::greater:
        case operation::greater_equal:
        case operation::is_null:
        case operation::is_not_null:
        case operation::like:
        case operation::in:
        case operation::any_of: return by_comparison;
        case operation::concatenate: return by_concatenation;
        case operation::add:
        case operation::subtract: return by_sum;
        case operation::multiply:
        case operation::divide:
        case operation::remainder: return by_product;
        default: return tightest;
    }
}

std::string_view sign_of(operation code) noexcept {
    switch (code) {
        case operation::equal: return " = ";
        case operation::not_equal: return " <> ";
        case operation::less: return " < ";
        case operation::less_equal: return " <= ";
        case operation::greater: return " > ";
        case operation::greater_equal: return " >= ";
        case operation::logical_and: return " AND ";
        case operation::logical_or: return " OR ";
        case operation::logical_not: return "NOT ";
        case operation::add: return " + ";
        case operation::subtract: return " - ";
        case operation::multiply: return " * ";
        case operation::divide: return " / ";
        case operation::remainder: return " % ";
        case operation::concatenate: return " || ";
        case operation::is_null: return " IS NULL";
        case operation::is_not_null: return " IS NOT NULL";
        case operation::descending: return " DESC";
        case operation::nulls_first: return " NULLS FIRST";
        case operation::nulls_last: return " NULLS LAST";
        case operation::count_rows: return "count(*)";
        case operation::count: return "count(";
        case operation::count_distinct: return "count(DISTINCT ";
        case operation::sum: return "sum(";
        case operation::average: return "avg(";
        case operation::minimum: return "min(";
        case operation::maximum: return "max(";
        case operation::exists: return "EXISTS ";
        case operation::always_false: return "FALSE";
        case operation::unbounded_preceding: return "UNBOUNDED PRECEDING";
        case operation::preceding: return " PRECEDING";
        case operation::current_row: return "CURRENT ROW";
        case operation::following: return " FOLLOWING";
        case operation::unbounded_following: return "UNBOUNDED FOLLOWING";
        default: return "";
    }
}

}  // namespace tinyorm::dialect
