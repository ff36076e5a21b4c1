/// @file
/// Who counts as one client.
#pragma once

#include <microfast/http/request.hpp>

#include <functional>
#include <string>

namespace microfast::middleware {

/// What a limit is kept for: an address, a user, a key of an API. Empty: no limit.
using key_function = std::function<std::string(const http::request&)>;

/// The address of the client, as bytes. Of IPv6 the first 64 bits: behind them one client has as
/// many addresses as it likes.
[[nodiscard]] std::string client_key(const http::request& request);

}  // namespace microfast::middleware
