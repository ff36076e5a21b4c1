#include <microfast/dns/resolver_cache.hpp>

#include <gtest/gtest.h>

#include "dns/dns_test_names.hpp"

namespace microfast::dns {

namespace {

auto at(int seconds) {
    return resolver_cache::time_point{std::chrono::seconds{seconds}};
}

record soa(std::uint32_t ttl, std::uint32_t minimum) {
    record made;
    made.owner = named("example.com.");
    made.type = record_type::soa;
    made.ttl = ttl;
    made.data = soa_data{{}, {}, 1, 2, 3, 4, minimum};
    return made;
}

TEST(resolver_cache, keeps_answers_as_long_as_they_say) {
    resolver_cache cache;
    resolution known;
    known.records = {address_record("a.", 1, 100), address_record("a.", 2, 30)};
    cache.insert(asking("a."), known, at(0));
    EXPECT_FALSE(cache.find(asking("b."), at(0)));
    EXPECT_FALSE(cache.find(asking("a.", record_type::aaaa), at(0)));
    const auto later = cache.find(asking("A."), at(29));
    ASSERT_TRUE(later);
    EXPECT_EQ(later->records[0].ttl, 71U);
    EXPECT_EQ(later->records[1].ttl, 1U);
    EXPECT_FALSE(cache.find(asking("a."), at(30)));
    EXPECT_EQ(cache.size(), 0U);
}

TEST(resolver_cache, remembers_that_there_is_nothing_as_long_as_the_soa_says) {
    resolver_cache cache;
    resolution nothing;
    nothing.code = response_code::no_such_name;
    cache.insert(asking("a."), nothing, at(0));
    EXPECT_EQ(cache.size(), 0U);  // nobody said how long
    nothing.authorities = {soa(60, 20)};
    cache.insert(asking("a."), nothing, at(0));
    EXPECT_TRUE(cache.find(asking("a."), at(19)));
    EXPECT_FALSE(cache.find(asking("a."), at(20)));
    nothing.authorities = {soa(1'000'000, 1'000'000)};
    cache.insert(asking("a."), nothing, at(0));
    EXPECT_FALSE(cache.find(asking("a."), at(10'800)));
}

TEST(resolver_cache, keeps_nothing_without_a_time_and_no_failures) {
    resolver_cache cache;
    resolution known;
    known.records = {address_record("a.", 1, 0)};
    cache.insert(asking("a."), known, at(0));
    resolution failed;
    failed.code = response_code::server_failure;
    failed.authorities = {soa(60, 60)};
    cache.insert(asking("b."), failed, at(0));
    resolution leads_nowhere;  // and nobody says that there is nothing
    leads_nowhere.records = {name_record("c.", record_type::cname, "d.")};
    cache.insert(asking("c."), leads_nowhere, at(0));
    EXPECT_EQ(cache.size(), 0U);
}

TEST(resolver_cache, lets_go_of_what_was_used_longest_ago) {
    resolver_cache cache({.entries = 2});
    for (const auto* const each : {"a.", "b.", "c."}) {
        resolution known;
        known.records = {address_record(each, 1)};
        cache.insert(asking(each), known, at(0));
    }
    EXPECT_FALSE(cache.find(asking("a."), at(0)));
    EXPECT_TRUE(cache.find(asking("c."), at(0)));
}

TEST(resolution, is_what_belongs_to_the_question) {
    message answer;
    answer.answers = {
        address_record("bank.", 66),  // planted
        name_record("www.", record_type::cname, "web."),
        address_record("web.", 1),
        address_record("web.", 2),
        name_record("web.", record_type::ns, "evil."),
    };
    answer.authorities = {name_record(".", record_type::ns, "evil.")};
    const auto made = to_resolution(asking("WWW."), answer);
    ASSERT_EQ(made.records.size(), 3U);
    EXPECT_EQ(made.records[0].type, record_type::cname);
    EXPECT_EQ(made.records[2], address_record("web.", 2));
    EXPECT_TRUE(made.authorities.empty());
    EXPECT_TRUE(made.is_found());
}

TEST(resolution, keeps_the_soa_only_of_the_name_it_denies) {
    message answer;
    answer.code = response_code::no_such_name;
    answer.authorities = {soa(60, 60)};
    EXPECT_EQ(to_resolution(asking("a.example.com."), answer).authorities.size(), 1U);
    EXPECT_TRUE(to_resolution(asking("a.example.org."), answer).authorities.empty());
    message loop;
    loop.answers = {name_record("a.", record_type::cname, "a.")};
    EXPECT_LE(to_resolution(asking("a."), loop).records.size(), 16U);
}

}  // namespace

}  // namespace microfast::dns
