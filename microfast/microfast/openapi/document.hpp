/// @file
/// The OpenAPI document of an application.
#pragma once

#include <microfast/binding/operation.hpp>
#include <microfast/http/method.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace microfast::openapi {

/// What the document says of the whole.
struct document_info {
    std::string title;
    std::string version;
    std::string summary{};
    std::string description{};
    std::string prefix{};  ///< where the application is mounted; may be empty
};

/// One route.
struct operation {
    http::method method{};
    std::string pattern;
    std::string name;  ///< its operationId; empty: one of method and pattern
    std::string summary;
    std::string description;
    std::vector<std::string> tags;
    bool is_deprecated = false;
    binding::operation_description details;
};

/// "/users/{id:[0-9]+}/{rest*}" as OpenAPI writes it: "/users/{id}/{rest}".
[[nodiscard]] std::string path_of(std::string_view pattern);

/// "get_users_by_id": of a route that has no name.
[[nodiscard]] std::string operation_id_of(http::method method, std::string_view pattern);

/// An OpenAPI 3.1 document, compact JSON. Routes of methods that OpenAPI does not know (CONNECT)
/// are left out. What a request may be refused for is there without being said: 422 where something
/// is read, 401 where credentials are, 415 for another body.
///
/// Throws `error` if two routes have one operationId.
[[nodiscard]] std::string write_document(
    const document_info& info, const std::vector<operation>& operations
);

}  // namespace microfast::openapi
