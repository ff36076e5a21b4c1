#include <microfast/core/error.hpp>
#include <microfast/files/mime_types.hpp>

#include <gtest/gtest.h>

namespace microfast::files {

namespace {

TEST(mime_types, goes_by_the_extension) {
    const mime_types types;
    EXPECT_EQ(types.of("index.html"), "text/html; charset=utf-8");
    EXPECT_EQ(types.of("a/b.c/app.min.JS"), "text/javascript; charset=utf-8");
    EXPECT_EQ(types.of("data.json"), "application/json");
    EXPECT_EQ(types.of("7z.7z"), "application/x-7z-compressed");
    EXPECT_EQ(types.of("x.zst"), "application/zstd");
    EXPECT_EQ(types.of("font.woff2"), "font/woff2");
}

TEST(mime_types, guesses_nothing) {
    const mime_types types;
    for (const auto* const name :
         {"",
          "README",
          "a.unknown",
          ".html",
          "a.",
          "dir.html/file",
          "x/.js",
          "a.html567890123456789012345678901234567890"})
        EXPECT_EQ(types.of(name), "application/octet-stream") << name;
}

TEST(mime_types, may_be_added_to_and_changed) {
    mime_types types;
    types.add("Foo", "application/x-foo");
    types.add("html", "text/plain");
    EXPECT_EQ(types.of("a.FOO"), "application/x-foo");
    EXPECT_EQ(types.of("a.html"), "text/plain");
}

TEST(mime_types, refuses_what_would_break_a_header) {
    mime_types types;
    EXPECT_THROW(types.add("x", "text"), error);
    EXPECT_THROW(types.add("x", "text/x\r\nX: y"), error);
    EXPECT_THROW(types.add("", "text/x"), error);
    EXPECT_THROW(types.add(".x", "text/x"), error);
    EXPECT_THROW(types.add("a/x", "text/x"), error);
    EXPECT_THROW(types.add(std::string(33, 'x'), "text/x"), error);
}

TEST(mime_types, knows_what_compression_gains_from) {
    for (const auto* const type :
         {"text/html; charset=utf-8",
          "application/json",
          "application/problem+json",
          "image/svg+xml; charset=utf-8",
          "application/wasm",
          "Text/Plain"}) {
        EXPECT_TRUE(is_compressible(type)) << type;
    }
    for (const auto* const type :
         {"image/png",
          "video/mp4",
          "font/woff2",
          "application/zip",
          "application/octet-stream",
          "",
          "x"}) {
        EXPECT_FALSE(is_compressible(type)) << type;
    }
}

}  // namespace

}  // namespace microfast::files
