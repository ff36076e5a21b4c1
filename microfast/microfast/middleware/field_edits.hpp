/// @file
/// Changes to the fields of an answer that several layers make.
#pragma once

#include <microfast/http/response_headers.hpp>

#include <string_view>

namespace microfast::middleware {

/// Says that the answer depends on a field of the request: adds its name to Vary, once.
/// Source: RFC 9110, section 12.5.5.
void add_to_vary(http::response_headers& headers, std::string_view field);

/// Sets a field unless the answer has it already.
void set_if_absent(http::response_headers& headers, std::string_view name, std::string_view value);

/// Is one of the members of a list like Vary or Cache-Control this token, in any mix of cases?
[[nodiscard]] bool has_member(std::string_view list, std::string_view token) noexcept;

}  // namespace microfast::middleware
