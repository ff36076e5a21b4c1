/// @file
/// Pages that begin after a row that is known, and cost the same however far they lie.
#pragma once

#include <tinyorm/query/operators.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace tinyorm::query {

enum class direction : bool { ascending, descending };

/// A column that pages are in the order of.
template <operand Column>
struct page_key {
    static_assert(
        !schema::without_optional<typename Column::value_type>::was_optional,
        "tinyorm: pages need columns that are never null"
    );
    const Column& of;
    direction goes;
};

/// `keyset(ascending(User::name), ascending(User::id))`.
template <operand Column>
[[nodiscard]] page_key<Column> ascending(const Column& column) {
    return {column, direction::ascending};
}
template <operand Column>
[[nodiscard]] page_key<Column> descending(const Column& column) {
    return {column, direction::descending};
}

/// The order of pages: columns of which the last, or all together, are unique.
///
/// Lifetime: refers to the columns, which are constants of the program.
template <typename... Columns>
class keyset {
public:
    explicit keyset(page_key<Columns>... keys) : keys_(keys...) {}

    [[nodiscard]] expression order() const {
        expression list;
        std::apply([&](const auto&... each) { (list.append(term_of(each)), ...); }, keys_);
        return list;
    }

    /// True of the rows behind the one with these values: `(a > 1) OR (a = 1 AND b > 2)`, which an
    /// index of the columns answers.
    template <typename... Values>
    [[nodiscard]] condition after(const Values&... values) const {
        static_assert(
            sizeof...(Values) == sizeof...(Columns), "tinyorm: after takes a value for each column"
        );
        return behind<0>(std::tie(values...));
    }

private:
    template <typename Key>
    static expression term_of(const Key& key) {
        return key.goes == direction::ascending ? key.of.asc().term : key.of.desc().term;
    }

    template <std::size_t Position, typename Values>
    condition behind(const Values& values) const {
        const auto& key = std::get<Position>(keys_);
        const auto& value = std::get<Position>(values);
        auto beyond = key.goes == direction::ascending ? key.of > value : key.of < value;
        if constexpr (Position + 1 == sizeof...(Columns)) {
            return beyond;
        } else {
            return std::move(beyond) || (key.of == value && behind<Position + 1>(values));
        }
    }

    std::tuple<page_key<Columns>...> keys_;
};

}  // namespace tinyorm::query
