/// @file
/// What every server begins with, and what the chapters share.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace from_scratch {

/// Throws what `errno` says if a system call returned -1, else returns what it returned.
inline int checked(int result, const char* call) {
    if (result == -1) throw std::system_error(errno, std::generic_category(), call);
    return result;
}

//! [listen]
/// A socket that the kernel takes connections for, at most 1,024 in advance.
inline int listening_socket(std::uint16_t port) {
    const int listener = checked(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    const int yes = 1;  // a restarted server may take its port at once
    checked(::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes), "setsockopt");

    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    checked(::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address), "bind");
    checked(::listen(listener, 1024), "listen");
    return listener;
}
//! [listen]

//! [send_all]
/// Sends everything, however little the kernel takes at a time. False: the client has gone.
inline bool send_all(int client, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent == -1) {
            if (errno == EINTR) continue;
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}
//! [send_all]

/// The port a program was asked for (`--port N`, else 8080; 0: any), and tells on standard output
/// which one it got.
inline int listen_as_asked(std::span<char*> arguments) {
    std::uint16_t port = 8080;
    if (arguments.size() == 3 && std::string_view(arguments[1]) == "--port") {
        const std::string_view text = arguments[2];
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
        if (error != std::errc{} || end != text.data() + text.size()) {
            throw std::runtime_error("--port wants a number from 0 to 65535");
        }
    } else if (arguments.size() != 1) {
        throw std::runtime_error("usage: " + std::string(arguments[0]) + " [--port 8080]");
    }
    const int listener = listening_socket(port);
    sockaddr_in address{};
    socklen_t size = sizeof address;
    checked(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
    std::printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    return listener;
}

/// Runs a server until something throws, and says what did.
inline int run(int count, char** arguments, void (*serve)(int listener)) {
    try {
        serve(listen_as_asked({arguments, static_cast<std::size_t>(count)}));
        return 0;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
}

}  // namespace from_scratch
