/// @file
/// A callable that answers requests, with its type erased once, when its route is added.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>

#include <memory>

namespace microfast::http {

using plain_function = void (*)(const void* callable, request&, response&);
using attempt_function = bool (*)(const void* callable, request&, response&);
using coroutine_function = task<void> (*)(const void* callable, request&, response&);

/// Answers a request by filling a response: either `plain` or `coroutine` is set.
///
/// A plain function is called and done. A coroutine's task borrows callable, request and response
/// until it ends. An attempt may stand before a coroutine: where it returns true it has answered,
/// and the request costs no coroutine. The server makes it only for a request that waits behind no
/// other one, so the coroutine answers everything by itself. What any of them throws becomes an
/// answer in the server: an `http_error` its problem, anything else 500.
struct handler {
    std::shared_ptr<const void> callable;
    plain_function plain = nullptr;
    coroutine_function coroutine = nullptr;
    attempt_function attempt = nullptr;
};

}  // namespace microfast::http
