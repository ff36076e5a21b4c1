// Many clients in one thread that sleeps until one of them has something for it.
#include <fcntl.h>
#include <sys/epoll.h>

#include <array>
#include <cstddef>
#include <string>
#include <unordered_map>

#include "listening_socket.hpp"

namespace {

using namespace from_scratch;

bool would_block() {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

//! [loop]
class echo_loop {
public:
    explicit echo_loop(int listener)
        : listener_(listener),
          readiness_(checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")) {
        checked(::fcntl(listener, F_SETFL, O_NONBLOCK), "fcntl");
        watch(EPOLL_CTL_ADD, listener, EPOLLIN);
    }

    void run() {
        std::array<epoll_event, 256> events;
        for (;;) {
            const int ready = ::epoll_wait(readiness_, events.data(), events.size(), -1);
            if (ready == -1 && errno == EINTR) continue;
            checked(ready, "epoll_wait");
            for (int i = 0; i < ready; ++i) {
                const int socket = events[static_cast<std::size_t>(i)].data.fd;
                if (socket == listener_) {
                    accept_clients();
                } else if (!advance(socket)) {
                    unsent_.erase(socket);
                    ::close(socket);  // epoll forgets a closed socket by itself
                }
            }
        }
    }
    //! [loop]

private:
    void watch(int operation, int socket, std::uint32_t what) const {
        epoll_event event{};
        event.events = what;
        event.data.fd = socket;
        checked(::epoll_ctl(readiness_, operation, socket, &event), "epoll_ctl");
    }

    void accept_clients() {
        int client = -1;
        while ((client = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) != -1
        ) {
            unsent_[client];
            watch(EPOLL_CTL_ADD, client, EPOLLIN);
        }
    }

    //! [advance]
    /// Echoes what one client sent. Waits for room, not for bytes, while it does not take its echo:
    /// a client that never reads costs one buffer.
    bool advance(int client) {
        std::array<char, 4096> buffer;
        std::string& unsent = unsent_[client];
        const bool was_behind = !unsent.empty();
        if (!was_behind) {
            const auto received = ::recv(client, buffer.data(), buffer.size(), 0);
            if (received == -1) return would_block();
            if (received == 0) return false;
            unsent.assign(buffer.data(), static_cast<std::size_t>(received));
        }
        const auto sent = ::send(client, unsent.data(), unsent.size(), MSG_NOSIGNAL);
        if (sent == -1 && !would_block()) return false;
        if (sent > 0) unsent.erase(0, static_cast<std::size_t>(sent));
        if (was_behind == unsent.empty()) {
            watch(EPOLL_CTL_MOD, client, unsent.empty() ? EPOLLIN : EPOLLOUT);
        }
        return true;
    }
    //! [advance]

    int listener_;
    int readiness_;
    std::unordered_map<int, std::string> unsent_;
};

void serve(int listener) {
    echo_loop(listener).run();
}

}  // namespace

int main(int count, char** arguments) {
    return run(count, arguments, serve);
}
