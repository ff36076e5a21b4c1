#include <microfast/core/error.hpp>
#include <microfast/files/directory_root.hpp>

#include <gtest/gtest.h>

#include <array>
#include <filesystem>

#include "files/temporary_directory.hpp"

namespace microfast::files {

namespace {

/// All promises hold with both walkers.
class directory_root : public testing::TestWithParam<path_walker> {
protected:
    directory_root() {
        outside_.write("secret", "secret");
        folder_.write("root/file", "content");
        folder_.write("root/dir/file", "deeper");
        folder_.write("root/dir/sub/file", "deepest");
        folder_.write("sibling", "secret");
        folder_.write("root-sibling/file", "secret");
    }

    void link(std::string_view name, const std::string& target) {
        folder_.link("root/" + std::string(name), target);
    }

    /// The content at a path, "directory", or "" for nothing.
    std::string read(std::string_view path, symlink_policy symlinks = symlink_policy::within_root) {
        const files::directory_root root(folder_.path("root"), symlinks, GetParam());
        const auto opened = root.open(path);
        if (!opened) return "";
        if (opened->status.kind == file_kind::directory) return "directory";
        std::array<char, 64> content;
        const auto size = ::read(opened->descriptor.number(), content.data(), content.size());
        return {content.data(), static_cast<std::size_t>(size)};
    }

    temporary_directory folder_;
    temporary_directory outside_;
};

TEST_P(directory_root, opens_what_is_below_it) {
    EXPECT_EQ(read("file"), "content");
    EXPECT_EQ(read("dir/file"), "deeper");
    EXPECT_EQ(read("dir//sub/./file"), "deepest");
    EXPECT_EQ(read("dir/../file"), "content");
    EXPECT_EQ(read("dir"), "directory");
    EXPECT_EQ(read("dir/"), "directory");
    EXPECT_EQ(read(""), "directory");
}

TEST_P(directory_root, finds_nothing_where_nothing_is) {
    EXPECT_EQ(read("none"), "");
    EXPECT_EQ(read("dir/none"), "");
    EXPECT_EQ(read("file/"), "");
    EXPECT_EQ(read("file/file"), "");
    EXPECT_EQ(read(std::string_view("file\0x", 6)), "");
    EXPECT_EQ(read(std::string(10'000, 'x')), "");
    EXPECT_EQ(read(std::string(300, 'x')), "");
}

TEST_P(directory_root, has_no_way_out) {
    for (const auto& path :
         {std::string(".."),
          std::string("../sibling"),
          std::string("dir/../../sibling"),
          std::string("../root-sibling/file"),
          std::string("../root/file"),
          std::string("/etc/passwd"),
          folder_.path("root/file"),
          outside_.path("secret"),
          std::string("dir/../../../../etc/passwd")}) {
        EXPECT_EQ(read(path), "") << path;
    }
}

TEST_P(directory_root, follows_links_that_stay_inside) {
    link("here", "file");
    link("dir/up", "../file");
    link("folder", "dir/sub");
    link("twice", "folder");
    EXPECT_EQ(read("here"), "content");
    EXPECT_EQ(read("dir/up"), "content");
    EXPECT_EQ(read("folder/file"), "deepest");
    EXPECT_EQ(read("folder/../file"), "deeper");  // of where the link leads
    EXPECT_EQ(read("twice/file"), "deepest");
    EXPECT_EQ(read("twice"), "directory");
}

TEST_P(directory_root, follows_no_link_that_leads_out) {
    link("out", "../sibling");
    link("dir/out", "../../sibling");
    link("absolute", outside_.path("secret"));
    link("absolute-inside", folder_.path("root/file"));
    link("rooted", "/file");
    link("folder", outside_.path());
    link("parent", "..");
    link("tail", "dir/../../sibling");
    for (const auto* const path :
         {"out",
          "dir/out",
          "absolute",
          "absolute-inside",
          "rooted",
          "folder/secret",
          "parent/sibling",
          "parent/root/file",
          "tail"}) {
        EXPECT_EQ(read(path), "") << path;
    }
}

TEST_P(directory_root, follows_no_link_at_all_if_told_so) {
    link("here", "file");
    link("folder", "dir");
    EXPECT_EQ(read("here", symlink_policy::refuse), "");
    EXPECT_EQ(read("folder/file", symlink_policy::refuse), "");
    EXPECT_EQ(read("dir/file", symlink_policy::refuse), "deeper");
}

TEST_P(directory_root, is_not_caught_in_circles) {
    link("self", "self");
    link("a", "b");
    link("b", "a");
    link("grows", "grows/x");
    EXPECT_EQ(read("self"), "");
    EXPECT_EQ(read("a"), "");
    EXPECT_EQ(read("grows"), "");
}

TEST_P(directory_root, opens_neither_pipes_nor_sockets_nor_devices) {
    folder_.make_pipe("root/pipe");
    link("null", "/dev/null");
    EXPECT_EQ(read("pipe"), "");
    EXPECT_EQ(read("null"), "");
    const files::directory_root devices("/dev", symlink_policy::within_root, GetParam());
    EXPECT_FALSE(devices.open("null"));
}

TEST_P(directory_root, stays_with_its_directory_when_it_is_moved) {
    const files::directory_root root(folder_.path("root"), symlink_policy::within_root, GetParam());
    std::filesystem::rename(folder_.path("root"), folder_.path("moved"));
    EXPECT_TRUE(root.open("file"));
}

TEST_P(directory_root, may_itself_be_behind_a_link) {
    folder_.link("current", "root");
    const files::directory_root root(folder_.path("current"), symlink_policy::refuse, GetParam());
    EXPECT_TRUE(root.open("file"));
}

TEST_P(directory_root, peeks_without_opening) {
    const files::directory_root root(folder_.path("root"), symlink_policy::within_root, GetParam());
    EXPECT_EQ(root.peek("file"), root.open("file")->status);
    EXPECT_EQ(root.peek("")->kind, file_kind::directory);
    EXPECT_FALSE(root.peek("none"));
}

TEST_P(directory_root, refuses_to_be_something_else) {
    EXPECT_THROW(files::directory_root(folder_.path("none")), error);
    EXPECT_THROW(files::directory_root(folder_.path("root/file")), error);
}

INSTANTIATE_TEST_SUITE_P(
    walker,
    directory_root,
    testing::Values(path_walker::kernel, path_walker::portable),
    [](const auto& tested) { return tested.param == path_walker::kernel ? "kernel" : "portable"; }
);

}  // namespace

}  // namespace microfast::files
