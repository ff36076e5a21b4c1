// What the machine can do: finds the end of each head, answers from a constant. `raw_epoll PORT`
//
// The reference that servers are compared with. It parses nothing, checks nothing, routes nothing
// and has no deadlines, so whoever comes near it pays little for all of these.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>

namespace {

constexpr std::string_view answer =
    "HTTP/1.1 200 OK\r\nDate: Fri, 20 Nov 2026 12:00:00 GMT\r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Length: 13\r\n\r\nHello, World!";
constexpr std::size_t most_answers = 64;  // that one write takes

class raw_server {
public:
    explicit raw_server(std::uint16_t port)
        : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)),
          readiness_(::epoll_create1(0)) {
        for (std::size_t i = 0; i < most_answers; ++i)
            answers_ += answer;
        const int yes = 1;
        ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const bool listens =
            ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
            ::listen(listener_, 1024) == 0;
        if (!listens) {
            std::perror("raw_epoll: listen");
            std::exit(1);
        }
        watch(listener_);
    }

    [[noreturn]] void run() {
        std::array<epoll_event, 256> events;
        for (;;) {
            const int ready =
                ::epoll_wait(readiness_, events.data(), static_cast<int>(events.size()), -1);
            for (int i = 0; i < ready; ++i) {
                const int socket = events[static_cast<std::size_t>(i)].data.fd;
                socket == listener_ ? accept_clients() : answer_client(socket);
            }
        }
    }

private:
    void watch(int socket) const {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = socket;
        ::epoll_ctl(readiness_, EPOLL_CTL_ADD, socket, &event);
    }

    void accept_clients() const {
        int client = -1;
        while ((client = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK)) != -1) {
            const int yes = 1;
            ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            watch(client);
        }
    }

    /// A head that a read cuts in two is rare in a benchmark: its beginning waits in a table.
    void answer_client(int client) {
        const auto kept = partial_.find(client);
        const std::size_t before = kept == partial_.end() ? 0 : kept->second.size();
        if (before > 0) std::memcpy(buffer_.data(), kept->second.data(), before);
        const auto count = ::recv(client, buffer_.data() + before, buffer_.size() - before, 0);
        if (count <= 0) {
            if (count == 0 || errno != EAGAIN) {
                partial_.erase(client);
                ::close(client);
            }
            return;
        }
        std::string_view bytes(buffer_.data(), before + static_cast<std::size_t>(count));
        std::size_t requests = 0;
        for (auto end = bytes.find("\r\n\r\n"); end != std::string_view::npos;
             end = bytes.find("\r\n\r\n")) {
            ++requests;
            bytes.remove_prefix(end + 4);
        }
        if (before > 0) partial_.erase(client);
        if (!bytes.empty()) partial_[client] = bytes;
        while (requests > 0) {
            const auto some = requests < most_answers ? requests : most_answers;
            if (::send(client, answers_.data(), some * answer.size(), MSG_NOSIGNAL) < 0) return;
            requests -= some;
        }
    }

    int listener_;
    int readiness_;
    std::string answers_;
    std::array<char, 64 * 1024> buffer_{};
    std::unordered_map<int, std::string> partial_;
};

}  // namespace

int main(int count, char** arguments) {
    std::uint16_t port = 0;
    if (count == 2) {
        const std::string_view text = arguments[1];
        std::from_chars(text.data(), text.data() + text.size(), port);
    }
    if (port == 0) {
        std::fprintf(stderr, "usage: raw_epoll PORT\n");
        return 1;
    }
    static raw_server server(port);
    server.run();
}
