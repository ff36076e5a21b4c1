#include <microfast/server/peer_address.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>

namespace microfast::server {

http::ip_address peer_address(const net::descriptor& socket) noexcept {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    auto* const any = reinterpret_cast<sockaddr*>(&peer);
    if (::getpeername(socket.number(), any, &size) != 0) return {};
    const void* address = nullptr;
    if (peer.ss_family == AF_INET) {
        address = &reinterpret_cast<const sockaddr_in&>(peer).sin_addr;
    } else if (peer.ss_family == AF_INET6) {
        address = &reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr;
    } else {
        return {};
    }
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (::inet_ntop(peer.ss_family, address, text.data(), text.size()) == nullptr) return {};
    return http::ip_address::parse(text.data()).value_or(http::ip_address{});
}

}  // namespace microfast::server
