#include <microfast/openapi/assets.hpp>
#include <microfast/openapi/pages.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace microfast::openapi {

namespace {

page_options shop() {
    page_options options;
    options.title = "<Shop>";
    options.document = "{}";
    options.document_path = "/openapi.json";
    options.docs_path = "/docs";
    options.redoc_path = "/redoc";
    options.prefix = "/v1";
    return options;
}

const page* find(const std::vector<page>& pages, std::string_view path) {
    const auto found = std::ranges::find(pages, path, &page::path);
    return found == pages.end() ? nullptr : &*found;
}

TEST(pages, hold_the_document) {
    const auto pages = make_pages(shop());
    const auto* document = find(pages, "/openapi.json");
    ASSERT_NE(document, nullptr);
    EXPECT_EQ(document->owned, "{}");
    EXPECT_EQ(document->content_type, "application/json");
}

TEST(pages, load_everything_from_where_they_are_mounted) {
    const auto pages = make_pages(shop());
    for (const auto* path : {"/docs", "/redoc"}) {
        const auto* html = find(pages, path);
        ASSERT_EQ(html != nullptr, !assets().empty());
        if (html == nullptr) continue;
        EXPECT_NE(html->owned.find("&lt;Shop&gt;"), std::string::npos);
        EXPECT_EQ(html->owned.find("://"), std::string::npos);
        EXPECT_NE(html->owned.find("src=\"/v1" + std::string(path)), std::string::npos);
        EXPECT_EQ(html->security_policy.find("unsafe"), std::string::npos);
        const auto* start = find(pages, std::string(path) + "/start.js");
        ASSERT_NE(start, nullptr);
        EXPECT_NE(start->owned.find("\"/v1/openapi.json\""), std::string::npos);
    }
}

TEST(pages, are_left_out_without_a_path) {
    auto options = shop();
    options.docs_path.clear();
    options.redoc_path.clear();
    EXPECT_EQ(make_pages(options).size(), 1U);
}

TEST(pages, come_with_assets_that_are_small) {
    for (const auto& each : assets()) {
        EXPECT_LT(each.brotli.size(), each.gzip.size()) << each.name;
        EXPECT_LT(each.gzip.size(), 600'000U) << each.name;
        EXPECT_FALSE(each.version.empty() || each.tag.empty()) << each.name;
    }
}

}  // namespace

}  // namespace microfast::openapi
