/// @file
/// `/v1/search`: which names begin with these letters?
#pragma once

#include <microfast/application/application.hpp>
#include <unamex/services/search_service.hpp>

namespace unamex::api {

/// Adds `GET /v1/search?prefix=&limit=&cursor=&order=ranked|alphabetical`: 200 with a page of
/// names, 400 for a cursor that belongs to no such search, 422 for other parameters that cannot be.
/// The service outlives `app`.
void add_search_routes(microfast::application& app, const services::search_service& service);

}  // namespace unamex::api
