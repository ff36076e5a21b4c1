#include <api/page_files.hpp>

#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace unamex::api {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::map<std::string_view, page_file> files_by_path() {
    std::map<std::string_view, page_file> files;
    for (const auto& file : page_files())
        files.emplace(file.path, file);
    return files;
}

std::string source(const std::string& name) {
    std::ostringstream content;
    content << std::ifstream{std::string{WEB_DIRECTORY} + "/" + name, std::ios::binary}.rdbuf();
    return content.str();
}

TEST(page_files, are_what_was_written) {
    const auto files = files_by_path();
    EXPECT_EQ(files.at("/").content, source("index.html"));
    EXPECT_EQ(files.at("/page.js").content, source("page.js"));
    EXPECT_EQ(files.at("/page.css").content, source("page.css"));
    EXPECT_EQ(files.at("/favicon.svg").content, source("favicon.svg"));
}

TEST(page_files, say_what_they_are) {
    const auto files = files_by_path();
    EXPECT_EQ(files.at("/").media_type, "text/html; charset=utf-8");
    EXPECT_EQ(files.at("/page.js").media_type, "text/javascript; charset=utf-8");
    EXPECT_EQ(files.at("/page.css").media_type, "text/css; charset=utf-8");
    EXPECT_EQ(files.at("/favicon.svg").media_type, "image/svg+xml");
}

TEST(page_files, have_a_quoted_tag_each) {
    std::set<std::string_view> tags;
    for (const auto& file : page_files()) {
        EXPECT_THAT(file.entity_tag, ::testing::MatchesRegex("\"[0-9a-f]{16}\""));
        tags.insert(file.entity_tag);
    }
    EXPECT_EQ(tags.size(), page_files().size());
}

TEST(page_files, refer_to_each_other_only) {
    const auto files = files_by_path();
    const std::string html{files.at("/").content};
    const std::regex reference{R"re((?:src|href)="([^"]*)")re"};
    for (std::sregex_iterator at{html.begin(), html.end(), reference}, end; at != end; ++at) {
        EXPECT_TRUE(files.contains((*at)[1].str())) << (*at)[1];
    }
    for (const auto& file : page_files()) {
        if (file.path == "/favicon.svg") continue;  // names its XML namespace
        EXPECT_THAT(std::string{file.content}, Not(HasSubstr("://"))) << file.path;
    }
}

TEST(page_files, run_under_a_policy_without_inline_code) {
    const std::string html{files_by_path().at("/").content};
    for (const auto* forbidden : {"style=", "<style", "onclick", "oninput", "javascript:"}) {
        EXPECT_THAT(html, Not(HasSubstr(forbidden)));
    }
    EXPECT_THAT(html, StartsWith("<!doctype html>"));
}

}  // namespace
}  // namespace unamex::api
