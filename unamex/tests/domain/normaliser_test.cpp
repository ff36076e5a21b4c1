#include <unamex/domain/look_alike.hpp>
#include <unamex/domain/normaliser.hpp>

#include <gtest/gtest.h>

#include <array>
#include <ostream>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace unamex::domain {
namespace {

const normaliser& default_rules() {
    static const normaliser rules;
    return rules;
}

struct example {
    const char* label;
    std::string_view name;
    std::string_view norm;
    std::optional<refusal> reason;
};

std::ostream& operator<<(std::ostream& out, const example& shown) {
    return out << shown.label;
}

example accepts(const char* label, std::string_view name, std::string_view norm) {
    return {label, name, norm, std::nullopt};
}

example refuses(const char* label, std::string_view name, refusal reason) {
    return {label, name, "", reason};
}

class normaliser_examples : public testing::TestWithParam<example> {};

TEST_P(normaliser_examples, hold) {
    const auto& [label, name, norm, reason] = GetParam();

    const auto result = default_rules().normalise(name);

    EXPECT_EQ(result.norm, norm);
    EXPECT_EQ(result.reason, reason);
    EXPECT_EQ(result.detail.empty(), !reason.has_value()) << result.detail;
}

const std::array examples{
    accepts("plain", "alice", "alice"),
    accepts("capitals", "AliceB", "aliceb"),
    accepts("surrounding_white_space", " \t\ralice\n", "alice"),
    accepts("separators", "a.b_c-d", "a.b_c-d"),
    accepts("digit_first", "7of9", "7of9"),
    accepts("shortest", "abc", "abc"),
    accepts("longest", "abcdefghijklmnopqrstuvwxyz7890", "abcdefghijklmnopqrstuvwxyz7890"),
    accepts("full_width", "Ａｌｉｃｅ７", "alice7"),
    accepts("ideographic_space_around", "　alice　", "alice"),
    accepts("half_width_kana_with_voice_mark", "ｶﾞﾝﾀﾞﾑ", "ガンダム"),
    accepts("accents_composed", "Ame\u0301lie", "am\u00e9lie"),
    accepts("kelvin_sign_is_k", "\u212Aelvin", "kelvin"),
    accepts("sharp_s", "Gro\u00df", "gro\u00df"),
    accepts("greek_with_final_sigma", "ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
    accepts("cyrillic", "Иван", "иван"),
    accepts("japanese_scripts_belong_together", "山田たろう", "山田たろう"),
    accepts("hebrew", "שלום", "שלום"),
    accepts("arabic_with_its_digits", "محمد١٢", "محمد١٢"),
    accepts("devanagari_with_marks", "हिन्दी", "हिन्दी"),
    accepts(
        "thirty_letters_of_two_bytes",
        "éééééééééééééééééééééééééééééé",
        "éééééééééééééééééééééééééééééé"
    ),
    accepts("look_alike_of_a_reserved_name_without_a_role", "Ali", "ali"),
    accepts("reserved_word_inside", "sysroot", "sysroot"),
    accepts("short_reserved_word_inside", "apiary", "apiary"),

    refuses("nothing", "", refusal::empty),
    refuses("white_space_only", " \t\n", refusal::empty),
    refuses("wide_white_space_only", "　　", refusal::empty),
    refuses("two_characters", "ab", refusal::too_short),
    refuses("two_letters_of_three_bytes", "山田", refusal::too_short),
    refuses("thirty_one_characters", "abcdefghijklmnopqrstuvwxyz78901", refusal::too_long),
    refuses(
        "thirty_one_letters_of_two_bytes", "ééééééééééééééééééééééééééééééé", refusal::too_long
    ),
    refuses("space_inside", "al ice", refusal::bad_character),
    refuses("at_sign", "al@ice", refusal::bad_character),
    refuses("control", "al\x01ice", refusal::bad_character),
    refuses("delete", "al\x7Fice", refusal::bad_character),
    refuses("zero_byte", std::string_view{"al\0ice", 6}, refusal::bad_character),
    refuses("emoji", "alice😀", refusal::bad_character),
    refuses("zero_width_joiner", "ali\u200Dce", refusal::bad_character),
    refuses("soft_hyphen", "ali\u00ADce", refusal::bad_character),
    refuses("right_to_left_override", "ali\u202Ece", refusal::bad_character),
    refuses("superscript", "\u1d2e\u1d35\u1d33\u1d2e\u1d35\u1d3f\u1d30", refusal::bad_character),
    refuses("small_capitals", "\u0299\u026a\u0262\u0299\u026a\u0280\u1d05", refusal::bad_character),
    refuses("ligature", "\ufb01sher", refusal::bad_character),
    refuses("roman_numeral", "henry\u2163", refusal::bad_character),
    refuses("unassigned", "alice\u0378", refusal::bad_character),
    refuses("private_use", "alice\ue000", refusal::bad_character),
    refuses("mark_first", "\u0301alice", refusal::bad_character),
    refuses("mark_after_separator", "al_\u0330ice", refusal::bad_character),
    refuses("mark_after_digit", "alice7\u0330x", refusal::bad_character),
    refuses("five_marks", "x\u0323\u0324\u0325\u0331\u0330yz", refusal::bad_character),
    refuses("dot_that_cannot_be_seen", "İstanbul", refusal::bad_character),
    refuses("hebrew_after_digit", "7שלום", refusal::bad_character),
    refuses("separator_first", ".alice", refusal::bad_separator),
    refuses("separator_last", "alice-", refusal::bad_separator),
    refuses("two_separators", "al._ice", refusal::bad_separator),
    refuses("number", "123456", refusal::all_digits),
    refuses("arabic_number", "١٢٣٤", refusal::all_digits),
    refuses("reserved", "Root", refusal::reserved),
    refuses("reserved_full_width", "ｒｏｏｔ", refusal::reserved),
    refuses("reserved_prefix", "admin_bob", refusal::reserved),
    refuses("reserved_suffix", "bob.support", refusal::reserved),
    refuses("zero_for_o", "r00t", refusal::confusable),
    refuses("one_for_i_in_a_prefix", "adm1n_bob", refusal::confusable),
    refuses("rn_for_m", "adrnin", refusal::confusable),
    refuses("vv_for_w", "vvebmaster", refusal::confusable),
    refuses("separators_in_a_reserved_word", "r.o.o.t", refusal::confusable),
    refuses("dotless_i", "adm\u0131n", refusal::confusable),
    refuses("all_cyrillic", "\u0441\u0435\u043e", refusal::confusable),
    refuses("mixed_latin_and_cyrillic", "\u0430lice", refusal::mixed_script),
    refuses("mixed_latin_and_han", "山田taro", refusal::mixed_script),
    refuses("mixed_digits", "محمد١2", refusal::mixed_script),
    refuses(
        "bare_continuation",
        "ali\x80"
        "ce",
        refusal::not_utf8
    ),
    refuses("truncated", "alice\xe5\xb1", refusal::not_utf8),
    refuses(
        "overlong",
        "ali\xc1\xa1"
        "ce",
        refusal::not_utf8
    ),
    refuses(
        "surrogate",
        "ali\xed\xa0\x80"
        "ce",
        refusal::not_utf8
    ),
    refuses(
        "above_unicode",
        "ali\xf4\x90\x80\x80"
        "ce",
        refusal::not_utf8
    ),
    refuses("latin_1", "am\xe9lie", refusal::not_utf8),
};

INSTANTIATE_TEST_SUITE_P(
    of,
    normaliser_examples,
    testing::ValuesIn(examples),
    [](const auto& shown) { return shown.param.label; }
);

TEST(normaliser, refuses_unread_what_is_longer_than_its_limit) {
    const std::string spaces(normaliser::longest_input, ' ');
    EXPECT_EQ(default_rules().normalise(spaces).reason, refusal::empty);
    EXPECT_EQ(default_rules().normalise(spaces + ' ').reason, refusal::too_long);
    EXPECT_EQ(default_rules().normalise(std::string(1'000'000, '\xff')).reason, refusal::too_long);
}

TEST(normaliser, says_which_character_is_wrong_without_repeating_it) {
    EXPECT_EQ(
        default_rules().normalise("ab\u202Ecd").detail,
        "the character U+202e cannot be character 3 of a name"
    );
}

TEST(normaliser, names_the_word_that_a_name_looks_like) {
    EXPECT_EQ(default_rules().normalise("r00t").detail, "this looks like the reserved name 'root'");
}

TEST(normaliser, of_an_ascii_policy_maps_width_and_refuses_other_letters) {
    const normaliser rules{{.letters = alphabet::ascii}};
    EXPECT_EQ(rules.normalise("ａlice").norm, "alice");
    EXPECT_EQ(rules.normalise("amélie").reason, refusal::bad_character);
}

TEST(normaliser, collapses_runs_of_separators_when_told_to) {
    const normaliser rules{{.separators = separator_rule::collapse}};
    EXPECT_EQ(rules.normalise("al._-ice--b").norm, "al.ice-b");
    EXPECT_EQ(rules.normalise("..alice").reason, refusal::bad_separator);
}

TEST(normaliser, strips_separators_when_told_to) {
    const normaliser rules{{.separators = separator_rule::strip}};
    EXPECT_EQ(rules.normalise("-John._Smith-").norm, "johnsmith");
    EXPECT_EQ(rules.normalise("._-").reason, refusal::empty);
    EXPECT_EQ(rules.normalise("a.b").reason, refusal::too_short);
    EXPECT_EQ(rules.normalise("r.oot").reason, refusal::reserved);
}

TEST(normaliser, maps_the_beginning_of_a_name_as_it_maps_the_name) {
    EXPECT_EQ(default_rules().normalise_prefix(" Jo"), "jo");
    EXPECT_EQ(default_rules().normalise_prefix("john."), "john.");
    EXPECT_EQ(default_rules().normalise_prefix("adm"), "adm");
    EXPECT_EQ(default_rules().normalise_prefix("Ａme\u0301"), "am\u00e9");
    EXPECT_EQ(default_rules().normalise_prefix("  "), "");
    EXPECT_EQ(default_rules().normalise_prefix("jo\xff"), std::nullopt);
    EXPECT_EQ(default_rules().normalise_prefix(std::string(2000, 'a')), std::nullopt);
    EXPECT_EQ(normaliser{{.separators = separator_rule::strip}}.normalise_prefix("j.s"), "js");
}

TEST(normaliser, has_another_key_version_under_another_rule_for_separators) {
    EXPECT_EQ(default_rules().key_version(), domain::key_version);
    EXPECT_NE(normaliser{{.separators = separator_rule::strip}}.key_version(), domain::key_version);
    EXPECT_EQ(normaliser{{.longest = 20}}.key_version(), domain::key_version);
}

TEST(normaliser, maps_reserved_words_as_it_maps_names) {
    const normaliser rules{{.reserved = {.names = {"Zoë"}}}};
    EXPECT_EQ(rules.normalise("zoe\u0308").reason, refusal::reserved);
    EXPECT_FALSE(rules.normalise("root").reason);
}

TEST(normaliser, refuses_a_policy_that_contradicts_itself) {
    EXPECT_THROW(normaliser({.shortest = 0}), std::invalid_argument);
    EXPECT_THROW(normaliser({.shortest = 9, .longest = 8}), std::invalid_argument);
    EXPECT_THROW(normaliser({.longest = 65}), std::invalid_argument);
    EXPECT_THROW(normaliser({.reserved = {.names = {"._"}}}), std::invalid_argument);
    EXPECT_THROW(normaliser({.reserved = {.prefixes = {"\xff"}}}), std::invalid_argument);
}

TEST(normaliser, gives_ascii_what_it_gives_the_same_name_at_full_width) {
    std::mt19937 random{7};
    for (int round = 0; round < 20'000; ++round) {
        std::string narrow;
        std::string wide;
        for (auto left = 1 + random() % 12; left > 0; --left) {
            const auto c = static_cast<unsigned char>(0x21 + random() % 0x5e);
            narrow.push_back(static_cast<char>(c));
            const auto wide_c = 0xfee0U + c;
            wide +=
                {'\xef',
                 static_cast<char>(0x80U | (wide_c >> 6U & 0x3fU)),
                 static_cast<char>(0x80U | (wide_c & 0x3fU))};
        }
        const auto result = default_rules().normalise(narrow);
        const auto wide_result = default_rules().normalise(wide);
        ASSERT_EQ(wide_result.norm, result.norm) << narrow;
        ASSERT_EQ(wide_result.reason, result.reason) << narrow;
    }
}

}  // namespace
}  // namespace unamex::domain
