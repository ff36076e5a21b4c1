#include <microfast/core/error.hpp>
#include <microfast/dns/authority.hpp>
#include <microfast/dns/zone_file.hpp>

#include <gtest/gtest.h>

#include <memory>

#include "dns/dns_test_names.hpp"

namespace microfast::dns {

namespace {

zone small(std::string_view apex, std::string_view address) {
    return read_zone(
        "$TTL 60\n@ SOA ns admin 1 2 3 4 5\n@ NS ns\nwww A " + std::string(address) +
            "\nwww A 192.0.2.99 ; region=europe\n",
        named(apex)
    );
}

const auto from_europe = *http::ip_address::parse("198.51.100.1");
const auto from_nowhere = *http::ip_address::parse("203.0.113.1");

std::unique_ptr<authority> filled(asker who = asker::peer) {
    auto made = std::make_unique<authority>(who);
    made->add(small("com.", "192.0.2.1"));
    made->add(small("example.com.", "192.0.2.2"));
    region_table regions;
    regions.add("198.51.100.0/24", "europe");
    made->set_regions(std::move(regions));
    return made;
}

int last_byte(const message& answer) {
    return answer.answers.empty() ? -1 : std::get<a_data>(answer.answers.front().data).address[3];
}

TEST(authority, answers_out_of_the_zone_that_is_nearest) {
    const auto all = filled();
    const auto near = query_for(asking("www.example.com."));
    EXPECT_EQ(last_byte(all->answer(near, from_nowhere)), 2);
    const auto far = query_for(asking("www.com."));
    EXPECT_EQ(last_byte(all->answer(far, from_nowhere)), 1);
    const auto outside = query_for(asking("www.org."));
    EXPECT_EQ(all->answer(outside, from_nowhere).code, response_code::refused);
    EXPECT_THROW(all->add(small("Example.com.", "192.0.2.3")), error);
}

TEST(authority, answers_by_the_region_of_who_asks) {
    const auto all = filled();
    const auto query = query_for(asking("www.example.com."));
    EXPECT_EQ(last_byte(all->answer(query, from_europe)), 99);
    EXPECT_EQ(last_byte(all->answer(query, from_nowhere)), 2);
}

TEST(authority, believes_the_network_a_query_names_only_if_told_to) {
    auto query = query_for(asking("www.example.com."));
    query.extension.emplace();
    query.extension->subnet = client_subnet{"\xC6\x33\x64", false, 24, 0};
    EXPECT_EQ(last_byte(filled()->answer(query, from_nowhere)), 2);
    const auto answered = filled(asker::client_subnet)->answer(query, from_nowhere);
    EXPECT_EQ(last_byte(answered), 99);
    EXPECT_EQ(answered.extension->subnet->scope, 24);
    query.extension->subnet = client_subnet{"", false, 0, 0};  // wants not to be located
    EXPECT_EQ(last_byte(filled(asker::client_subnet)->answer(query, from_nowhere)), 2);
}

}  // namespace

}  // namespace microfast::dns
