/// @file
/// Rows whose values have names that the query gave them.
#pragma once

#include <tinyorm/query/name.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace tinyorm::query {

/// A value of a row, and the name it was selected `as`.
template <literal Name, typename Value>
struct named_value {
    static constexpr auto name = Name;
    using value_type = Value;
};

/// A value of a row without a name of its own.
template <typename Value>
struct nameless_value {
    static constexpr literal name{""};
    using value_type = Value;
};

/// What a select with names gives: `row.get<"posts">()`, or by position `row.get<0>()`.
template <typename... Fields>
class named_row {
public:
    using values_type = std::tuple<typename Fields::value_type...>;

    /// Where the value of this name stands; not a position at all if there is none.
    template <literal Name>
    static consteval std::size_t position_of() {
        const bool matches[] = {Fields::name == Name...};
        std::size_t position = 0;
        while (position < sizeof...(Fields) && !matches[position])
            ++position;
        return position;
    }

    template <literal Name>
    [[nodiscard]] const auto& get() const {
        static_assert(
            position_of<Name>() < sizeof...(Fields),
            "tinyorm: the query selects nothing of this name"
        );
        return std::get<position_of<Name>()>(values_);
    }
    template <std::size_t Position>
    [[nodiscard]] const auto& get() const {
        return std::get<Position>(values_);
    }

    [[nodiscard]] values_type& values() noexcept { return values_; }
    [[nodiscard]] const values_type& values() const noexcept { return values_; }
    friend bool operator==(const named_row&, const named_row&) = default;

private:
    values_type values_{};
};

}  // namespace tinyorm::query
