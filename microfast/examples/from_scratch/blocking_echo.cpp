// The smallest server: one client at a time, every call waits.
#include <array>
#include <cstddef>

#include "listening_socket.hpp"

namespace {

using namespace from_scratch;

//! [echo]
void echo(int client) {
    std::array<char, 4096> buffer;
    for (;;) {
        const auto received = ::recv(client, buffer.data(), buffer.size(), 0);
        if (received == -1 && errno == EINTR) continue;
        if (received <= 0) return;  // 0: the client has said everything; -1: it has gone
        if (!send_all(client, {buffer.data(), static_cast<std::size_t>(received)})) return;
    }
}

void serve(int listener) {
    for (;;) {
        const int client = checked(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC), "accept");
        echo(client);
        ::close(client);
    }
}
//! [echo]

}  // namespace

int main(int count, char** arguments) {
    return run(count, arguments, serve);
}
