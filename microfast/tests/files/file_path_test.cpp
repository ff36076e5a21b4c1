#include <microfast/files/file_path.hpp>

#include <gtest/gtest.h>

namespace microfast::files {

namespace {

TEST(file_path, may_be_looked_for) {
    for (const auto* const path :
         {"",
          "a",
          "a.b",
          "a/b/c.txt",
          "a/",
          "a b/\xC3\xBC",
          "..a",
          "a..",
          "a..b/...",
          ".well-known/x",
          "~",
          "a:b",
          "-"}) {
        EXPECT_TRUE(is_file_path(path, hidden_files::serve)) << path;
    }
}

TEST(file_path, has_one_spelling) {
    for (const auto* const path :
         {"/",
          "/a",
          "a//b",
          "a//",
          ".",
          "..",
          "../a",
          "a/..",
          "a/./b",
          "./a",
          "a/../b",
          "a\\b",
          "..\\a",
          "a\nb",
          "a\x7F",
          "a/\x01"}) {
        EXPECT_FALSE(is_file_path(path, hidden_files::serve)) << path;
    }
}

TEST(file_path, has_no_escaped_slash) {
    EXPECT_FALSE(is_file_path({"a\0b", 3}, hidden_files::serve));
    EXPECT_FALSE(is_file_path({"..\0..\0etc", 9}, hidden_files::serve));
}

TEST(file_path, is_not_hidden) {
    for (const auto* const path : {".env", "a/.git/config", ".git/", "a/.", "a/.well-known/x"})
        EXPECT_FALSE(is_file_path(path, hidden_files::refuse)) << path;
    EXPECT_TRUE(is_file_path(".well-known/security.txt", hidden_files::refuse));
    EXPECT_TRUE(is_file_path("a.b/c.d", hidden_files::refuse));
}

}  // namespace

}  // namespace microfast::files
