#include <microfast/core/error.hpp>
#include <microfast/dns/zone_file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dns/dns_test_names.hpp"

namespace microfast::dns {

namespace {

constexpr std::string_view start = "@ 60 IN SOA ns admin 1 2 3 4 5\n@ 60 NS ns\n";

message ask(const zone& in, question asked) {
    message made;
    in.answer(asked, {}, made);
    return made;
}

record only(const zone& in, std::string_view owner, record_type type) {
    const auto made = ask(in, asking(owner, type));
    EXPECT_EQ(made.answers.size(), 1U) << owner;
    return made.answers.empty() ? record{} : made.answers.front();
}

TEST(zone_file, is_read_as_people_write_it) {
    const auto read = read_zone(
        "; a comment\n"
        "$TTL 1h30m\n"
        "example.com. IN SOA ns1.example.com. admin (\n"
        "        2026112101 ; serial\n"
        "        1h 15m 30d 5m )\n"
        "        NS ns1\n"
        "ns1     IN 10 A 192.0.2.1\n"
        "\t60 IN AAAA 2001:db8::1\n"
        "$ORIGIN sub.example.com.\n"
        "text    TXT \"with ; and \\\" in it\" plain \"\"\n"
        "_x._udp SRV 1 2 53 ns1.example.com.\n"
        "A       PTR @\n",
        named("example.com.")
    );
    EXPECT_EQ(read.size(), 7U);
    const auto soa = only(read, "example.com.", record_type::soa);
    EXPECT_EQ(soa.ttl, 5'400U);
    const auto data = std::get<soa_data>(soa.data);
    EXPECT_EQ(data.responsible, named("admin.example.com."));
    EXPECT_EQ(data.serial, 2'026'112'101U);
    EXPECT_EQ(data.expire, 2'592'000U);
    EXPECT_EQ(only(read, "ns1.example.com.", record_type::a).ttl, 10U);
    EXPECT_EQ(only(read, "ns1.example.com.", record_type::aaaa).ttl, 60U);
    const txt_data texts{{"with ; and \" in it", "plain", ""}};
    EXPECT_EQ(
        std::get<txt_data>(only(read, "text.sub.example.com.", record_type::txt).data), texts
    );
    const srv_data service{1, 2, 53, named("ns1.example.com.")};
    EXPECT_EQ(
        std::get<srv_data>(only(read, "_x._udp.sub.example.com.", record_type::srv).data), service
    );
    const name_data pointer{named("sub.example.com.")};
    EXPECT_EQ(
        std::get<name_data>(only(read, "a.sub.example.com.", record_type::ptr).data), pointer
    );
}

struct broken {
    const char* what;
    const char* line;
    const char* says;
};

class broken_lines : public testing::TestWithParam<broken> {};

TEST_P(broken_lines, are_named_with_the_reason) {
    try {
        (void)read_zone(std::string(start) + GetParam().line, named("example.com."));
        FAIL() << "was read";
    } catch (const error& refused) {
        EXPECT_THAT(refused.what(), testing::HasSubstr("line 3: "));
        EXPECT_THAT(refused.what(), testing::HasSubstr(GetParam().says));
    }
}

INSTANTIATE_TEST_SUITE_P(
    lines,
    broken_lines,
    testing::Values(
        broken{"no_ttl", "www A 192.0.2.1", "TTL"},
        broken{"type", "www 60 B 192.0.2.1", "\"B\" is neither a type"},
        broken{"class", "www 60 CH A 192.0.2.1", "\"CH\""},
        broken{"address", "www 60 A 192.0.2.256", "\"192.0.2.256\" is no IPv4 address"},
        broken{"address_of_v6", "www 60 A ::1", "no IPv4 address"},
        broken{"address_of_v4", "www 60 AAAA 192.0.2.1", "no IPv6 address"},
        broken{"missing", "www 60 A", "missing"},
        broken{"too_much", "www 60 A 192.0.2.1 x", "more on the line"},
        broken{"number", "www 60 MX 70000 a", "no number from 0 to 65535"},
        broken{"time", "$TTL 1y", "no time"},
        broken{"huge_time", "$TTL 3000000000", "no time"},
        broken{"name", "a..b 60 A 192.0.2.1", "is no name"},
        broken{"outside", "www.example.org. 60 A 192.0.2.1", "not within"},
        broken{"second_soa", "@ 60 SOA a b 1 2 3 4 5", "one already"},
        broken{"directive", "$INCLUDE other", "not understood"},
        broken{"unknown_type", "www 60 TYPE65 x", "not understood here"},
        broken{"escape", R"(www 60 TXT "\25")", "malformed escape"},
        broken{"huge_escape", R"(www 60 TXT a\256)", "malformed escape"},
        broken{"quote", "www 60 TXT \"x", "quote"},
        broken{"parenthesis", "www 60 TXT (x", "parenthesis"},
        broken{"other_parenthesis", "www 60 TXT x)", "parenthesis"}
    ),
    [](const auto& row) { return row.param.what; }
);

TEST(zone_file, decodes_escapes_of_texts_once) {
    const auto read = read_zone(
        std::string(start) + R"(a 60 TXT "a\032b\"\\" v=DKIM1\;k=rsa)" + "\n", named("example.com.")
    );
    const txt_data texts{{"a b\"\\", "v=DKIM1;k=rsa"}};
    EXPECT_EQ(std::get<txt_data>(only(read, "a.example.com.", record_type::txt).data), texts);
}

TEST(zone_file, refuses_texts_that_no_message_can_have) {
    std::string line = "a 60 TXT";
    for (int i = 0; i < 300; ++i)
        line += " " + std::string(250, 'x');
    EXPECT_THROW((void)read_zone(std::string(start) + line + "\n", named("example.com.")), error);
}

TEST(zone_file, needs_an_soa_and_a_server) {
    EXPECT_THROW((void)read_zone("", named("example.com.")), error);
    EXPECT_THROW((void)read_zone("@ 60 SOA a b 1 2 3 4 5\n", named("example.com.")), error);
    EXPECT_EQ(read_zone(start, named("example.com.")).size(), 2U);
}

TEST(zone_file, that_is_not_there_is_named) {
    try {
        (void)read_zone_file("/nowhere/zone", named("a."));
        FAIL();
    } catch (const error& refused) {
        EXPECT_THAT(refused.what(), testing::HasSubstr("/nowhere/zone"));
    }
}

}  // namespace

}  // namespace microfast::dns
