/// @file
/// Listens for questions, over UDP and TCP.
#pragma once

#include <microfast/core/byte_count.hpp>
#include <microfast/dns/responder.hpp>
#include <microfast/net/endpoint.hpp>
#include <microfast/net/event_loop.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace microfast::dns {

/// All finite.
struct dns_server_options {
    std::string bind = "127.0.0.1:5353";  ///< both protocols; port 0 lets the system choose
    std::uint16_t udp_size =
        1'232;  ///< of an answer over UDP, whatever a client offers; 4,096 at most
    std::size_t queries = 1'024;   ///< under way over UDP; then new ones are dropped
    std::size_t connections = 64;  ///< over TCP; then new ones are closed at once
    std::chrono::milliseconds idle{
        10'000};  ///< of a TCP connection, from its start or last answer to the next one
};

/// Answers with what a responder says.
///
/// A query that cannot be read is FORMERR if its id can be, else dropped; so is whatever is a
/// response itself, or two servers could talk for ever. Opcodes other than QUERY are NOTIMP, an
/// EDNS version that is not 0 is BADVERS. An answer that is too large for UDP comes truncated, and
/// the client asks again over TCP, where messages have a length before them and several may follow
/// each other.
///
/// Thread safety: none, belongs to one event loop, and ends before it. Lifetime: the responder
/// outlives the loop.
/// Errors: throws `error` if it cannot listen. Source: RFC 1035, section 4.2; RFC 7766; RFC 6891.
class dns_server {
public:
    dns_server(net::event_loop& loop, responder& answers, dns_server_options options = {});
    dns_server(const dns_server&) = delete;
    dns_server& operator=(const dns_server&) = delete;
    ~dns_server();

    /// The port of both protocols.
    [[nodiscard]] std::uint16_t port() const noexcept;

private:
    class listening;
    std::shared_ptr<listening> listening_;
};

/// The bytes to answer with, or none: what a server makes of what it received.
[[nodiscard]] task<std::string> answer_query(
    std::string_view bytes, const http::ip_address& client, responder& answers, std::size_t most
);

}  // namespace microfast::dns
