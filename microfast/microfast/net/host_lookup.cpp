#include <microfast/net/event_loop.hpp>
#include <microfast/net/host_lookup.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/ip/tcp.hpp>

namespace microfast::net {

task<std::vector<endpoint>> look_up_host(std::string host, std::string port) {
    asio::ip::tcp::resolver resolver(event_loop::current().executor());
    const auto found = co_await resolver.async_resolve(host, port, use_task);
    std::vector<endpoint> addresses;
    for (const auto& each : found)
        addresses.push_back(each.endpoint());
    co_return addresses;
}

}  // namespace microfast::net
