#include <microfast/net/send.hpp>
#include <microfast/server/send_backlog.hpp>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <utility>

namespace microfast::server {

namespace {

using progress = send_backlog::progress;

constexpr std::size_t most_of_files_at_once = 1024 * 1024;

/// Of a call that has taken `size` of `wanted` bytes.
progress to_progress(ssize_t size, std::uint64_t wanted) noexcept {
    if (size < 0) {
        const bool is_slow = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
        return is_slow ? progress::nothing : progress::failed;
    }
    return static_cast<std::uint64_t>(size) == wanted ? progress::all : progress::some;
}

/// A client that never takes everything must not make us keep what it took. Half of it at a time:
/// each byte is moved only once on average.
void forget_sent(std::string& text, std::size_t& sent) {
    constexpr std::size_t worth_it = 256 * 1024;
    if (sent < worth_it || sent < text.size() / 2) return;
    text.erase(0, std::exchange(sent, 0));
}

void move_all(std::vector<task<void>>& from, std::vector<task<void>>& to) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
    from.clear();
}

}  // namespace

void send_backlog::append_file(
    std::unique_ptr<http::body_source> owner, const http::file_range& range
) {
    segments_.back().owner = std::move(owner);
    segments_.back().file_left = range;
    segments_.emplace_back();
}

void send_backlog::append_work(task<void> work) {
    segments_.back().work.push_back(std::move(work));
    ++waiting_work_;
    segments_.emplace_back();
}

progress send_backlog::send(const net::descriptor& socket, std::vector<task<void>>& due) {
    auto sum = progress::nothing;
    std::size_t budget = most_of_files_at_once;
    for (;;) {
        segment& first = segments_.front();
        auto sent = send_text(socket, first);
        if (sent == progress::all) sent = send_file(socket, first, budget);
        if (sent == progress::failed) return sent;
        if (sent != progress::nothing) sum = progress::some;
        if (sent != progress::all) return sum;
        waiting_work_ -= first.work.size();
        move_all(first.work, due);
        if (segments_.size() == 1) return progress::all;
        segments_.pop_front();
    }
}

progress send_backlog::send_text(const net::descriptor& socket, segment& first) {
    const auto left = std::string_view{first.text}.substr(first.sent);
    if (left.empty()) return progress::all;
    const auto next = first.file_left.size > 0 ? net::after_send::more : net::after_send::nothing;
    const ssize_t size = net::send_some(socket, left, next);
    const auto result = to_progress(size, left.size());
    if (size <= 0) return result;
    first.sent += static_cast<std::size_t>(size);
    forget_sent(first.text, first.sent);
    return result;
}

progress send_backlog::send_file(
    const net::descriptor& socket, segment& first, std::size_t& budget
) {
    http::file_range& range = first.file_left;
    const auto left = range.size;
    if (left == 0) return progress::all;
    if (budget == 0) return progress::nothing;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, budget));
    const ssize_t size = net::send_file_some(socket, range.descriptor, range.offset, wanted);
    if (size < 0) return to_progress(size, left);
    if (size == 0) {
        spdlog::error("a file became shorter while it was sent: {} bytes are missing", left);
        return progress::failed;
    }
    range.offset += static_cast<std::uint64_t>(size);
    range.size -= static_cast<std::uint64_t>(size);
    budget -= static_cast<std::size_t>(size);
    return to_progress(size, left);
}

void send_backlog::give_up(std::vector<task<void>>& due) {
    for (segment& each : segments_)
        move_all(each.work, due);
    waiting_work_ = 0;
}

std::size_t send_backlog::kept_text() const noexcept {
    std::size_t sum = 0;
    for (const segment& each : segments_)
        sum += each.text.size();
    return sum;
}

std::uint64_t send_backlog::size() const noexcept {
    std::uint64_t sum = 0;
    for (const segment& each : segments_)
        sum += each.text.size() - each.sent + each.file_left.size;
    return sum;
}

}  // namespace microfast::server
