#include <microfast/net/asio_poller.hpp>
#include <microfast/net/poller.hpp>
#if defined(__linux__)
#include <microfast/net/epoll_poller.hpp>
#endif

namespace microfast::net {

std::unique_ptr<poller> make_poller(poller_kind kind, asio::io_context& context) {
#if defined(__linux__)
    if (kind == poller_kind::system) return std::make_unique<epoll_poller>(context);
#endif
    static_cast<void>(kind);
    return std::make_unique<asio_poller>(context);
}

}  // namespace microfast::net
