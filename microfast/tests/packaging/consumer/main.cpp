// Serves one request to itself, so that every part of the library is linked and runs.
#include <microfast/microfast.hpp>

#include <asio/connect.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>

#include <iostream>
#include <string>

int main() {
    microfast::application app;
    app.get("/users/{id}", [](microfast::request& request) { return request.parameter("id"); });
    app.start({.bind = "127.0.0.1:0", .workers = 1});

    asio::io_context context;
    asio::ip::tcp::socket socket(context);
    socket.connect({asio::ip::make_address("127.0.0.1"), app.port()});
    const std::string request = "GET /users/7 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    asio::write(socket, asio::buffer(request));
    std::string answer;
    std::error_code ended;
    asio::read(socket, asio::dynamic_buffer(answer), ended);
    app.stop();

    const bool good = answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\n7");
    if (!good) std::cerr << "unexpected answer: " << answer << '\n';
    return good ? 0 : 1;
}
