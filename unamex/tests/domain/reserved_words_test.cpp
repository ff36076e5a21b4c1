#include <unamex/domain/normaliser.hpp>
#include <unamex/domain/policy.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace unamex::domain {
namespace {

std::vector<std::string> whole_names() {
    auto reserved = default_reserved_words();
    auto names = reserved.names;
    names.insert(names.end(), reserved.roles.begin(), reserved.roles.end());
    return names;
}

TEST(reserved_words, are_in_lower_case_and_listed_once) {
    const auto all = whole_names();
    const std::set<std::string> names{all.begin(), all.end()};
    EXPECT_EQ(names.size(), all.size());
    for (const auto& name : names) {
        EXPECT_FALSE(name.empty());
        EXPECT_TRUE(std::ranges::none_of(name, [](char c) {
            return c == ' ' || (c >= 'A' && c <= 'Z');
        })) << name;
    }
    EXPECT_TRUE(names.contains("abuse"));
    EXPECT_TRUE(names.contains("well-known"));
    EXPECT_TRUE(names.contains("void"));
}

TEST(reserved_words, cannot_be_had) {
    const normaliser rules;
    for (const auto& name : whole_names())
        EXPECT_TRUE(rules.normalise(name).reason) << name;
}

TEST(reserved_words, leave_ordinary_names_alone) {
    const normaliser rules;
    for (const auto* name :
         {"alice",
          "newton",
          "mailer",
          "robot",
          "sysiphus",
          "devon",
          "teamster",
          "homer",
          "ali",
          "mali",
          "horne",
          "flies",
          "mall",
          "ssi"}) {
        EXPECT_EQ(rules.normalise(name).norm, name);
    }
}

}  // namespace
}  // namespace unamex::domain
