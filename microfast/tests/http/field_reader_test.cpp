#include <microfast/http/field_reader.hpp>

#include <gtest/gtest.h>

#include <random>

namespace microfast::http {

namespace {

using parameter_result = field_reader::parameter_result;

TEST(field_reader, takes_what_stands_there) {
    field_reader from("abc \t=x");
    EXPECT_EQ(from.take_token(), "abc");
    EXPECT_EQ(from.take_token(), "");
    from.skip_white_space();
    EXPECT_FALSE(from.take(','));
    EXPECT_TRUE(from.take('='));
    EXPECT_EQ(from.rest(), "x");
    EXPECT_FALSE(from.at_end());
}

TEST(field_reader, takes_quoted_strings) {
    field_reader from(R"("a, \"b\"\\"rest)");
    const auto quoted = from.take_quoted();
    ASSERT_TRUE(quoted);
    EXPECT_EQ(quoted->text(), R"(a, "b"\)");
    EXPECT_EQ(from.rest(), "rest");
}

TEST(field_reader, does_not_take_broken_quoted_strings) {
    for (const auto* const broken :
         {"\"abc", "\"", "\"abc\\", "\"abc\\\"", "\"a\x01\"", "abc", ""}) {
        field_reader from(broken);
        EXPECT_FALSE(from.take_quoted()) << broken;
        EXPECT_EQ(from.rest(), broken);
    }
}

TEST(field_reader, takes_parameters) {
    field_reader from("; a=1;; b=\"2;\" ;C=x , d");
    field_parameter parameter;
    ASSERT_EQ(from.take_parameter(parameter), parameter_result::taken);
    EXPECT_EQ(parameter.name, "a");
    EXPECT_EQ(parameter.value.raw, "1");
    ASSERT_EQ(from.take_parameter(parameter), parameter_result::taken);
    EXPECT_EQ(parameter.value.raw, "2;");
    ASSERT_EQ(from.take_parameter(parameter), parameter_result::taken);
    EXPECT_EQ(parameter.name, "C");
    EXPECT_EQ(from.take_parameter(parameter), parameter_result::none);
    EXPECT_EQ(from.rest(), " , d");
}

TEST(field_reader, tells_malformed_parameters_from_none) {
    for (const auto* const malformed : {";a", "; a =1", ";a= 1", ";=1", ";a=", ";a=\"1"}) {
        field_reader from(malformed);
        field_parameter parameter;
        EXPECT_EQ(from.take_parameter(parameter), parameter_result::malformed) << malformed;
    }
    for (const auto* const none : {"", " ", ";", " ; ;", "x", ",;a=1"}) {
        field_reader from(none);
        field_parameter parameter;
        EXPECT_EQ(from.take_parameter(parameter), parameter_result::none) << none;
    }
}

TEST(field_reader, walks_over_lists_with_holes) {
    field_reader from(" , ,a,,\tb ,");
    std::string members;
    while (from.next_member())
        members += from.take_token();
    EXPECT_EQ(members, "ab");
}

TEST(field_reader, skips_members_with_commas_in_quotes) {
    field_reader from(R"(a="x,y" z, "un,ended, b)");
    from.skip_member();
    EXPECT_EQ(from.rest(), R"(, "un,ended, b)");
    EXPECT_TRUE(from.next_member());
    from.skip_member();
    EXPECT_TRUE(from.at_end());
}

TEST(field_reader, reads_quotes_without_an_end_only_once) {
    std::string text;
    for (int i = 0; i < 8'000; ++i)
        text += "\\\",";
    int members = 0;
    for (field_reader from(text); from.next_member(); from.skip_member())
        ++members;
    EXPECT_EQ(members, 1);
}

TEST(field_reader, ends_whatever_it_reads) {
    constexpr std::string_view alphabet = "a;,=\"\\ \t\x01*/";
    std::mt19937 random(5);
    for (int round = 0; round < 5'000; ++round) {
        std::string text;
        for (auto size = random() % 20; size > 0; --size)
            text += alphabet[random() % alphabet.size()];
        field_parameter parameter;
        for (field_reader from(text); from.next_member();) {
            while (from.take_parameter(parameter) == parameter_result::taken) {
            }
            const auto before = from.rest().size();
            from.skip_member();
            ASSERT_LE(from.rest().size(), before);
        }
    }
}

}  // namespace

}  // namespace microfast::http
