/// @file
/// The path that differs by the slash at its end.
#pragma once

#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>

#include <string_view>

namespace microfast::routing {

/// "/a/" of "/a" and the other way round; "/" of "/". Good until the next call on this thread.
[[nodiscard]] std::string_view with_other_slash(std::string_view path);

/// Whether the target has a path of which `Location` may be made: one that starts with two slashes
/// would lead to another host.
[[nodiscard]] bool may_redirect_to_other_slash(const http::request& request) noexcept;

/// 308 to the target with the other slash, as sent otherwise, query included; relative to the host.
void redirect_to_other_slash(const http::request& request, http::response& answer);

}  // namespace microfast::routing
