#include <microfast/net/send.hpp>
#include <microfast/server/outbox.hpp>

#include <cerrno>
#include <utility>

namespace microfast::server {

void outbox::flush() {
    if (!is_empty() || shared_.output.empty()) return;
    const auto size = send(shared_.output);
    if (size < shared_.output.size()) {
        unsent_.assign(shared_.output, size);
        moved_last_ = shared_.loop.now();
    }
    shared_.output.clear();
    constexpr std::size_t largest_kept = 1024 * 1024;
    if (shared_.output.capacity() > largest_kept) std::string{}.swap(shared_.output);
}

bool outbox::send_more() {
    const auto size = send(std::string_view{unsent_}.substr(sent_));
    if (size == 0) return false;
    sent_ += size;
    moved_last_ = shared_.loop.now();
    if (sent_ < unsent_.size()) {
        forget_sent();
        return false;
    }
    std::string{}.swap(unsent_);  // an idle connection owns no buffers
    sent_ = 0;
    return true;
}

std::size_t outbox::send(std::string_view bytes) {
    const ssize_t size = net::send_some(socket_, bytes);
    if (size >= 0) return static_cast<std::size_t>(size);
    has_failed_ = errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR;
    return 0;
}

/// A client that never takes everything must not make us keep what it took. Half of it at a time:
/// each byte is moved only once on average.
void outbox::forget_sent() {
    constexpr std::size_t worth_it = 256 * 1024;
    if (sent_ < worth_it || sent_ < unsent_.size() / 2) return;
    unsent_.erase(0, std::exchange(sent_, 0));
}

}  // namespace microfast::server
