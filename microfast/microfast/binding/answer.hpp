/// @file
/// From what a handler returns to an answer.
#pragma once

#include <microfast/http/json.hpp>
#include <microfast/http/response.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>
#include <utility>

namespace microfast::binding {

/// Text: anything a string_view can look at.
template <class Result>
concept text_result = std::convertible_to<const Result&, std::string_view>;

/// The dynamic value, sent as `application/json`.
template <class Result>
concept json_result = std::same_as<Result, http::json>;

/// What a handler may return.
template <class Result>
concept answer_result =
    std::same_as<Result, http::response> || json_result<Result> || text_result<Result>;

/// Makes `answer` the answer that `result` stands for: a response is itself, JSON and text are 200.
template <answer_result Result>
void answer_with(http::response& answer, Result result) {
    if constexpr (std::same_as<Result, http::response>) {
        answer = std::move(result);
    } else if constexpr (json_result<Result>) {
        answer.set_json_text(http::to_json_text(result));
    } else {
        answer.set_text(result);
    }
}

}  // namespace microfast::binding
