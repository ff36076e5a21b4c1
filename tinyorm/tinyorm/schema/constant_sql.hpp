/// @file
/// A constant of a program as SQL, written while it is compiled.
#pragma once

#include <tinyorm/schema/column_definition.hpp>
#include <tinyorm/schema/literal.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tinyorm::schema {

/// A number, bool or text as a template argument: `default_value<5>`, `default_value<"new">`.
template <std::size_t Size>
struct constant {
    enum class kind : std::uint8_t { boolean, integer, text };

    kind what = kind::integer;
    long long number = 0;
    char text[Size] = {};

    consteval constant(bool given) : what(kind::boolean), number(given ? 1 : 0) {}
    template <std::integral Integer>
    consteval constant(Integer given) : number(given) {}
    consteval constant(const char (&given)[Size]) : what(kind::text) {
        std::copy_n(given, Size, text);
    }

    [[nodiscard]] constexpr bool suits(column_type type) const {
        switch (type) {
            case column_type::boolean: return what == kind::boolean;
            case column_type::small_integer: return is_within(32'767);
            case column_type::integer: return is_within(2'147'483'647);
            case column_type::big_integer: return what == kind::integer;
            case column_type::text: return what == kind::text;
            default: return false;
        }
    }

private:
    [[nodiscard]] constexpr bool is_within(long long greatest) const {
        return what == kind::integer && number <= greatest && number >= -greatest - 1;
    }
};
constant(bool)->constant<1>;
template <std::integral Integer>
constant(Integer) -> constant<1>;
template <std::size_t Size>
constant(const char (&)[Size]) -> constant<Size>;

/// Text that is built up to its size.
template <std::size_t Capacity>
struct built_text {
    std::array<char, Capacity> letters{};
    std::size_t size = 0;

    constexpr void add(char letter) { letters[size++] = letter; }
    constexpr void add(std::string_view text) {
        for (const char letter : text)
            add(letter);
    }
    [[nodiscard]] constexpr std::string_view view() const { return {letters.data(), size}; }
};

template <constant Constant>
consteval auto build_constant_sql() {
    using kind = typename decltype(Constant)::kind;
    built_text<2 * sizeof(Constant.text) + 24> sql;
    if constexpr (Constant.what == kind::boolean) {
        sql.add(Constant.number != 0 ? "true" : "false");
    } else if constexpr (Constant.what == kind::text) {
        sql.add('\'');
        for (const char letter : std::string_view{Constant.text, sizeof(Constant.text) - 1}) {
            if (letter == '\'') sql.add(letter);
            sql.add(letter);
        }
        sql.add('\'');
    } else {
        std::array<char, 20> digits{};
        std::size_t count = 0;
        auto rest = Constant.number;
        do {
            const auto digit = rest % 10;
            digits[count++] = static_cast<char>('0' + (digit < 0 ? -digit : digit));
            rest /= 10;
        } while (rest != 0);
        if (Constant.number < 0) sql.add('-');
        while (count > 0)
            sql.add(digits[--count]);
    }
    return sql;
}

template <constant Constant>
inline constexpr auto built_constant_sql = build_constant_sql<Constant>();

/// The constant in SQL: `5`, `true`, `'it''s'`.
template <constant Constant>
inline constexpr std::string_view constant_sql = built_constant_sql<Constant>.view();

}  // namespace tinyorm::schema
