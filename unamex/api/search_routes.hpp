/// @file
/// `/v1/search`: which names begin with these letters?
#pragma once

#include <microfast/application/application.hpp>

namespace unamex::api {

/// Adds `GET /v1/search?prefix=&limit=&cursor=&order=ranked|alphabetical`: 200 with a page of
/// names, 400 for a cursor that belongs to no such search, 422 for other parameters that cannot be.
void add_search_routes(microfast::application& app);

}  // namespace unamex::api
