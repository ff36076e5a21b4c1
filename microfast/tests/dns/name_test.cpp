#include <microfast/dns/name.hpp>

#include <gtest/gtest.h>

#include "dns/dns_test_names.hpp"

namespace microfast::dns {

namespace {

using namespace std::string_literals;

TEST(dns_name, is_labels_behind_their_lengths) {
    EXPECT_EQ(named("www.Example.com.").wire(), "\3www\7Example\3com\0"s);
    EXPECT_EQ(named(".").wire(), "\0"s);
    EXPECT_EQ(named("www.example.com.").label_count(), 3U);
    EXPECT_EQ(named("www.example.com.").label(1), "example");
    EXPECT_EQ(named("www.example.com.").without_first(1), named("example.com."));
}

TEST(dns_name, without_a_last_dot_is_relative) {
    const auto origin = named("example.com.");
    EXPECT_EQ(name::parse("www", origin), named("www.example.com."));
    EXPECT_EQ(name::parse("www.", origin), named("www."));
    EXPECT_EQ(name::parse("@", origin), origin);
}

TEST(dns_name, is_the_same_in_every_mix_of_cases) {
    EXPECT_EQ(named("WWW.example.COM."), named("www.Example.com."));
    EXPECT_NE(named("www.example.com."), named("ww.example.com."));
    EXPECT_EQ(named("WWW.Example.").folded().wire(), "\3www\7example\0"s);
}

TEST(dns_name, knows_what_it_is_within) {
    const auto apex = named("Example.com.");
    EXPECT_TRUE(named("example.com.").is_within(apex));
    EXPECT_TRUE(named("a.b.example.com.").is_within(apex));
    EXPECT_FALSE(named("notexample.com.").is_within(apex));
    EXPECT_FALSE(named("com.").is_within(apex));
    EXPECT_TRUE(apex.is_within(name{}));
}

TEST(dns_name, has_limits) {
    const std::string label(63, 'a');
    EXPECT_TRUE(name::parse(label + "."));
    EXPECT_FALSE(name::parse(label + "a."));
    const auto most = label + "." + label + "." + label + "." + std::string(61, 'a') + ".";
    EXPECT_EQ(name::parse(most)->wire().size(), name::longest);
    EXPECT_FALSE(name::parse("b." + most));
    EXPECT_FALSE(named(most).before(named("b.")));
    for (const auto* const text : {"", "a..b.", ".a.", "\\", "\\25", "\\256."})
        EXPECT_FALSE(name::parse(text)) << text;
}

TEST(dns_name, is_escaped_where_it_must_be) {
    for (const auto* const text : {R"(a\.b.example.)", R"(\000\255\032.x.)", R"(\@.x.)", "."})
        EXPECT_EQ(named(text).to_string(), text);
    EXPECT_EQ(named(R"(a\.b.)").label(0), "a.b");
    EXPECT_EQ(named(R"(\097.)"), named("a."));
}

}  // namespace

}  // namespace microfast::dns
