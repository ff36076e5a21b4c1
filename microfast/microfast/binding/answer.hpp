/// @file
/// From what a handler returns to an answer.
#pragma once

#include <microfast/binding/answers.hpp>
#include <microfast/binding/describe.hpp>
#include <microfast/binding/json_writer.hpp>
#include <microfast/binding/operation.hpp>
#include <microfast/binding/parameter_values.hpp>
#include <microfast/binding/result.hpp>
#include <microfast/http/json.hpp>
#include <microfast/http/response.hpp>
#include <microfast/http/status.hpp>

#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace microfast::binding {

/// How a type is answered: `write` makes it the answer, whose status and fields the handler may
/// have set; `describe` tells OpenAPI. Specialise it for a type of your own.
template <class Result>
struct answer_form {
    static constexpr bool is_answer = false;
};

/// What a handler may return.
template <class Result>
concept answer_result = answer_form<Result>::is_answer;

struct answer_form_base {
    static constexpr bool is_answer = true;
};

/// Text: anything a string_view can look at.
template <class Result>
concept text_result = std::convertible_to<const Result&, std::string_view>;

/// What has an answer form of its own although it looks like a plain struct.
template <class Result>
concept answers_by_itself = std::same_as<Result, http::response> || requires {
    typename Result::answers_by_itself;
};

/// What JSON can say.
template <class Result>
concept json_result =
    !text_result<Result> && !answers_by_itself<Result> &&
    (std::same_as<Result, http::json> || detail::is_made_of<Result, std::vector> ||
     detail::is_fixed_array<Result> || detail::bound_map<Result> || scalar<Result> ||
     is_field<Result> || reflectable<Result>);

template <>
struct answer_form<http::response> : answer_form_base {
    static void write(http::response& answer, http::response&& result) {
        answer = std::move(result);
    }
    static void describe(operation_description& /*into*/) {}
};

/// 204, unless the handler has filled the response itself.
template <>
struct answer_form<void> : answer_form_base {
    static void describe(operation_description& into) {
        into.add(answer_description{http::status::no_content});
    }
};

template <text_result Result>
struct answer_form<Result> : answer_form_base {
    static void write(http::response& answer, const Result& result) { answer.set_text(result); }
    static void describe(operation_description& into) {
        into.add(answer_description{http::status::ok, "text/plain; charset=utf-8"});
    }
};

template <json_result Result>
struct answer_form<Result> : answer_form_base {
    static void write(http::response& answer, const Result& result) {
        write_json_answer(answer, binding::describe<Result>(), detail::address_of_const(result));
    }
    static void describe(operation_description& into) {
        into.add(answer_description{
            http::status::ok, "application/json", &binding::describe<Result>()});
    }
};

/// Makes the value that the schema describes the body, as `application/json`.
void write_json_answer(http::response& answer, const value_schema& schema, const void* value);

template <int Code, class T>
struct answer_form<status<Code, T>> : answer_form_base {
    static void write(http::response& answer, status<Code, T>&& result) {
        answer_form<T>::write(answer, std::move(result.value));
        answer.status = Code;
    }
    static void describe(operation_description& into) {
        const auto first = into.answers.size();
        answer_form<T>::describe(into);
        into.answers.at(first).status = Code;
    }
};

template <class T>
struct answer_form<created<T>> : answer_form_base {
    static void write(http::response& answer, created<T>&& result) {
        answer_form<T>::write(answer, std::move(result.value));
        answer.status = http::status::created;
        if (!result.location.empty()) answer.headers.set("Location", result.location);
    }
    static void describe(operation_description& into) {
        answer_form<status<http::status::created, T>>::describe(into);
    }
};

template <>
struct answer_form<no_content> : answer_form_base {
    static void write(http::response& answer, no_content /*result*/) {
        answer.status = http::status::no_content;
    }
    static void describe(operation_description& into) {
        into.add(answer_description{http::status::no_content});
    }
};

template <>
struct answer_form<redirect> : answer_form_base {
    static void write(http::response& answer, const redirect& result) {
        answer.status = result.code;
        answer.headers.set("Location", result.location);
    }
    static void describe(operation_description& into) {
        into.add(answer_description{http::status::temporary_redirect});
    }
};

/// Nothing is 404.
template <class T>
struct answer_form<std::optional<T>> : answer_form_base {
    static void write(http::response& answer, std::optional<T>&& result) {
        if (!result) return answer.set_problem(http::status::not_found, {});
        answer_form<T>::write(answer, *std::move(result));
    }
    static void describe(operation_description& into) {
        answer_form<T>::describe(into);
        into.add(answer_description{.status = http::status::not_found, .is_problem = true});
    }
};

/// JSON of one of several types: `oneOf`. If not all of them are JSON, each is answered in its own
/// way.
template <class... Alternatives>
struct answer_form<std::variant<Alternatives...>> : answer_form_base {
    using variant = std::variant<Alternatives...>;
    static constexpr bool is_json = (json_result<Alternatives> && ...);

    static void write(http::response& answer, variant&& result) {
        if constexpr (is_json) {
            write_json_answer(answer, binding::describe<variant>(), &result);
        } else {
            const auto write_one = [&answer]<class Alternative>(Alternative&& one) {
                answer_form<std::remove_cvref_t<Alternative>>::write(
                    answer, std::forward<Alternative>(one)
                );
            };
            std::visit(write_one, std::move(result));
        }
    }
    static void describe(operation_description& into) {
        if constexpr (is_json) {
            into.add(answer_description{
                http::status::ok, "application/json", &binding::describe<variant>()});
        } else {
            (answer_form<Alternatives>::describe(into), ...);
        }
    }
};

/// An expected error of a result.
template <class Error>
struct error_form {
    static_assert(
        requires {
            { Error::status } -> std::convertible_to<int>;
        },
        "microfast: an error of a result says its status: static constexpr int status = 409;"
    );
    static constexpr bool has_content = field_count<Error> > 0;

    static void write(http::response& answer, const Error& failed) {
        if constexpr (has_content) {
            answer_form<Error>::write(answer, failed);
            answer.status = Error::status;
        } else {
            answer.set_problem(Error::status, {});
        }
    }
    static void describe(operation_description& into) {
        if constexpr (has_content) {
            into.add(answer_description{
                Error::status, "application/json", &binding::describe<Error>()});
        } else {
            into.add(answer_description{.status = Error::status, .is_problem = true});
        }
    }
};

template <class T, class... Errors>
struct answer_form<result<T, Errors...>> : answer_form_base {
    static void write(http::response& answer, result<T, Errors...>&& given) {
        std::move(given).visit([&answer]<class Alternative>(Alternative&& one) {
            using type = std::remove_cvref_t<Alternative>;
            if constexpr (std::same_as<type, T>) {
                answer_form<T>::write(answer, std::forward<Alternative>(one));
            } else {
                error_form<type>::write(answer, one);
            }
        });
    }
    static void describe(operation_description& into) {
        answer_form<T>::describe(into);
        (error_form<Errors>::describe(into), ...);
    }
};

}  // namespace microfast::binding
