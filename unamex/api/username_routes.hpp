/// @file
/// `/v1/usernames`: is it free, and make it mine.
#pragma once

#include <microfast/application/application.hpp>

namespace unamex::api {

/// Adds
///
/// - `GET /v1/usernames/{name}[?strict=true]`: 200 free or taken, 422 nobody can have it;
/// - `POST /v1/usernames:check`: up to a hundred names at once;
/// - `POST /v1/usernames`, with `Idempotency-Key` if the client may repeat it: 201, 409 taken, 422.
///
/// All of them answer 503 with Retry-After when a part of the service that they need is away. They
/// use the `loop_services` of the event loop they run on.
void add_username_routes(microfast::application& app);

}  // namespace unamex::api
