#include <microfast/net/epoll_poller.hpp>

#include <asio/posix/descriptor_base.hpp>

#include <cerrno>
#include <system_error>

namespace microfast::net {

namespace {

std::uint32_t to_events(interest wanted) {
    switch (wanted) {
        case interest::none: return 0;
        case interest::read: return EPOLLIN;
        case interest::write: return EPOLLOUT;
        case interest::read_write: return EPOLLIN | EPOLLOUT;
    }
    return 0;
}

int checked(int result, const char* operation) {
    if (result < 0) throw std::system_error{errno, std::system_category(), operation};
    return result;
}

}  // namespace

epoll_poller::epoll_poller(asio::io_context& context)
    : epoll_{context, checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")} {
    wait_for_batch();
}

void epoll_poller::watch(int descriptor, interest wanted, watcher& who) {
    control(EPOLL_CTL_ADD, descriptor, wanted, who);
}

void epoll_poller::change(int descriptor, interest wanted, watcher& who) {
    control(EPOLL_CTL_MOD, descriptor, wanted, who);
}

void epoll_poller::control(int operation, int descriptor, interest wanted, watcher& who) {
    epoll_event event{};
    event.events = to_events(wanted);
    event.data.ptr = &who;
    checked(::epoll_ctl(epoll_.native_handle(), operation, descriptor, &event), "epoll_ctl");
}

void epoll_poller::forget(int /*descriptor*/, watcher& who) noexcept {
    for (epoll_event& event : pending_) {
        if (event.data.ptr == &who) event.events = 0;
    }
}

void epoll_poller::wait_for_batch() {
    epoll_.async_wait(asio::posix::descriptor_base::wait_read, [this](std::error_code failure) {
        if (failure) return;  // the loop is being destroyed
        run_batch();
        wait_for_batch();  // asks the kernel anew: what a full batch left behind is found at once
    });
}

void epoll_poller::run_batch() {
    const int count =
        ::epoll_wait(epoll_.native_handle(), batch_.data(), static_cast<int>(batch_.size()), 0);
    if (count < 0 && errno == EINTR) return;
    pending_ = std::span{batch_}.first(static_cast<std::size_t>(checked(count, "epoll_wait")));
    while (!pending_.empty()) {
        const epoll_event event = pending_.front();
        pending_ = pending_.subspan(1);
        if (event.events == 0) continue;  // forgotten by a watcher of this batch
        static_cast<watcher*>(event.data.ptr)
            ->on_ready({
                .readable = (event.events & EPOLLIN) != 0,
                .writable = (event.events & EPOLLOUT) != 0,
                .failed = (event.events & (EPOLLERR | EPOLLHUP)) != 0,
            });
    }
}

}  // namespace microfast::net
