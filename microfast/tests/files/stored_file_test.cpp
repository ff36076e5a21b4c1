#include <microfast/core/error.hpp>
#include <microfast/files/stored_file.hpp>

#include <gtest/gtest.h>

#include "files/temporary_directory.hpp"

namespace microfast::files {

namespace {

class stored_file : public testing::Test {
protected:
    files::stored_file open(std::size_t largest_in_memory, std::string_view variant = {}) {
        return {*directory_root(folder_.path()).open("file"), variant, largest_in_memory};
    }

    static std::string read(const files::stored_file& file, http::byte_range part) {
        std::string text("<");
        file.append_to(text, part);
        return text;
    }

    temporary_directory folder_;
};

TEST_F(stored_file, keeps_small_content_in_memory) {
    folder_.write("file", "0123456789");
    const auto file = open(10);
    folder_.write("file", "changed");
    ASSERT_TRUE(file.content());
    EXPECT_EQ(file.descriptor(), -1);
    EXPECT_EQ(read(file, {0, 10}), "<0123456789");
    EXPECT_EQ(read(file, {3, 2}), "<34");
}

TEST_F(stored_file, reads_large_content_from_the_file) {
    folder_.write("file", "0123456789");
    const auto file = open(9);
    EXPECT_FALSE(file.content());
    EXPECT_GE(file.descriptor(), 0);
    EXPECT_EQ(file.size(), 10U);
    EXPECT_EQ(read(file, {0, 10}), "<0123456789");
    EXPECT_EQ(read(file, {9, 1}), "<9");
}

TEST_F(stored_file, fills_up_no_file_that_was_cut) {
    folder_.write("file", "0123456789");
    const auto file = open(0);
    std::filesystem::resize_file(folder_.path("file"), 5);
    EXPECT_EQ(read(file, {0, 5}), "<01234");
    EXPECT_THROW(static_cast<void>(read(file, {0, 10})), error);
}

TEST_F(stored_file, has_a_tag_of_time_size_and_variant) {
    folder_.write("file", "12345");
    folder_.set_time("file", std::chrono::nanoseconds{0x1234});
    const auto file = open(100);
    EXPECT_EQ(file.entity_tag(), R"("1234-5")");
    EXPECT_EQ(open(100, "gzip").entity_tag(), R"("1234-5-gzip")");
    EXPECT_EQ(file.state().tag, (http::entity_tag{R"("1234-5")"}));
    folder_.set_time("file", std::chrono::nanoseconds{0x1235});
    EXPECT_EQ(open(100).entity_tag(), R"("1235-5")");
    folder_.write("file", "123456");
    folder_.set_time("file", std::chrono::nanoseconds{0x1235});
    EXPECT_EQ(open(100).entity_tag(), R"("1235-6")");
}

TEST_F(stored_file, says_when_it_was_modified) {
    folder_.write("file", "12345");
    folder_.set_time("file", std::chrono::milliseconds{784'111'777'999});
    EXPECT_EQ(open(100).last_modified(), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST_F(stored_file, costs_its_content_or_as_much_as_the_largest) {
    folder_.write("file", "12345");
    EXPECT_EQ(open(100).cost(), 512U + 5U);
    EXPECT_EQ(open(4).cost(), 512U + 4U);
}

TEST_F(stored_file, may_be_empty) {
    folder_.write("file", "");
    EXPECT_EQ(open(0).content(), "");
    EXPECT_EQ(open(0).size(), 0U);
}

}  // namespace

}  // namespace microfast::files
