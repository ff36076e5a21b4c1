/// @file
/// Other coroutine types as tasks.
#pragma once

namespace microfast {

/// Makes a `task` of another coroutine type: specialised with `value_type` and
/// `static task<value_type> convert(Coroutine)`. <microfast/net/awaitable_task.hpp> does so for
/// `asio::awaitable`.
template <class Coroutine>
struct as_task;

template <class Coroutine>
concept convertible_to_task = requires {
    typename as_task<Coroutine>::value_type;
};

}  // namespace microfast
