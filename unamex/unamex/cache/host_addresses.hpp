/// @file
/// The addresses of a host, looked up again without blocking.
#pragma once

#include <microfast/net/event_loop.hpp>

#include <asio/ip/tcp.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace unamex::cache {

/// Thread safety: none, it belongs to one event loop.
/// Errors: none; what is no name is passed on as it is. Lifetime: the loop outlives it.
class host_addresses {
public:
    /// Looks the host up, which blocks unless it is an address or empty.
    host_addresses(microfast::net::event_loop& loop, std::string host);

    /// The address to try now: each in turn. Empty for a name that could not be looked up.
    [[nodiscard]] std::string next();

    /// Keeps the old addresses until there are new ones.
    void look_up_again();

private:
    using addresses = std::vector<std::string>;

    std::string host_;
    bool is_name_;
    asio::ip::tcp::resolver resolver_;
    std::shared_ptr<addresses> known_;  // shared with a look-up that is on its way
    std::size_t next_ = 0;
};

}  // namespace unamex::cache
