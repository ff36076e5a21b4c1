#include <microfast/http/header_name.hpp>

#include <gtest/gtest.h>

#include <cctype>
#include <string>

namespace microfast::http {

namespace {

TEST(header_name, is_found_in_any_mix_of_cases) {
    for (std::size_t i = 1; i < header_name_count; ++i) {
        const auto name = static_cast<header_name>(i);
        std::string spelling(to_string(name));
        EXPECT_EQ(to_header_name(spelling), name) << spelling;
        for (auto& letter : spelling)
            letter = static_cast<char>(std::toupper(letter));
        EXPECT_EQ(to_header_name(spelling), name) << spelling;
        for (auto& letter : spelling)
            letter = static_cast<char>(std::tolower(letter));
        EXPECT_EQ(to_header_name(spelling), name) << spelling;
        EXPECT_EQ(to_header_name(spelling + "x"), header_name::other);
    }
}

TEST(header_name, is_other_for_anything_else) {
    for (const auto* name : {"", "x", "Hos", "Hostt", "Content_Length", "H\xEFst"}) {
        EXPECT_EQ(to_header_name(name), header_name::other) << name;
    }
}

}  // namespace

}  // namespace microfast::http
