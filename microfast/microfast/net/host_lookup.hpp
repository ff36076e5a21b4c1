/// @file
/// The addresses of a host, without waiting for them on the loop.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/net/endpoint.hpp>

#include <string>
#include <vector>

namespace microfast::net {

/// Asks the system's resolver, on a thread of asio's. Throws `std::system_error` if there is no
/// such host.
[[nodiscard]] task<std::vector<endpoint>> look_up_host(std::string host, std::string port);

}  // namespace microfast::net
