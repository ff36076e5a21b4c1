/// @file
/// What an application serves about itself: its OpenAPI document, Swagger UI and ReDoc.
#pragma once

#include <microfast/openapi/page.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace microfast::openapi {

struct page_options {
    std::string title;
    std::string document;  ///< the OpenAPI document
    std::string document_path;
    std::string docs_path;   ///< empty: no Swagger UI
    std::string redoc_path;  ///< empty: no ReDoc
    std::string prefix;      ///< where all of it is mounted
};

/// The document, and the pages with what they load: everything comes from the application itself,
/// and a strict Content-Security-Policy sees to it.
///
/// Scripts and styles have their version in their path and never change. Without the pages' assets
/// (built with MICROFAST_DOCS_PAGES off) it is the document alone.
[[nodiscard]] std::vector<page> make_pages(page_options options);

}  // namespace microfast::openapi
