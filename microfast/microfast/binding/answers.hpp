/// @file
/// What handlers return to say more than 200.
#pragma once

#include <microfast/http/response.hpp>
#include <microfast/http/status.hpp>

#include <string>
#include <utility>

namespace microfast::binding {

/// The value, with another status than 200: `status<202, ticket>`.
template <int Code, class T>
struct status {
    using answers_by_itself = void;
    static_assert(Code >= 200 && Code <= 599, "microfast: an answer has a status from 200 to 599");

    T value{};
};

/// 201 with the value; `location` is where it can be had, if it is not empty.
template <class T>
struct created {
    using answers_by_itself = void;

    T value{};
    std::string location{};
};
template <class T>
created(T) -> created<T>;
template <class T>
created(T, std::string) -> created<T>;

/// 204.
struct no_content {
    using answers_by_itself = void;
};

/// Sends the client elsewhere: with 307 it repeats its method there, with 303 it asks with GET.
struct redirect {
    using answers_by_itself = void;

    std::string location;
    int code = 307;
};

}  // namespace microfast::binding
