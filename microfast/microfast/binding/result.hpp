/// @file
/// A value, or one of several errors that a caller should expect.
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <variant>

namespace microfast::binding {

namespace detail {

template <class Wanted, class... Errors>
concept one_of_types = (std::same_as<Wanted, Errors> || ...);

}  // namespace detail

/// What a handler returns that may fail in ways its clients should know: each error is documented
/// and answered with its own status.
///
///     struct taken { static constexpr int status = 409; std::string by; };
///     mf::result<user, taken> claim(...) { if (...) return taken{.by = "ann"}; return user{...}; }
///
/// An error says its status by `static constexpr int status`. A struct with fields is answered as
/// JSON, one without as a problem document.
template <class T, class... Errors>
class result {
    static_assert(sizeof...(Errors) > 0, "microfast: a result without errors is its value");

public:
    using value_type = T;

    template <class Value = T>
        requires(std::constructible_from<T, Value> && !detail::one_of_types<std::remove_cvref_t<Value>, result, Errors...>)
    result(Value&& value)  // NOLINT(google-explicit-constructor): `return value;` says enough
        : state_(std::in_place_index<0>, std::forward<Value>(value)) {}

    template <class Error>
        requires detail::one_of_types<std::remove_cvref_t<Error>, Errors...> result(Error&& error
        )  // NOLINT(google-explicit-constructor)
            : state_(std::in_place_type<std::remove_cvref_t<Error>>, std::forward<Error>(error)) {}

        [[nodiscard]] bool has_value() const noexcept {
            return state_.index() == 0;
        }
        [[nodiscard]] explicit operator bool() const noexcept {
            return has_value();
        }

        /// The value; there must be one.
        [[nodiscard]] T& value() noexcept {
            return *std::get_if<0>(&state_);
        }
        [[nodiscard]] const T& value() const noexcept {
            return *std::get_if<0>(&state_);
        }
        T& operator*() noexcept {
            return value();
        }
        const T& operator*() const noexcept {
            return value();
        }
        T* operator->() noexcept {
            return &value();
        }
        const T* operator->() const noexcept {
            return &value();
        }

        /// The error of that type, or null.
        template <class Error>
            requires detail::one_of_types<Error, Errors...>
        [[nodiscard]] const Error* find_error() const noexcept {
            return std::get_if<Error>(&state_);
        }

        /// Calls with the value or the error, whichever there is.
        template <class Visitor>
        decltype(auto) visit(Visitor&& visitor) && {
            return std::visit(std::forward<Visitor>(visitor), std::move(state_));
        }

    private:
        static_assert(
            !detail::one_of_types<T, Errors...>, "microfast: an error is not its value's type"
        );

        std::variant<T, Errors...> state_;
};

}  // namespace microfast::binding
