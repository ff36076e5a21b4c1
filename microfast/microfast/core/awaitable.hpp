/// @file
/// The one asio type that layers without asio may name.
#pragma once

// asio 1.22 asks for aligned_alloc before it has included anything that would say so: where it
// comes first it allocates in another way than everywhere else, and frees what the other way
// allocated.
#include <cstddef>
// keep the order
#include <asio/awaitable.hpp>

namespace microfast {

/// asio's own coroutine type. A handler may return it instead of `task<T>`; it costs about ten
/// times as much.
template <class T = void>
using awaitable = asio::awaitable<T>;

}  // namespace microfast
