#include <microfast/http/negotiation.hpp>

#include <gtest/gtest.h>

#include <array>
#include <ostream>
#include <random>
#include <string>

namespace microfast::http {

namespace {

using optional_text = std::optional<std::string_view>;
constexpr const char* nothing = nullptr;

optional_text to_optional(const char* text) {
    return text == nullptr ? std::nullopt : optional_text{text};
}

struct choice_case {
    const char* name;
    const char* field;   // null: not sent
    const char* chosen;  // null: none
};

std::ostream& operator<<(std::ostream& out, const choice_case& tested) {
    return out << tested.name;
}

constexpr auto name_of_case = [](const auto& tested) { return tested.param.name; };

constexpr std::array<std::string_view, 3> codings{"br", "zstd", "gzip"};
class coding_table : public testing::TestWithParam<choice_case> {};

TEST_P(coding_table, is_chosen) {
    EXPECT_EQ(
        choose_coding(to_optional(GetParam().field), codings), to_optional(GetParam().chosen)
    );
}

constexpr choice_case coding_cases[]{
    {"not_sent", nothing, "identity"},
    {"empty", "", "identity"},
    {"gzip_only", "gzip", "gzip"},
    {"ours_first_among_equals", "gzip, deflate, br, zstd", "br"},
    {"theirs_first_by_quality", "br;q=0.5, gzip;q=0.8", "gzip"},
    {"in_capitals", "GZIP", "gzip"},
    {"x_gzip", "x-gzip", "gzip"},
    {"refused", "gzip;q=0, br;q=0.0, zstd;q=0.000", "identity"},
    {"any", "*", "br"},
    {"any_but_one", "*, br;q=0", "zstd"},
    {"any_refused_but_one", "*;q=0, gzip", "gzip"},
    {"identity_refused", "identity;q=0, gzip;q=0.1", "gzip"},
    {"all_refused", "identity;q=0", nothing},
    {"all_refused_by_star", "*;q=0", nothing},
    {"identity_in_spite_of_star", "*;q=0, identity", "identity"},
    {"identity_better", "gzip;q=0.5, identity", "identity"},
    {"identity_as_good", "gzip, identity", "gzip"},
    {"a_little_is_better_than_identity", "gzip;q=0.001", "gzip"},
    {"unknown", "compress, deflate", "identity"},
    {"bad_weight_passed_over", "br;q=2, gzip", "gzip"},
    {"bad_weights", "br;q=0.1234, zstd;q=.5, gzip;q=-1", "identity"},
    {"weight_with_spaces", "br ; q=0.2 , gzip ; q=0.3", "gzip"},
    {"malformed_member_passed_over", "b r, ;;, =, gzip", "gzip"},
    {"quoted_comma", "br;x=\"a,zstd\";q=0, gzip", "gzip"},
};
INSTANTIATE_TEST_SUITE_P(negotiation, coding_table, testing::ValuesIn(coding_cases), name_of_case);

constexpr std::array<std::string_view, 3> types{
    "application/json", "text/html; charset=utf-8", "text/plain"};
class type_table : public testing::TestWithParam<choice_case> {};

TEST_P(type_table, is_chosen) {
    EXPECT_EQ(
        choose_media_type(to_optional(GetParam().field), types), to_optional(GetParam().chosen)
    );
}

constexpr choice_case type_cases[]{
    {"not_sent", nothing, "application/json"},
    {"empty", "", nothing},
    {"any", "*/*", "application/json"},
    {"browser",
     "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
     "text/html; charset=utf-8"},
    {"half_open", "text/*", "text/html; charset=utf-8"},
    {"in_capitals", "TEXT/PLAIN", "text/plain"},
    {"none", "image/png", nothing},
    {"specific_goes_before_general", "text/*;q=0.9, text/html;q=0.1, */*;q=0.2", "text/plain"},
    {"refused", "application/json;q=0, */*", "text/html; charset=utf-8"},
    {"parameter_matches", "text/html;charset=UTF-8", "text/html; charset=utf-8"},
    {"parameter_differs", "text/html;charset=latin1, text/plain;q=0.1", "text/plain"},
    {"parameter_is_more_specific",
     "text/html;charset=utf-8;q=0.1, text/html, text/plain;q=0.5",
     "text/plain"},
    {"star_with_subtype_is_nothing", "*/html", nothing},
    {"malformed_passed_over", "text, text/html;q=x, text/plain;q=0.1", "text/plain"},
};
INSTANTIATE_TEST_SUITE_P(negotiation, type_table, testing::ValuesIn(type_cases), name_of_case);

constexpr std::array<std::string_view, 4> languages{"en", "de", "de-AT", "pt-BR"};
class language_table : public testing::TestWithParam<choice_case> {};

TEST_P(language_table, is_chosen) {
    EXPECT_EQ(
        choose_language(to_optional(GetParam().field), languages), to_optional(GetParam().chosen)
    );
}

constexpr choice_case language_cases[]{
    {"not_sent", nothing, "en"},
    {"any", "*", "en"},
    {"exact", "de-at", "de-AT"},
    {"prefix", "pt", "pt-BR"},
    {"not_a_prefix_by_letters", "p", nothing},
    {"falls_back", "de-CH", "de"},
    {"falls_back_to_the_better_one", "de-CH;q=0.5, en-GB;q=0.7", "en"},
    {"said_goes_before_fallen_back", "de-CH, de;q=0.1, en;q=0.5", "en"},
    {"refused_region_refuses_no_language", "de-CH;q=0, de;q=0.3", "de"},
    {"unknown", "fr", nothing},
    {"unknown_but_any", "fr, *;q=0.1", "en"},
    {"browser", "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "de"},
};
INSTANTIATE_TEST_SUITE_P(
    negotiation, language_table, testing::ValuesIn(language_cases), name_of_case
);

TEST(negotiation, ends_whatever_was_sent) {
    constexpr std::string_view alphabet = "az*/;,=q.01 \"\\-";
    std::mt19937 random(23);
    for (int round = 0; round < 20'000; ++round) {
        std::string field;
        for (auto size = random() % 20; size > 0; --size)
            field += alphabet[random() % alphabet.size()];
        const auto coding = choose_coding(field, codings);
        const auto type = choose_media_type(field, types);
        const auto language = choose_language(field, languages);
        ASSERT_TRUE(!coding || !coding->empty());
        ASSERT_TRUE(!type || !type->empty());
        ASSERT_TRUE(!language || !language->empty());
    }
}

}  // namespace

}  // namespace microfast::http
