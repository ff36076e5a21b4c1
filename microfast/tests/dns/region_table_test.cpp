#include <microfast/core/error.hpp>
#include <microfast/dns/region_table.hpp>

#include <gtest/gtest.h>

#include <random>
#include <utility>
#include <vector>

namespace microfast::dns {

namespace {

std::string found(const region_table& table, std::string_view address) {
    return std::string(table.find(*http::ip_address::parse(address)).region);
}

/// Another IPv4 address with the same first bits.
std::string with_other_end(const std::string& text, unsigned same, std::mt19937& random) {
    const auto bytes = http::ip_address::parse(text)->bytes();
    std::string other;
    for (unsigned byte = 0; byte < 4; ++byte) {
        unsigned value = bytes[12 + byte];
        for (unsigned bit = 0; bit < 8; ++bit) {
            if (byte * 8 + bit >= same && random() % 2 == 0) value ^= 0x80U >> bit;
        }
        other += (byte == 0 ? "" : ".") + std::to_string(value);
    }
    return other;
}

TEST(region_table, says_for_whom_an_answer_is_good) {
    region_table table;
    const auto scope = [&](std::string_view address) {
        return table.find(*http::ip_address::parse(address)).scope;
    };
    EXPECT_EQ(scope("192.0.2.1"), 0U);
    table.add("10.0.0.0/8", "a");
    table.add("10.1.0.0/16", "b");
    EXPECT_GT(scope("192.0.2.1"), 96U);      // not for those in 10/8
    EXPECT_GT(scope("10.2.0.0"), 96U + 8U);  // not for those in 10.1/16
    EXPECT_EQ(scope("10.1.0.0"), 96U + 16U);
    EXPECT_LE(scope("2001:db8::"), 96U);
}

TEST(region_table, takes_the_longest_network) {
    region_table table;
    table.add("0.0.0.0/0", "world");
    table.add("10.0.0.0/8", "office");
    table.add("10.1.0.0/16", "lab");
    table.add("2001:db8::/32", "documents");
    EXPECT_EQ(found(table, "192.0.2.1"), "world");
    EXPECT_EQ(found(table, "10.2.0.1"), "office");
    EXPECT_EQ(found(table, "10.1.2.3"), "lab");
    EXPECT_EQ(found(table, "2001:db8:1::1"), "documents");
    EXPECT_EQ(found(table, "2001:db9::1"), "");
    EXPECT_EQ(table.find(*http::ip_address::parse("10.1.2.3")).scope, 96U + 16U);
}

TEST(region_table, refuses_what_is_no_network_or_in_two_regions) {
    region_table table;
    EXPECT_THROW(table.add("10.0.0.1/8", "x"), error);
    EXPECT_THROW(table.add("10.0.0.0/33", "x"), error);
    table.add("10.0.0.1", "x");
    table.add("10.0.0.1/32", "x");
    EXPECT_THROW(table.add("10.0.0.1", "y"), error);
}

TEST(region_table, agrees_with_a_list_that_is_searched) {
    region_table table;
    std::vector<std::pair<http::ip_networks, unsigned>> list;  // with the length of the prefix
    std::vector<std::string> regions;
    std::mt19937 random{7};
    for (int i = 0; i < 200; ++i) {
        const auto bits = static_cast<unsigned>(8 * (1 + random() % 3));
        std::string text = std::to_string(random() % 4);
        for (unsigned byte = 1; byte < 4; ++byte)
            text += "." + std::to_string(byte < bits / 8 ? random() % 4 : 0);
        text += "/" + std::to_string(bits);
        try {
            table.add(text, std::to_string(i));
        } catch (const error&) {
            continue;  // has come before
        }
        list.emplace_back().first.add(text);
        list.back().second = bits;
        regions.push_back(std::to_string(i));
    }
    for (int i = 0; i < 2'000; ++i) {
        std::string text = std::to_string(random() % 5);
        for (int byte = 1; byte < 4; ++byte)
            text += "." + std::to_string(random() % 5);
        std::string best;
        unsigned longest = 0;
        for (std::size_t each = 0; each < list.size(); ++each) {
            if (list[each].second < longest) continue;
            if (!list[each].first.contains(*http::ip_address::parse(text))) continue;
            best = regions[each];
            longest = list[each].second;
        }
        ASSERT_EQ(found(table, text), best) << text;
        // Whoever has the same first bits is in the same region.
        const auto scope = table.find(*http::ip_address::parse(text)).scope;
        ASSERT_EQ(found(table, with_other_end(text, scope - 96, random)), best) << text;
    }
}

}  // namespace

}  // namespace microfast::dns
