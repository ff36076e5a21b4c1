#include <gtest/gtest.h>

#include <string_view>

#include "end_to_end/running_example.hpp"
#include "server/test_client.hpp"

namespace microfast {

namespace {

TEST(hello_example, answers_and_ends_when_it_is_told_to) {
    running_example example("microfast_01_hello");
    server::test_client client(example.port);
    const auto fetch = [&](std::string_view path) {
        client.send(server::get(path));
        return client.read();
    };
    EXPECT_EQ(fetch("/").body, "Hello, World!");
    EXPECT_EQ(fetch("/plaintext").body, "Hello, World!");
    EXPECT_EQ(fetch("/json").body, R"({"message":"Hello, World!"})");
    EXPECT_EQ(fetch("/users/7%2F8").body, "7/8");
    EXPECT_EQ(fetch("/later").body, "Hello, after a while!");
    EXPECT_EQ(fetch("/nothing").status, 404);
    client.send(server::post("/echo", "an echo"));
    EXPECT_EQ(client.read().body, "an echo");
    EXPECT_EQ(example.stop(), 0);
}

}  // namespace

}  // namespace microfast
