#include <microfast/dns/message.hpp>

#include <gtest/gtest.h>

#include <string>

#include "dns/dns_test_names.hpp"

namespace microfast::dns {

namespace {

using namespace std::string_literals;

std::string header(char questions, char answers = 0, char additional = 0) {
    return "\x12\x34\x81\x83\0"s + questions + '\0' + answers + "\0\0\0"s + additional;
}

TEST(dns_message, is_read_from_what_a_server_sent) {
    // An answer as dig shows it, with a pointer to the question's name.
    const auto bytes =
        header(1, 1) + "\7example\3com\0\0\1\0\1"s + "\xC0\x0C\0\1\0\1\0\0\x0E\x10\0\4\xC0\0\2\1"s;
    const auto read = parse_message(bytes);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->id, 0x1234);
    EXPECT_TRUE(read->is_response);
    EXPECT_TRUE(read->wants_recursion);
    EXPECT_TRUE(read->offers_recursion);
    EXPECT_FALSE(read->is_authoritative);
    EXPECT_EQ(read->code, response_code::no_such_name);
    EXPECT_EQ(read->questions.front(), asking("example.com."));
    EXPECT_EQ(read->answers.front(), address_record("example.com.", 1, 3600));
}

struct broken {
    const char* what;
    std::string bytes;
};

class broken_messages : public testing::TestWithParam<broken> {};

TEST_P(broken_messages, are_refused) {
    EXPECT_FALSE(parse_message(GetParam().bytes));
}

const auto fixed = "\0\1\0\1"s;
const auto a_record = "\0\0\1\0\1\0\0\0\0\0"s;  // of the root, up to the second byte of its length

INSTANTIATE_TEST_SUITE_P(
    messages,
    broken_messages,
    testing::Values(
        broken{"empty", ""},
        broken{"half_a_header", header(0).substr(0, 11)},
        broken{"no_question", header(1)},
        broken{"bytes_behind", header(0) + "x"},
        broken{"no_end_of_name", header(1) + "\3www"s},
        broken{"label_beyond_the_end", header(1) + "\x3Fwww\0"s + fixed},
        broken{"pointer_to_itself", header(1) + "\xC0\x0C"s + fixed},
        broken{"pointer_forwards", header(1) + "\xC0\x12"s + fixed + "\0"s},
        broken{"pointer_beyond_the_end", header(1) + "\xFF\xFF"s + fixed},
        broken{"pointers_in_a_circle", header(2) + "\1a\xC0\x0C"s + fixed + "\xC0\x0E"s + fixed},
        broken{"half_a_pointer", header(1) + "\xC0"s},
        broken{"label_type_01", header(1) + "\x41" + std::string(65, 'a') + "\0"s + fixed},
        broken{"label_type_10", header(1) + "\x81" + "a\0"s + fixed},
        broken{"data_too_short", header(0, 1) + a_record + "\3\1\1\1"s},
        broken{"data_too_long", header(0, 1) + a_record + "\5\1\1\1\1\1"s},
        broken{"data_missing", header(0, 1) + a_record + "\4\1\1"s},
        broken{"text_beyond_its_data", header(0, 1) + "\0\0\x10\0\1\0\0\0\0\0\2\5a"s},
        broken{"no_text", header(0, 1) + "\0\0\x10\0\1\0\0\0\0\0\0"s},
        broken{"opt_among_answers", header(0, 1) + "\0\0\x29\4\xD0\0\0\0\0\0\0"s},
        broken{
            "two_opts", header(0, 0, 2) + "\0\0\x29\4\xD0\0\0\0\0\0\0\0\0\x29\4\xD0\0\0\0\0\0\0"s},
        broken{"opt_with_a_name", header(0, 0, 1) + "\1a\0\0\x29\4\xD0\0\0\0\0\0\0"s}
    ),
    [](const auto& row) { return row.param.what; }
);

TEST(dns_message, follows_no_more_pointers_than_a_name_has_labels) {
    // One record of unknown type whose data is the chain, then one whose name is its end.
    std::string data = "\0"s;
    const std::size_t data_start = header_size + 11;
    for (std::size_t i = 0; i < 200; ++i) {
        const auto target = i == 0 ? data_start : data_start + 1 + 2 * (i - 1);
        data += static_cast<char>(0xC0U | target >> 8U);
        data += static_cast<char>(target & 0xFFU);
    }
    const auto end = data_start + data.size() - 2;
    const auto with_jump_to = [&](std::size_t target) {
        std::string records = "\0\xFF\x01\0\1\0\0\0\0"s;
        records += static_cast<char>(data.size() >> 8U);
        records += static_cast<char>(data.size() & 0xFFU);
        records += data;
        records += static_cast<char>(0xC0U | target >> 8U);
        records += static_cast<char>(target & 0xFFU);
        return header(0, 2) + records + "\0\1\0\1\0\0\0\0\0\4\1\1\1\1"s;
    };
    EXPECT_TRUE(parse_message(with_jump_to(data_start + 1 + 2 * 100)));
    EXPECT_FALSE(parse_message(with_jump_to(end)));
}

TEST(dns_message, reads_what_edns_says) {
    const auto bytes =
        header(0, 0, 1) + "\0\0\x29\4\xD0\1\0\x80\0\0\x0B\0\x08\0\7\0\1\x18\0\xC0\0\2"s;
    const auto read = parse_message(bytes);
    ASSERT_TRUE(read && read->extension);
    EXPECT_EQ(read->extension->udp_size, 1'232);
    EXPECT_TRUE(read->extension->wants_signatures);
    EXPECT_EQ(read->code, response_code{0x13});  // 1 from here, 3 from the header
    const client_subnet subnet{"\xC0\0\2"s, false, 24, 0};
    EXPECT_EQ(read->extension->subnet, subnet);
}

TEST(dns_message, passes_over_options_that_are_broken) {
    for (const auto& option :
         {"\0\x08\0\7\0\1\x21\0\xC0\0\2"s, "\0\x08\0\3\0\1\x18"s, "\0\x08\0\x20\0"s}) {
        const auto bytes = header(0, 0, 1) + "\0\0\x29\4\xD0\0\0\0\0\0"s +
                           static_cast<char>(option.size()) + option;
        const auto read = parse_message(bytes);
        ASSERT_TRUE(read && read->extension);
        EXPECT_FALSE(read->extension->subnet);
    }
}

}  // namespace

}  // namespace microfast::dns
