#include <microfast/dns/message.hpp>

#include <gtest/gtest.h>

#include "dns/dns_test_names.hpp"

namespace microfast::dns {

namespace {

record with(std::string_view owner, record_type type, record_data data) {
    record made;
    made.owner = named(owner);
    made.type = type;
    made.ttl = 300;
    made.data = std::move(data);
    return made;
}

message full_message() {
    message made;
    made.id = 7;
    made.is_response = made.is_authoritative = made.wants_recursion = true;
    made.questions = {asking("www.example.com.")};
    soa_data soa{named("ns.example.com."), named("admin.example.com."), 1, 2, 3, 4, 5};
    made.answers = {
        name_record("www.example.com.", record_type::cname, "web.example.com."),
        address_record("web.example.com.", 1),
        with("example.com.", record_type::aaaa, aaaa_data{{0x20, 1, 0xD, 0xB8}}),
        with("example.com.", record_type::mx, mx_data{10, named("mail.example.com.")}),
        with("example.com.", record_type::txt, txt_data{{"", std::string(255, 'x')}}),
        with(
            "_h._tcp.example.com.", record_type::srv, srv_data{1, 2, 80, named("web.example.com.")}
        ),
        with("example.com.", record_type{65}, raw_data{"anything"}),
    };
    made.authorities = {with("example.com.", record_type::soa, soa)};
    made.additional = {name_record("example.com.", record_type::ptr, ".")};
    made.extension.emplace();
    made.extension->subnet = client_subnet{"\x0A", false, 8, 8};
    return made;
}

TEST(dns_writer, writes_what_is_read_again) {
    auto made = full_message();
    made.code = response_code::bad_version;
    const auto read = parse_message(write_message(made));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, made);
}

TEST(dns_writer, points_to_names_that_came_before) {
    message made;
    made.questions = {asking("www.example.com.")};
    made.answers = {address_record("WWW.example.com.", 1), address_record("ftp.example.com.", 2)};
    // header, question (17 + 4), pointer + 14, "ftp" + pointer + 14
    EXPECT_EQ(write_message(made).size(), 12U + 21U + 16U + 20U);
}

TEST(dns_writer, says_that_it_left_something_out) {
    message made;
    made.is_response = true;
    made.questions = {asking("example.com.")};
    for (unsigned char i = 0; i < 100; ++i)
        made.answers.push_back(address_record("example.com.", i));
    made.extension.emplace();
    const auto bytes = write_message(made, plain_udp_size);
    EXPECT_LE(bytes.size(), plain_udp_size);
    const auto cut = parse_message(bytes);
    ASSERT_TRUE(cut);
    EXPECT_TRUE(cut->is_truncated);
    EXPECT_TRUE(cut->extension);
    EXPECT_GT(cut->answers.size(), 20U);
    EXPECT_LT(cut->answers.size(), 100U);
}

TEST(dns_writer, leaves_additional_records_out_silently) {
    message made;
    made.questions = {asking("example.com.")};
    made.answers = {address_record("example.com.", 1)};
    for (unsigned char i = 0; i < 100; ++i)
        made.additional.push_back(address_record("other.example.com.", i));
    const auto cut = parse_message(write_message(made, plain_udp_size));
    ASSERT_TRUE(cut);
    EXPECT_FALSE(cut->is_truncated);
    EXPECT_EQ(cut->answers.size(), 1U);
    EXPECT_LT(cut->additional.size(), 100U);
}

TEST(dns_writer, repeats_the_question_in_a_response) {
    auto query = query_for(asking("a."));
    query.wants_recursion = true;
    query.extension.emplace();
    const auto made = make_response(query, response_code::refused);
    EXPECT_EQ(made.id, 4711);
    EXPECT_TRUE(made.is_response && made.wants_recursion && made.extension);
    EXPECT_EQ(made.questions, query.questions);
    EXPECT_EQ(made.code, response_code::refused);
}

}  // namespace

}  // namespace microfast::dns
