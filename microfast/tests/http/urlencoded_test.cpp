#include <microfast/http/urlencoded.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <utility>

namespace microfast::http {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using enum urlencoded_result;

std::vector<urlencoded_pair> pairs_in(std::string_view text) {
    std::vector<urlencoded_pair> pairs;
    for (const auto& pair : query_view(text))
        pairs.push_back(pair);
    return pairs;
}

TEST(urlencoded, is_looked_at_pair_by_pair_as_sent) {
    EXPECT_THAT(
        pairs_in("a=1&b=%41+x&a=2&c&=d&&e=f=g&"),
        ElementsAre(
            urlencoded_pair{"a", "1"},
            urlencoded_pair{"b", "%41+x"},
            urlencoded_pair{"a", "2"},
            urlencoded_pair{"c", ""},
            urlencoded_pair{"", "d"},
            urlencoded_pair{"e", "f=g"}
        )
    );
    for (const auto* const empty : {"", "&", "&&&"})
        EXPECT_THAT(pairs_in(empty), IsEmpty());
}

TEST(urlencoded, is_searched_by_what_names_stand_for) {
    const query_view query("a+b=1&%61=2&c%2=3&c=4");
    EXPECT_EQ(query.find("a b"), "1");
    EXPECT_EQ(query.find("a"), "2");
    EXPECT_EQ(query.find("c"), "4");
    EXPECT_EQ(query.find("a+b"), std::nullopt);
    EXPECT_EQ(query.find(""), std::nullopt);
}

TEST(urlencoded, compares_without_decoding) {
    EXPECT_TRUE(decodes_to("a%62+%2B", "ab +"));
    EXPECT_TRUE(decodes_to("", ""));
    EXPECT_FALSE(decodes_to("ab", "a"));
    EXPECT_FALSE(decodes_to("a", "ab"));
    EXPECT_FALSE(decodes_to("a%6", "a%6"));
    EXPECT_TRUE(decodes_to("%C3%BC", "\xC3\xBC"));
}

TEST(urlencoded, is_decoded) {
    std::string text("<");
    EXPECT_TRUE(append_urldecoded(text, "J%c3%bcrgen+%2B%25"));
    EXPECT_EQ(text, "<J\xC3\xBCrgen +%");
}

TEST(urlencoded, is_refused_if_malformed_and_leaves_the_text) {
    for (const auto* const malformed :
         {"%", "%4", "a%", "%zz", "%00", "%fc", "%c0%af", "%ed%a0%80"}) {
        std::string text("<");
        EXPECT_FALSE(append_urldecoded(text, malformed)) << malformed;
        EXPECT_EQ(text, "<");
    }
}

TEST(urlencoded, becomes_fields) {
    urlencoded_fields fields;
    ASSERT_EQ(fields.parse("name=J%C3%BCrgen+M&tag=a&tag=b&flag&=x"), complete);
    EXPECT_EQ(fields.size(), 5U);
    EXPECT_EQ(fields.find("name"), "J\xC3\xBCrgen M");
    EXPECT_EQ(fields.find("tag"), "a");
    EXPECT_EQ(fields.find("flag"), "");
    EXPECT_EQ(fields.find(""), "x");
    EXPECT_EQ(fields.find("none"), std::nullopt);
}

TEST(urlencoded, fields_stay_valid_when_moved) {
    urlencoded_fields fields;
    ASSERT_EQ(fields.parse("a=1"), complete);
    const auto moved = std::move(fields);
    EXPECT_EQ(moved.find("a"), "1");
}

TEST(urlencoded, fields_are_gone_after_a_failure) {
    urlencoded_fields fields;
    ASSERT_EQ(fields.parse("a=1"), complete);
    EXPECT_EQ(fields.parse("b=2&c=%"), malformed);
    EXPECT_EQ(fields.size(), 0U);
    EXPECT_EQ(fields.parse("b=2&c=\xFF"), malformed);
    EXPECT_EQ(fields.parse("d=4"), complete);
    EXPECT_EQ(fields.size(), 1U);
}

TEST(urlencoded, fields_are_counted) {
    urlencoded_fields fields;
    EXPECT_EQ(fields.parse("a=1&b=2", 2), complete);
    EXPECT_EQ(fields.parse("a=1&b=2&c=3", 2), too_many_pairs);
    std::string million;
    for (int i = 0; i < 1'000'000; ++i)
        million += "a&";
    EXPECT_EQ(fields.parse(million), too_many_pairs);
    EXPECT_EQ(fields.parse(std::string(1'000'000, '&')), complete);
    EXPECT_EQ(fields.size(), 0U);
}

TEST(urlencoded, agrees_with_its_own_pieces_on_any_text) {
    constexpr std::string_view alphabet = "ab=&%+46zC3BF";
    std::mt19937 random(29);
    urlencoded_fields fields;
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto size = random() % 16; size > 0; --size)
            text += alphabet[random() % alphabet.size()];
        std::vector<std::pair<std::string, std::string>> expected;
        bool is_well_formed = true;
        for (const auto& [name, value] : query_view(text)) {
            auto& pair = expected.emplace_back();
            is_well_formed = is_well_formed && append_urldecoded(pair.first, name) &&
                             append_urldecoded(pair.second, value);
        }
        ASSERT_EQ(fields.parse(text) == complete, is_well_formed) << text;
        if (!is_well_formed) continue;
        ASSERT_EQ(fields.size(), expected.size());
        for (std::size_t i = 0; const auto& [name, value] : fields) {
            ASSERT_EQ(name, expected[i].first);
            ASSERT_EQ(value, expected[i].second);
            ++i;
        }
    }
}

}  // namespace

}  // namespace microfast::http
