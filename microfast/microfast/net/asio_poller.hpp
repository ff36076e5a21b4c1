/// @file
/// The portable poller: every watched descriptor is an asio descriptor.
#pragma once

#include <microfast/net/poller.hpp>

#include <memory>
#include <unordered_map>

namespace microfast::net {

/// Each readiness costs a handler and a system call more than with the epoll poller; it runs
/// wherever asio runs.
class asio_poller final : public poller {
public:
    explicit asio_poller(asio::io_context& context);
    ~asio_poller() override;

    void watch(int descriptor, interest wanted, watcher& who) override;
    void change(int descriptor, interest wanted, watcher& who) override;
    void forget(int descriptor, watcher& who) noexcept override;

private:
    class watch_state;

    asio::io_context& context_;
    std::unordered_map<int, std::shared_ptr<watch_state>> watches_;
};

}  // namespace microfast::net
