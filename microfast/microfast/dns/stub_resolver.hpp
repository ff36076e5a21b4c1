/// @file
/// Asks other servers, and remembers what they said.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/dns/message.hpp>
#include <microfast/dns/resolver_cache.hpp>
#include <microfast/dns/responder.hpp>
#include <microfast/http/ip_address.hpp>
#include <microfast/net/event_loop.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace microfast::dns {

/// All finite.
struct resolver_options {
    std::vector<std::string> servers{};         ///< "9.9.9.9:53"; none: those of /etc/resolv.conf
    unsigned rounds = 2;                        ///< how often each server is asked
    std::chrono::milliseconds patience{1'500};  ///< with each attempt, over UDP or TCP
    std::size_t under_way = 1'024;              ///< different questions; then new ones fail
    bool mixes_case = false;  ///< asks for "wWw.eXampLe": what does not repeat that is not believed
    resolver_cache_options cache{};
};

/// A resolver that leaves the walk from the root to another one (a stub), with a cache.
///
/// The same question asked by several at once goes out once. Each goes out from a port of its own,
/// with an id that nobody can guess, and whatever does not come from the server that was asked, or
/// does not repeat id and question, is not looked at: so that answers cannot be planted. An answer
/// that was cut is asked for over TCP. A server that fails or is silent gives way to the next one.
///
/// Thread safety: none, belongs to one event loop, and ends before it.
/// Errors: `error` when no server has an answer, or too much is under way; that there is nothing is
/// an answer. Source: RFC 1035, section 7; RFC 5452 (forged answers).
class stub_resolver {
public:
    /// Throws `error` for a server that is no address.
    stub_resolver(net::event_loop& loop, resolver_options options = {});
    stub_resolver(const stub_resolver&) = delete;
    stub_resolver& operator=(const stub_resolver&) = delete;
    ~stub_resolver();

    /// `asked` by value: the question may outlive the one who asked first.
    [[nodiscard]] task<resolution> resolve(question asked);

    /// IPv4 addresses first. Empty if there are none.
    [[nodiscard]] task<std::vector<http::ip_address>> addresses(name host);

    /// How many questions were sent to servers.
    [[nodiscard]] std::uint64_t asked() const noexcept;

private:
    class state;
    std::shared_ptr<state> state_;
};

/// The servers of a file like /etc/resolv.conf, as "address:53"; "127.0.0.1:53" if it has none.
[[nodiscard]] std::vector<std::string> read_resolver_configuration(const std::string& path);

/// Answers questions with what a resolver finds: with `dns_server`, a cache for a network.
class forwarder final : public responder {
public:
    /// `asks` outlives it.
    explicit forwarder(stub_resolver& asks) noexcept : asks_{asks} {}

    [[nodiscard]] task<message> respond(const message& query, const http::ip_address& client)
        override;

private:
    stub_resolver& asks_;
};

}  // namespace microfast::dns
