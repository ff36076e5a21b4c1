// HTTP over the blocking server: a request line, header fields, an answer, and the next request.
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "listening_socket.hpp"

namespace {

using namespace from_scratch;

constexpr std::size_t longest_head = 16 * 1024;

//! [request]
struct request {
    std::string_view method;
    std::string_view target;
    std::string_view version;
    std::string_view fields;  // lines, each with its CRLF
};

/// "GET /path HTTP/1.1 CRLF, fields, CRLF" taken apart. RFC 9112, section 3.
std::optional<request> parse(std::string_view head) {
    const auto line = head.substr(0, head.find("\r\n"));
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return std::nullopt;
    request parsed{
        line.substr(0, first),
        line.substr(first + 1, last - first - 1),
        line.substr(last + 1),
        head.substr(line.size() + 2)};
    const bool known_version = parsed.version == "HTTP/1.1" || parsed.version == "HTTP/1.0";
    if (!known_version || parsed.target.find(' ') != std::string_view::npos) return std::nullopt;
    return parsed;
}
//! [request]

//! [keep_alive]
/// HTTP/1.1 keeps the connection unless somebody says `close`. RFC 9112, section 9.3.
bool keeps_alive(const request& asked) {
    return asked.version == "HTTP/1.1" &&
           asked.fields.find("Connection: close\r\n") == std::string_view::npos;
}
//! [keep_alive]

//! [answer]
std::string answer_to(const request& asked) {
    const bool found = asked.target == "/";
    const std::string body = found ? "Hello, World!" : "There is nothing here.";
    return std::string(found ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 404 Not Found\r\n") +
           "Content-Type: text/plain; charset=utf-8\r\n" +
           "Content-Length: " + std::to_string(body.size()) + "\r\n" +
           (keeps_alive(asked) ? "" : "Connection: close\r\n") + "\r\n" +
           (asked.method == "HEAD" ? "" : body);
}
//! [answer]

//! [converse]
/// A head may come in pieces, and one read may bring three of them.
void converse(int client) {
    std::string received;
    std::array<char, 4096> buffer;
    for (;;) {
        const auto end = received.find("\r\n\r\n");
        if (end != std::string::npos) {
            const auto asked = parse(std::string_view(received).substr(0, end + 2));
            if (!asked) {
                send_all(
                    client,
                    "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n"
                    "Connection: close\r\n\r\n"
                );
                return;
            }
            if (!send_all(client, answer_to(*asked)) || !keeps_alive(*asked)) return;
            received.erase(0, end + 4);
            continue;
        }
        if (received.size() > longest_head) return;
        const auto count = ::recv(client, buffer.data(), buffer.size(), 0);
        if (count <= 0) return;
        received.append(buffer.data(), static_cast<std::size_t>(count));
    }
}
//! [converse]

void serve(int listener) {
    for (;;) {
        const int client = checked(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC), "accept");
        converse(client);
        ::close(client);
    }
}

}  // namespace

int main(int count, char** arguments) {
    return run(count, arguments, serve);
}
