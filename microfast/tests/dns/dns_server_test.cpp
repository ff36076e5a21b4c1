#include <microfast/core/error.hpp>
#include <microfast/dns/dns_server.hpp>
#include <microfast/net/sleep.hpp>

#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>
#include <gtest/gtest.h>

#include "client/on_loop.hpp"
#include "dns/dns_test_names.hpp"
#include "dns/scripted_dns.hpp"

namespace microfast::dns {

namespace {

using asio::ip::tcp;
using asio::ip::udp;
using namespace std::string_literals;

task<message> answer_with_many(const message& query) {
    auto made = make_response(query, response_code::no_error);
    for (unsigned char i = 0; i < 200; ++i)
        made.answers.push_back(address_record("many.", i));
    co_return made;
}

task<message> fail(const message&) {
    throw error("on purpose");
    co_return message{};
}

/// What the server says to these bytes.
task<std::string> ask_udp(std::uint16_t port, std::string bytes) {
    udp::socket socket{net::event_loop::current().executor(), udp::v4()};
    socket.connect({asio::ip::address_v4::loopback(), port});
    socket.send(asio::buffer(bytes));
    std::string answer(65'535, '\0');
    answer.resize(co_await socket.async_receive(asio::buffer(answer), net::use_task));
    co_return answer;
}

task<std::string> read_framed(tcp::socket& socket) {
    std::array<unsigned char, 2> size{};
    co_await asio::async_read(socket, asio::buffer(size), net::use_task);
    std::string answer(static_cast<std::size_t>(size[0] << 8U | size[1]), '\0');
    co_await asio::async_read(socket, asio::buffer(answer), net::use_task);
    co_return answer;
}

std::string framed(const std::string& bytes) {
    return std::string{static_cast<char>(bytes.size() >> 8U), static_cast<char>(bytes.size())} +
           bytes;
}

dns_server_options any_port() {
    dns_server_options options;
    options.bind = "127.0.0.1:0";
    return options;
}

TEST(dns_server, cuts_what_is_too_large_for_udp_and_says_so) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        scripted_responder many(answer_with_many);
        dns_server server(loop, many, any_port());
        auto query = query_for(asking("many."));
        const auto plain = co_await ask_udp(server.port(), write_message(query));
        EXPECT_LE(plain.size(), 512U);
        EXPECT_TRUE(parse_message(plain)->is_truncated);
        query.extension.emplace();
        query.extension->udp_size = 60'000;
        const auto extended = co_await ask_udp(server.port(), write_message(query));
        EXPECT_GT(extended.size(), 512U);
        EXPECT_LE(extended.size(), 1'232U);
        query.extension->udp_size = 1;
        const auto least = co_await ask_udp(server.port(), write_message(query));
        EXPECT_GT(least.size(), 400U);
    });
}

TEST(dns_server, answers_one_query_after_the_other_over_tcp) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        scripted_responder many(answer_with_many);
        dns_server server(loop, many, any_port());
        tcp::socket socket{loop.executor()};
        const tcp::endpoint where(asio::ip::address_v4::loopback(), server.port());
        co_await socket.async_connect(where, net::use_task);
        const auto bytes = framed(write_message(query_for(asking("many."))));
        const auto both = bytes + bytes;
        for (const char byte : both)
            co_await asio::async_write(socket, asio::buffer(&byte, 1), net::use_task);
        for (int i = 0; i < 2; ++i) {
            const auto answer = parse_message(co_await read_framed(socket));
            EXPECT_FALSE(answer->is_truncated);
            EXPECT_EQ(answer->answers.size(), 200U);
        }
    });
}

TEST(dns_server, closes_connections_that_say_nothing) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        scripted_responder many(answer_with_many);
        auto options = any_port();
        options.idle = std::chrono::milliseconds(20);
        dns_server server(loop, many, options);
        tcp::socket socket{loop.executor()};
        const tcp::endpoint where(asio::ip::address_v4::loopback(), server.port());
        co_await socket.async_connect(where, net::use_task);
        char byte = 0;
        const auto [ended, size] = co_await socket.async_read_some(
            asio::buffer(&byte, 1), asio::experimental::as_tuple(net::use_task)
        );
        EXPECT_EQ(ended, asio::error::eof);
    });
}

TEST(dns_server, refuses_what_it_does_not_understand) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        scripted_responder many(answer_with_many);
        dns_server server(loop, many, any_port());
        const auto code_for = [&](message query) -> task<response_code> {
            const auto answer =
                parse_message(co_await ask_udp(server.port(), write_message(query)));
            EXPECT_EQ(answer->id, query.id);
            co_return answer->code;
        };
        auto update = query_for(asking("a."));
        update.opcode = 5;
        EXPECT_EQ(co_await code_for(update), response_code::not_implemented);
        auto newer = query_for(asking("a."));
        newer.extension.emplace();
        newer.extension->version = 1;
        EXPECT_EQ(co_await code_for(newer), response_code::bad_version);
        auto none = query_for(asking("a."));
        none.questions.clear();
        EXPECT_EQ(co_await code_for(none), response_code::malformed);
        auto chaos = query_for(asking("a."));
        chaos.questions.front().question_class = 3;
        EXPECT_EQ(co_await code_for(chaos), response_code::refused);
        const auto broken =
            co_await ask_udp(server.port(), "\x11\x22\1\0\0\1\0\0\0\0\0\0\xC0\x0C"s);
        EXPECT_EQ(parse_message(broken)->id, 0x1122);
        EXPECT_EQ(parse_message(broken)->code, response_code::malformed);
    });
}

TEST(answer_query, says_nothing_to_responses_and_to_what_has_no_header) {
    on_loop([&]() -> task<void> {
        scripted_responder many(answer_with_many);
        const http::ip_address nobody;
        auto response = query_for(asking("a."));
        response.is_response = true;
        const auto bytes = write_message(response);
        EXPECT_EQ(co_await answer_query(bytes, nobody, many, 512), "");
        const auto torn = bytes + "x";
        EXPECT_EQ(co_await answer_query(torn, nobody, many, 512), "");
        EXPECT_EQ(co_await answer_query("hello", nobody, many, 512), "");
    });
}

TEST(answer_query, says_servfail_where_the_answer_fails) {
    on_loop([&]() -> task<void> {
        scripted_responder failing(fail);
        const http::ip_address nobody;
        const auto bytes = write_message(query_for(asking("a.")));
        const auto answer = co_await answer_query(bytes, nobody, failing, 512);
        EXPECT_EQ(parse_message(answer)->code, response_code::server_failure);
    });
}

TEST(dns_server, says_where_it_cannot_listen) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        scripted_responder many(answer_with_many);
        dns_server first(loop, many, any_port());
        auto same = any_port();
        same.bind = "127.0.0.1:" + std::to_string(first.port());
        EXPECT_THROW(dns_server(loop, many, same), error);
        co_return;
    });
}

}  // namespace

}  // namespace microfast::dns
