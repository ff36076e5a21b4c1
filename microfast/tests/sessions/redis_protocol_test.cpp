#include <microfast/sessions/redis_protocol.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace microfast::sessions {

namespace {

using enum redis_reply::kind;

TEST(redis_protocol, writes_commands_whatever_is_in_them) {
    std::string bytes = "before ";
    append_command(bytes, {"SET", "a key", std::string_view("\r\n\0", 3), ""});
    constexpr char expected[] =
        "before *4\r\n$3\r\nSET\r\n$5\r\na key\r\n$3\r\n\r\n\0\r\n$0\r\n\r\n";
    EXPECT_EQ(bytes, std::string_view(expected, sizeof(expected) - 1));
}

TEST(redis_protocol, reads_replies_wherever_they_are_cut) {
    const std::string bytes = "+OK\r\n$5\r\na\r\nbc\r\n:42\r\n$-1\r\n-ERR no\r\n*1\r\n+x\r\n";
    for (std::size_t step = 1; step <= bytes.size(); ++step) {
        reply_reader reader;
        std::vector<redis_reply> read;
        for (std::size_t at = 0; at < bytes.size(); at += step) {
            ASSERT_TRUE(reader.feed(std::string_view(bytes).substr(at, step)));
            while (auto reply = reader.next())
                read.push_back(*reply);
        }
        ASSERT_EQ(read.size(), 6U) << step;
        EXPECT_EQ(read[0], (redis_reply{text, "OK"}));
        EXPECT_EQ(read[1], (redis_reply{text, "a\r\nbc"}));
        EXPECT_EQ(read[2], (redis_reply{number, "", 42}));
        EXPECT_EQ(read[3], (redis_reply{nothing, ""}));
        EXPECT_EQ(read[4], (redis_reply{failure, "ERR no"}));
        EXPECT_EQ(read[5].is, failure);
    }
}

TEST(redis_protocol, notices_what_is_none) {
    reply_reader reader;
    (void)reader.feed("HTTP/1.1 400 Bad Request\r\n\r\n");
    EXPECT_EQ(reader.next(), std::nullopt);
    EXPECT_TRUE(reader.is_broken());
}

}  // namespace

}  // namespace microfast::sessions
