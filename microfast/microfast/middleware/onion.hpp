/// @file
/// Layers and a handler become one handler.
#pragma once

#include <microfast/http/handler.hpp>
#include <microfast/http/middleware.hpp>
#include <microfast/middleware/make_middleware.hpp>
#include <microfast/middleware/recover.hpp>

#include <cstddef>
#include <memory>
#include <span>

namespace microfast::middleware {

/// No handler has more layers around it; `fold` throws `error`.
inline constexpr std::size_t most_layers = 24;

/// The handler that goes through the layers, outermost first, to `inner`, and back.
///
///     access log ── request id ── cors ── recover ── handler
///        before  ->   before  ->  before ->          answers
///        after   <-   after   <-  after  <-          or throws
///
/// Folding happens once, when an application starts. Neighbouring plain layers are one function
/// around a plain handler, which stays plain, and one coroutine frame around any other; a layer
/// with `around` makes the whole a coroutine. Whatever is thrown at any depth becomes an answer
/// there, by `errors`, and goes on outwards.
///
/// A handler's attempt is kept where no layer surrounds it.
///
/// Throws `error` for too many layers, and where two of them may be there only once.
///
/// Without layers and without `errors` it is `inner` itself, which then costs what it always costs.
[[nodiscard]] http::handler fold(
    std::span<const http::middleware> outermost_first,
    http::handler inner,
    std::shared_ptr<const recover> errors = nullptr
);

}  // namespace microfast::middleware
