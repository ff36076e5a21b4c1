/// @file
/// Routes with a little of everything.
#pragma once

#include <microfast/routing/router.hpp>

#include <memory>

namespace microfast::testing {

/// GET /hello, /users/{id}, /address, /later, /pieces, /throws, /throws/later, /cookie, /forget,
/// /background, /never; POST /echo.
[[nodiscard]] std::shared_ptr<const routing::router> sample_routes();

}  // namespace microfast::testing
