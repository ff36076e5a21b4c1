#include <tinyorm/core/error.hpp>
#include <tinyorm/query/relationship.hpp>
#include <tinyorm/query/typed_query.hpp>

#include <algorithm>
#include <utility>
#include <variant>

namespace tinyorm::query {
namespace {

expression are_equal(const schema::column_definition& one, const schema::column_definition& other) {
    return combine(operation::equal, expression{one}, expression{other});
}

// Integers or texts, as one array.
value to_array(const std::vector<value>& keys) {
    std::vector<i64> numbers;
    std::vector<std::string> texts;
    for (const auto& key : keys) {
        if (const auto* const number = std::get_if<i64>(&key.held())) numbers.push_back(*number);
        if (const auto* const text = std::get_if<std::string>(&key.held())) texts.push_back(*text);
    }
    return texts.empty() ? value{std::move(numbers)} : value{std::move(texts)};
}

const schema::column_definition& matched(const relation_path& path) {
    return path.link_near != nullptr ? *path.link_near : *path.far;
}

statement select_related(const relation_path& path, const schema::table_definition& table) {
    statement select{.table = &table, .results = all_columns(table)};
    if (path.link_near == nullptr) return select;
    const source link{&path.link_near->table(), nullptr};
    select.joins.push_back({join_kind::inner, link, are_equal(*path.link_far, *path.far)});
    return select;
}

}  // namespace

statement related_rows(
    const relation_path& path, const schema::table_definition& table, const std::vector<value>& keys
) {
    auto select = select_related(path, table);
    select.results.append(matched(path));
    select.conditions = combine(
        operation::any_of, expression{matched(path)}, expression{parameter{to_array(keys)}}
    );
    for (const auto& field : table.fields) {
        if (!field.column->is_primary_key) continue;
        select.order.append(expression{operation::ascending, expression{*field.column}, 1});
    }
    return select;
}

value near_key(const relation_path& path, const void* row) {
    const auto& fields = path.near->table().fields;
    const auto found = std::ranges::find(fields, path.near, &schema::field_definition::column);
    return found->bind(row);
}

std::vector<joined_source> joins_along(const relation_path& path, join_kind kind) {
    const source target{&path.far->table(), nullptr};
    if (path.link_near == nullptr) return {{kind, target, are_equal(*path.far, *path.near)}};
    const source link{&path.link_near->table(), nullptr};
    return {
        {kind, link, are_equal(*path.link_near, *path.near)},
        {kind, target, are_equal(*path.far, *path.link_far)}};
}

statement rows_related_to(
    const relation_path& path, const schema::table_definition& table, value key
) {
    auto select = select_related(path, table);
    select.conditions =
        combine(operation::equal, expression{matched(path)}, expression{parameter{std::move(key)}});
    return select;
}

}  // namespace tinyorm::query
