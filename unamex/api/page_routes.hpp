/// @file
/// The page at `/`.
#pragma once

#include <microfast/application/application.hpp>

namespace unamex::api {

/// Adds the files of the page, under a content security policy that allows nothing but them and the
/// API.
void add_page_routes(microfast::application& app);

}  // namespace unamex::api
