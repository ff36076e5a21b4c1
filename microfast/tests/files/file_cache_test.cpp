#include <microfast/files/file_cache.hpp>

#include <gtest/gtest.h>

#include <optional>

#include "files/temporary_directory.hpp"

namespace microfast::files {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class file_cache : public testing::Test {
protected:
    void open(const file_cache_options& options = {}) {
        root_.emplace(folder_.path());
        cache_.emplace(*root_, options);
    }

    file_lookup find(std::string_view path) {
        if (!cache_) open();
        return cache_->find(path, now_);
    }

    std::string content(std::string_view path) {
        const auto found = find(path);
        return found.outcome == lookup_outcome::file ? found.file->plain->content().value_or("open")
                                                     : "";
    }

    temporary_directory folder_;
    std::optional<directory_root> root_;
    std::optional<files::file_cache> cache_;
    files::file_cache::time_point now_{seconds{1'000}};
};

TEST_F(file_cache, finds_files_directories_and_nothing) {
    folder_.write("dir/file", "content");
    EXPECT_EQ(content("dir/file"), "content");
    EXPECT_EQ(find("dir").outcome, lookup_outcome::directory);
    EXPECT_EQ(find("none").outcome, lookup_outcome::nothing);
    EXPECT_EQ(cache_->size(), 1U);
}

TEST_F(file_cache, trusts_a_file_for_a_second) {
    folder_.write("file", "old");
    EXPECT_EQ(content("file"), "old");
    folder_.write("file", "newer");
    now_ += milliseconds{999};
    EXPECT_EQ(content("file"), "old");
    now_ += milliseconds{1};
    EXPECT_EQ(content("file"), "newer");
}

TEST_F(file_cache, keeps_what_has_not_changed) {
    folder_.write("file", "old");
    const auto before = find("file").file->plain;
    now_ += seconds{1};
    EXPECT_EQ(find("file").file->plain, before);
    now_ += milliseconds{500};
    folder_.write("file", "newer");
    EXPECT_EQ(find("file").file->plain, before);  // looked at half a second ago
    now_ += milliseconds{500};
    EXPECT_NE(find("file").file->plain, before);
}

TEST_F(file_cache, forgets_what_is_gone) {
    folder_.write("file", "old");
    EXPECT_EQ(content("file"), "old");
    std::filesystem::remove(folder_.path("file"));
    now_ += seconds{1};
    EXPECT_EQ(find("file").outcome, lookup_outcome::nothing);
    EXPECT_EQ(cache_->size(), 0U);
}

TEST_F(file_cache, sees_a_replacement_of_the_same_size_and_time) {
    folder_.write("file", "old");
    folder_.set_time("file", seconds{100});
    EXPECT_EQ(content("file"), "old");
    folder_.write("next", "new");
    folder_.set_time("next", seconds{100});
    std::filesystem::rename(folder_.path("next"), folder_.path("file"));
    now_ += seconds{1};
    EXPECT_EQ(content("file"), "new");
}

TEST_F(file_cache, does_not_follow_a_link_that_replaces_a_file) {
    const temporary_directory outside;
    outside.write("secret", "old");
    folder_.write("file", "old");
    EXPECT_EQ(content("file"), "old");
    std::filesystem::remove(folder_.path("file"));
    folder_.link("file", outside.path("secret"));
    now_ += seconds{1};
    EXPECT_EQ(find("file").outcome, lookup_outcome::nothing);
}

TEST_F(file_cache, finds_compressed_siblings) {
    folder_.write("app.js", "plain");
    folder_.write("app.js.br", "brotli");
    folder_.write("app.js.gz", "gzip");
    const auto& [plain, siblings] = *find("app.js").file;
    EXPECT_EQ(siblings[0]->content(), "brotli");
    EXPECT_EQ(siblings[1], nullptr);
    EXPECT_EQ(siblings[2]->content(), "gzip");
    EXPECT_TRUE(siblings[2]->entity_tag().ends_with("-gzip\""));
    EXPECT_TRUE(find("app.js").file->has_siblings());
    EXPECT_FALSE(find("app.js.br").file->has_siblings());
}

TEST_F(file_cache, takes_no_sibling_that_is_older_than_its_file) {
    folder_.write("app.js", "plain");
    folder_.write("app.js.gz", "gzip");
    folder_.set_time("app.js", seconds{200});
    folder_.set_time("app.js.gz", seconds{199});
    EXPECT_FALSE(find("app.js").file->has_siblings());
    folder_.set_time("app.js.gz", seconds{200});
    now_ += seconds{1};
    EXPECT_TRUE(find("app.js").file->has_siblings());
}

TEST_F(file_cache, sees_siblings_come_change_and_go) {
    folder_.write("app.js", "plain");
    EXPECT_FALSE(find("app.js").file->has_siblings());
    folder_.write("app.js.gz", "gzip");
    now_ += seconds{1};
    EXPECT_EQ(find("app.js").file->siblings[2]->content(), "gzip");
    folder_.write("app.js.gz", "better");
    now_ += seconds{1};
    EXPECT_EQ(find("app.js").file->siblings[2]->content(), "better");
    std::filesystem::remove(folder_.path("app.js.gz"));
    now_ += seconds{1};
    EXPECT_FALSE(find("app.js").file->has_siblings());
}

TEST_F(file_cache, looks_for_no_siblings_if_told_so) {
    open({.siblings = sibling_search::none});
    folder_.write("app.js", "plain");
    folder_.write("app.js.gz", "gzip");
    EXPECT_FALSE(find("app.js").file->has_siblings());
}

TEST_F(file_cache, stays_within_its_budget) {
    open({.budget = 4_KiB, .largest_file = 1_KiB});
    for (int i = 0; i < 100; ++i) {
        const auto name = std::to_string(i);
        folder_.write(name, std::string(1'000, 'x'));
        EXPECT_EQ(content(name).size(), 1'000U);
        EXPECT_LE(cache_->cost(), 4096U);
    }
    EXPECT_EQ(cache_->size(), 2U);
}

TEST_F(file_cache, limits_open_files_by_its_budget) {
    open({.budget = 16_KiB, .largest_file = 1_KiB});
    for (int i = 0; i < 100; ++i) {
        const auto name = std::to_string(i);
        folder_.write(name, std::string(2'000, 'x'));
        EXPECT_EQ(content(name), "open");
    }
    EXPECT_EQ(cache_->size(), 10U);
}

TEST_F(file_cache, gives_files_it_has_no_room_for) {
    open({.budget = 100_B});
    folder_.write("file", "content");
    EXPECT_EQ(content("file"), "content");
    EXPECT_EQ(cache_->size(), 0U);
}

}  // namespace

}  // namespace microfast::files
