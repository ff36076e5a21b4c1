#include <microfast/net/send.hpp>

#include <sys/socket.h>
#if defined(__linux__)
#include <sys/sendfile.h>
#endif
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <ctime>

namespace microfast::net {

namespace {

sigset_t pipe_signal() noexcept {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    return set;
}

}  // namespace

ssize_t send_some(const descriptor& socket, std::string_view bytes, after_send next) noexcept {
    int flags = 0;
#if defined(MSG_NOSIGNAL)
    flags |= MSG_NOSIGNAL;  // elsewhere the socket was accepted with SO_NOSIGPIPE
#endif
#if defined(MSG_MORE)
    if (next == after_send::more) flags |= MSG_MORE;
#else
    static_cast<void>(next);
#endif
    return ::send(socket.number(), bytes.data(), bytes.size(), flags);
}

ssize_t send_file_some(
    const descriptor& socket, int file, std::uint64_t offset, std::size_t size
) noexcept {
    auto from = static_cast<off_t>(offset);
#if defined(__linux__)
    return ::sendfile(socket.number(), file, &from, size);
#else
    std::array<char, 64 * 1024> piece;
    const ssize_t read = ::pread(file, piece.data(), std::min(size, piece.size()), from);
    if (read <= 0) return read;
    return send_some(socket, {piece.data(), static_cast<std::size_t>(read)});
#endif
}

pipe_signal_block::pipe_signal_block() noexcept {
    const sigset_t blocked = pipe_signal();
    sigset_t before;
    ::pthread_sigmask(SIG_BLOCK, &blocked, &before);
    was_blocked_ = sigismember(&before, SIGPIPE) == 1;
}

pipe_signal_block::~pipe_signal_block() {
    if (was_blocked_) return;
    const sigset_t blocked = pipe_signal();
#if defined(__linux__)
    const timespec at_once{};
    ::sigtimedwait(&blocked, nullptr, &at_once);  // one that is pending would come now
#endif
    ::pthread_sigmask(SIG_UNBLOCK, &blocked, nullptr);
}

}  // namespace microfast::net
