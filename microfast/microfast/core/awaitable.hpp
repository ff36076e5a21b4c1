/// @file
/// The one asio type that layers without asio may name.
#pragma once

#include <asio/awaitable.hpp>

namespace microfast {

/// asio's own coroutine type. A handler may return it instead of `task<T>`; it costs about ten
/// times as much.
template <class T = void>
using awaitable = asio::awaitable<T>;

}  // namespace microfast
