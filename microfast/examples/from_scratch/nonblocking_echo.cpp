// Many clients in one thread, by asking each of them all the time.
#include <fcntl.h>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "listening_socket.hpp"

namespace {

using namespace from_scratch;

//! [client]
struct client {
    int socket;
    std::string unsent;  // what the kernel did not take yet
};

bool would_block() {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

/// Does what can be done without waiting. False: the client has gone.
bool advance(client& one) {
    std::array<char, 4096> buffer;
    if (one.unsent.empty()) {
        const auto received = ::recv(one.socket, buffer.data(), buffer.size(), 0);
        if (received == -1) return would_block();
        if (received == 0) return false;
        one.unsent.assign(buffer.data(), static_cast<std::size_t>(received));
    }
    const auto sent = ::send(one.socket, one.unsent.data(), one.unsent.size(), MSG_NOSIGNAL);
    if (sent == -1) return would_block();
    one.unsent.erase(0, static_cast<std::size_t>(sent));
    return true;
}
//! [client]

//! [serve]
void serve(int listener) {
    std::vector<client> clients;
    checked(::fcntl(listener, F_SETFL, O_NONBLOCK), "fcntl");
    for (;;) {  // never waits, so it burns a whole core even when nobody says anything
        const int added = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (added != -1) clients.push_back({added, {}});
        std::erase_if(clients, [](client& one) {
            if (advance(one)) return false;
            ::close(one.socket);
            return true;
        });
    }
}
//! [serve]

}  // namespace

int main(int count, char** arguments) {
    return run(count, arguments, serve);
}
