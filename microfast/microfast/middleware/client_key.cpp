#include <microfast/middleware/client_key.hpp>

#include <cstddef>

namespace microfast::middleware {

std::string client_key(const http::request& request) {
    const auto& address = request.client_address();
    const auto& bytes = address.bytes();
    constexpr std::ptrdiff_t v4_start = 12, network_end = 8;
    if (address.is_v4()) return {bytes.begin() + v4_start, bytes.end()};
    return {bytes.begin(), bytes.begin() + network_end};
}

}  // namespace microfast::middleware
