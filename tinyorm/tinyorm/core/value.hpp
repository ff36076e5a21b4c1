/// @file
/// A parameter of a statement.
#pragma once

#include <tinyorm/core/decimal.hpp>
#include <tinyorm/core/types.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tinyorm {

/// What is bound to a placeholder: NULL, a scalar, or an array of integers or texts.
///
/// Arrays serve `= ANY($1)` and `unnest($1)`: PostgreSQL takes them as arrays, SQLite as a JSON
/// text for `json_each(?1)`. A uuid, date, decimal or json travels as text.
class value {
public:
    using alternatives = std::variant<
        std::monostate,
        bool,
        i64,
        double,
        std::string,
        bytes,
        timestamp,
        std::vector<i64>,
        std::vector<std::string>>;

    value() = default;
    value(std::nullopt_t) {}
    value(std::same_as<bool> auto given) : held_(static_cast<bool>(given)) {}
    value(std::signed_integral auto given) : held_(i64{given}) {}
    value(std::floating_point auto given) : held_(static_cast<double>(given)) {}
    value(std::string given) : held_(std::move(given)) {}
    value(std::string_view given) : held_(std::string{given}) {}
    value(const char* given) : held_(std::string{given}) {}
    value(bytes given) : held_(std::move(given)) {}
    value(timestamp given) : held_(given) {}
    value(const uuid& given) : held_(to_string(given)) {}
    value(date given) : held_(to_string(given)) {}
    value(const decimal& given) : held_(given.text()) {}
    value(json given) : held_(std::move(given.text)) {}
    value(std::vector<i64> given) : held_(std::move(given)) {}
    value(std::vector<std::string> given) : held_(std::move(given)) {}
    template <typename T>
        requires std::constructible_from<value, T> value(std::optional<T> given) {
            if (given) *this = value{*std::move(given)};
        }

    [[nodiscard]] bool is_null() const noexcept { return held_.index() == 0; }
    [[nodiscard]] const alternatives& held() const noexcept { return held_; }

    friend bool operator==(const value&, const value&) = default;

private:
    alternatives held_;
};

}  // namespace tinyorm
