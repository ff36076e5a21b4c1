/// @file
/// What a handler takes from a request by name.
#pragma once

#include <microfast/binding/constraints.hpp>
#include <microfast/binding/describe.hpp>
#include <microfast/binding/fixed_string.hpp>
#include <microfast/binding/form_content.hpp>
#include <microfast/binding/signature.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace microfast::binding {

/// The value of a parameter that a request does not have, in its list of constraints:
/// `query<"limit", int, defaults_to<20>, at_most<100>>`.
template <literal Value>
struct defaults_to {
    template <class T>
    [[nodiscard]] static T value() {
        if constexpr (requires { Value.value.view(); }) {
            return T(Value.value.view());
        } else if constexpr (std::is_floating_point_v<T>) {
            return static_cast<T>(Value.value.real());
        } else {
            const auto magnitude = static_cast<T>(Value.value.magnitude);
            return Value.value.is_negative ? static_cast<T>(T{} - magnitude) : magnitude;
        }
    }
};

namespace detail {

template <class Tag>
inline constexpr bool is_default = false;
template <literal Value>
inline constexpr bool is_default<defaults_to<Value>> = true;

template <class Tag>
inline constexpr bool is_known_tag = value_constraint<Tag> || is_default<Tag>;

/// The schema of a value under those tags that are constraints.
template <class T, class Rules, class... Tags>
struct schema_with;
template <class T, class... Rules>
struct schema_with<T, type_list<Rules...>> {
    static constexpr const value_schema& of() noexcept { return describe<T, Rules...>(); }
};
template <class T, class... Rules, class Tag, class... Tags>
struct schema_with<T, type_list<Rules...>, Tag, Tags...>
    : schema_with<
          T,
          std::conditional_t<value_constraint<Tag>, type_list<Rules..., Tag>, type_list<Rules...>>,
          Tags...> {};

}  // namespace detail

/// What is no plain struct, although it looks like one.
struct parameter_base {};

namespace detail {

template <class T>
inline constexpr bool is_parameter = std::is_base_of_v<parameter_base, T>;

}  // namespace detail

/// A value with a name in the request: what the types below are. Reaches its value by `*`, by `->`
/// and by conversion.
template <fixed_string Name, class T, class... Tags>
struct parameter : parameter_base {
    static_assert(
        (detail::is_known_tag<Tags> && ...),
        "microfast: after the type of a parameter come constraints and defaults_to<...>"
    );

    using value_type = T;
    static constexpr std::string_view name = Name.view();
    static constexpr bool has_default = (detail::is_default<Tags> || ...);

    T value{};

    operator T&() & noexcept { return value; }
    operator const T&() const& noexcept { return value; }
    operator T&&() && noexcept { return std::move(value); }
    T& operator*() noexcept { return value; }
    const T& operator*() const noexcept { return value; }
    T* operator->() noexcept { return &value; }
    const T* operator->() const noexcept { return &value; }

    [[nodiscard]] static constexpr const value_schema& schema() noexcept {
        return detail::schema_with<T, type_list<>, Tags...>::of();
    }

    /// Becomes its default.
    void set_default() {
        [[maybe_unused]] const auto take = [this]<class Tag>(std::type_identity<Tag>) {
            if constexpr (detail::is_default<Tag>) value = Tag::template value<T>();
        };
        (take(std::type_identity<Tags>{}), ...);
    }
};

/// The `{name}` of the pattern.
template <fixed_string Name, class T = std::string, class... Tags>
struct path : parameter<Name, T, Tags...> {};

/// `?name=value`. An optional one may be missing, a vector takes every pair of that name.
template <fixed_string Name, class T = std::string, class... Tags>
struct query : parameter<Name, T, Tags...> {};

/// The field of that name, in any mix of cases. A vector takes every line of that name.
template <fixed_string Name, class T = std::string, class... Tags>
struct header : parameter<Name, T, Tags...> {};

/// The cookie of that name.
template <fixed_string Name, class T = std::string, class... Tags>
struct cookie : parameter<Name, T, Tags...> {};

/// The field of a form: `application/x-www-form-urlencoded` or `multipart/form-data`.
template <fixed_string Name, class T = std::string, class... Tags>
struct form : parameter<Name, T, Tags...> {};

/// A file of a `multipart/form-data` form: an `upload`, an optional one, or a vector of them.
template <fixed_string Name, class T = upload>
struct file : parameter_base {
    using value_type = T;
    static constexpr std::string_view name = Name.view();

    T value{};

    T& operator*() noexcept { return value; }
    const T& operator*() const noexcept { return value; }
    T* operator->() noexcept { return &value; }
    const T* operator->() const noexcept { return &value; }
};

/// All fields of a struct as parameters of their names.
template <class Struct>
struct parameter_group : parameter_base {
    using value_type = Struct;
    Struct value{};

    operator Struct&() & noexcept { return value; }
    operator const Struct&() const& noexcept { return value; }
    Struct& operator*() noexcept { return value; }
    const Struct& operator*() const noexcept { return value; }
    Struct* operator->() noexcept { return &value; }
    const Struct* operator->() const noexcept { return &value; }
};

/// Every field of the struct is a query parameter.
template <class Struct>
struct query_params : parameter_group<Struct> {};

/// Every field of the struct is a header field; an underscore stands for a hyphen.
template <class Struct>
struct header_params : parameter_group<Struct> {};

/// Every field of the struct is a cookie.
template <class Struct>
struct cookie_params : parameter_group<Struct> {};

/// Every field of the struct is a field of a form.
template <class Struct>
struct form_data : parameter_group<Struct> {};

}  // namespace microfast::binding
