/// @file
/// The poller of Linux: an epoll set of our own inside asio's.
#pragma once

#include <microfast/net/poller.hpp>

#include <asio/io_context.hpp>
#include <asio/posix/basic_stream_descriptor.hpp>
#include <sys/epoll.h>

#include <array>
#include <span>

namespace microfast::net {

/// To asio it is one descriptor: when that is ready, a whole batch of our sockets is. So a socket
/// of ours costs no handler, no allocation and no lock, and asio's operations run beside it in the
/// same thread.
class epoll_poller final : public poller {
public:
    explicit epoll_poller(asio::io_context& context);

    void watch(int descriptor, interest wanted, watcher& who) override;
    void change(int descriptor, interest wanted, watcher& who) override;
    void forget(int descriptor, watcher& who) noexcept override;

private:
    static constexpr std::size_t batch_size = 512;

    void control(int operation, int descriptor, interest wanted, watcher& who);
    void wait_for_batch();
    void run_batch();

    // The concrete executor: the general one costs two indirect calls and an allocation a batch.
    asio::posix::basic_stream_descriptor<asio::io_context::executor_type> epoll_;
    std::array<epoll_event, batch_size> batch_{};
    std::span<epoll_event> pending_;  // the part of the batch whose watchers were not called yet
};

}  // namespace microfast::net
