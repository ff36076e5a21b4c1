/// @file
/// The pattern of a route, held against its handler while the program compiles.
#pragma once

#include <microfast/binding/arguments.hpp>
#include <microfast/binding/at_once_or.hpp>
#include <microfast/binding/path_needs.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace microfast::binding {

/// What a handler takes from the path; of one whose arguments cannot be made, anything: so that the
/// compiler tells of these first.
template <class Handler>
consteval path_needs path_needs_of() {
    using callable = std::decay_t<Handler>;
    if constexpr (has_bindable_arguments<callable>) {
        return detail::arguments_set_of<callable>::needs();
    } else {
        return path_needs{.reads_request = true};
    }
}

/// A pattern that is known only when the program runs: checked when its route is added.
class runtime_pattern {
public:
    explicit runtime_pattern(std::string_view text) : text_{text} {}
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

// The compiler prints the name of the one that it must not call.

void the_pattern_does_not_start_with_a_slash();
void the_pattern_has_a_brace_without_its_other_one();
void the_pattern_has_a_parameter_that_does_not_fill_its_segment();
void the_pattern_has_a_parameter_whose_name_is_no_identifier();
void the_pattern_uses_a_name_twice();
void the_pattern_has_more_than_16_parameters();
void the_pattern_goes_on_after_its_tail();
void the_handler_takes_a_path_parameter_that_the_pattern_lacks();
void the_pattern_has_a_parameter_that_the_handler_does_not_take();

/// The first argument of `app.get(pattern, handler)`: a string literal, or a `runtime_pattern`.
///
/// A literal that does not fit the handler is an error of the compiler, which names the reason.
template <class Handler>
class route_literal {
public:
    template <std::size_t Size>
    consteval route_literal(const char (&literal)[Size])  // NOLINT(google-explicit-constructor)
        : text_{literal, Size - 1} {
        switch (check_pattern(text_, path_needs_of<Handler>())) {
            case pattern_verdict::fine: break;
            case pattern_verdict::no_leading_slash:
                the_pattern_does_not_start_with_a_slash();
                break;
            case pattern_verdict::unbalanced_brace:
                the_pattern_has_a_brace_without_its_other_one();
                break;
            case pattern_verdict::parameter_within_a_segment:
                the_pattern_has_a_parameter_that_does_not_fill_its_segment();
                break;
            case pattern_verdict::bad_name:
                the_pattern_has_a_parameter_whose_name_is_no_identifier();
                break;
            case pattern_verdict::name_twice: the_pattern_uses_a_name_twice(); break;
            case pattern_verdict::too_many_parameters:
                the_pattern_has_more_than_16_parameters();
                break;
            case pattern_verdict::goes_on_after_tail: the_pattern_goes_on_after_its_tail(); break;
            case pattern_verdict::missing_parameter:
                the_handler_takes_a_path_parameter_that_the_pattern_lacks();
                break;
            case pattern_verdict::unbound_parameter:
                the_pattern_has_a_parameter_that_the_handler_does_not_take();
                break;
        }
    }

    /// Checked when the route is added. Lifetime: the pattern outlives the literal.
    route_literal(const runtime_pattern& pattern)  // NOLINT(google-explicit-constructor)
        : text_{pattern.text()} {}

    [[nodiscard]] std::string_view text() const noexcept { return text_; }

private:
    std::string_view text_;
};

}  // namespace microfast::binding
