#include <microfast/server/inbox.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <utility>

namespace microfast::server {

namespace {

bool would_block(int failure) noexcept {
    return failure == EAGAIN || failure == EWOULDBLOCK || failure == EINTR;
}

}  // namespace

received inbox::receive(const net::descriptor& socket) {
    auto& buffer = shared_.receive_buffer;
    const auto room = buffer.size() - kept_.size();
    assert(room > 0);  // an unfinished head is refused before it has grown that large
    const ssize_t size = ::recv(socket.number(), buffer.data() + kept_.size(), room, 0);
    if (size < 0) return {would_block(errno) ? arrival::nothing : arrival::failure, {}, 0};
    if (size == 0) return {arrival::end, {}, 0};
    std::copy(kept_.begin(), kept_.end(), buffer.begin());
    const auto fresh = static_cast<std::size_t>(size);
    const auto filled = kept_.size() + fresh;
    kept_.clear();
    return {arrival::bytes, {buffer.data(), filled}, fresh};
}

http::head_result inbox::parse_head(std::string_view bytes) {
    shared_.request.clear();
    std::size_t scanned = scanned_;
    const auto head =
        http::parse_head(bytes, scanned, shared_.options.limits, shared_.request.head());
    scanned_ = static_cast<std::uint32_t>(scanned);  // of a buffer that is smaller by far
    if (head.progress != http::parse_progress::incomplete) awaits_head_ = false;
    return head;
}

void inbox::keep(std::string_view bytes, rest kind) {
    if (bytes.empty()) return clear();
    kept_.assign(bytes.begin(), bytes.end());
    const bool is_head = kind == rest::unfinished_head;
    if (is_head && !awaits_head_) head_since_ = shared_.loop.now();
    awaits_head_ = is_head;
}

std::vector<char> inbox::take_requests() noexcept {
    return std::exchange(kept_, {});
}

}  // namespace microfast::server
