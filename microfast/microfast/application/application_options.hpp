/// @file
/// What an application says about itself, and where.
#pragma once

#include <microfast/binding/upload_options.hpp>

#include <string>

namespace microfast {

/// Title to licence go into the OpenAPI document. An empty path switches a document off.
struct application_options {
    std::string title = "microfast";
    std::string version = "0.1.0";
    std::string summary{};
    std::string description{};  ///< Markdown
    std::string openapi_path = "/openapi.json";
    std::string docs_path = "/docs";    ///< Swagger UI; needs `openapi_path`
    std::string redoc_path = "/redoc";  ///< ReDoc; needs `openapi_path`
    binding::upload_options uploads{};  ///< of its own routes
};

}  // namespace microfast
