#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "end_to_end/conformance_server.hpp"

namespace microfast {

namespace {

constexpr std::string_view close_line = "Connection: close\r\n";

TEST_F(conformance_server, streams_in_chunks) {
    client.send(server::get("/stream?count=2", close_line));
    const auto answered = client.read_to_end();
    EXPECT_NE(answered.find("\r\nTransfer-Encoding: chunked\r\n"), std::string::npos) << answered;
    EXPECT_NE(answered.find("7\r\nline 1\n\r\n7\r\nline 2\n\r\n0\r\n\r\n"), std::string::npos)
        << answered;
}

TEST_F(conformance_server, streams_more_than_a_client_takes_at_once) {
    client.send(server::get("/stream?count=200000", close_line));
    const auto answered = client.read_to_end();
    EXPECT_NE(answered.find("line 200000\n"), std::string::npos);
    EXPECT_TRUE(answered.ends_with("\r\n0\r\n\r\n"));
}

TEST_F(conformance_server, sends_events_and_goes_on_after_the_last_one_seen) {
    client.send(server::get("/events?count=8", "Last-Event-ID: 6\r\nConnection: close\r\n"));
    const auto answered = client.read_to_end();
    EXPECT_NE(answered.find("\r\nContent-Type: text/event-stream\r\n"), std::string::npos);
    EXPECT_EQ(answered.find("id: 6\n"), std::string::npos);
    EXPECT_NE(answered.find("id: 7\ndata: {\"number\":7}\n\n"), std::string::npos);
    EXPECT_NE(answered.find("id: 8\n"), std::string::npos);
}

TEST_F(conformance_server, counts_an_upload_that_no_memory_would_hold) {
    constexpr std::size_t megabytes = 24;  // a whole body may have one
    const std::string piece(1'000'000, 'x');
    client.send(
        "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: " +
        std::to_string(megabytes * piece.size()) + "\r\n\r\n"
    );
    for (std::size_t i = 0; i < megabytes; ++i)
        client.send(piece);
    EXPECT_EQ(client.read().body, R"({"bytes":24000000})");
    EXPECT_EQ(get("/plaintext").status, 200);
}

TEST_F(conformance_server, counts_an_upload_in_chunks) {
    client.send("POST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    EXPECT_EQ(client.read().body, R"({"bytes":5})");
}

TEST_F(conformance_server, compresses_for_clients_that_ask_for_it) {
    const auto plain = get("/large");
    const auto packed = get("/large", "Accept-Encoding: gzip\r\n");
    EXPECT_TRUE(packed.has_line("Content-Encoding: gzip"));
    EXPECT_TRUE(packed.has_line("Vary: Accept-Encoding"));
    EXPECT_LT(packed.body.size(), plain.body.size() / 2);
}

TEST_F(conformance_server, survives_clients_that_leave_in_the_middle) {
    for (const char* const path :
         {"/stream?count=1000000", "/events?count=1000", "/slow?ms=10000"}) {
        server::test_client leaving(program.port);
        leaving.send(server::get(path));
        leaving.reset();
    }
    server::test_client uploading(program.port);
    uploading.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    uploading.reset();
    EXPECT_EQ(get("/plaintext").status, 200);
    EXPECT_EQ(program.stop(), 0);
}

}  // namespace

}  // namespace microfast
