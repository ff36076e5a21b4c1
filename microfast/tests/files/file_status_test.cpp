#include <microfast/files/file_status.hpp>

#include <gtest/gtest.h>

#include "files/temporary_directory.hpp"

namespace microfast::files {

namespace {

file_status status_of(const std::string& path) {
    struct stat found {};
    EXPECT_EQ(::stat(path.c_str(), &found), 0);
    return to_file_status(found);
}

TEST(file_status, tells_files_directories_and_the_rest_apart) {
    const temporary_directory folder;
    folder.write("file", "12345");
    folder.make_pipe("pipe");
    EXPECT_EQ(status_of(folder.path("file")).kind, file_kind::regular);
    EXPECT_EQ(status_of(folder.path("file")).size, 5U);
    EXPECT_EQ(status_of(folder.path()).kind, file_kind::directory);
    EXPECT_EQ(status_of(folder.path("pipe")).kind, file_kind::other);
}

TEST(file_status, sees_changes_to_the_nanosecond) {
    const temporary_directory folder;
    folder.write("file", "12345");
    folder.set_time("file", std::chrono::nanoseconds{1'700'000'000'123'456'789});
    const auto before = status_of(folder.path("file"));
    EXPECT_EQ(before.modified.time_since_epoch().count(), 1'700'000'000'123'456'789);
    EXPECT_EQ(before, status_of(folder.path("file")));
    folder.set_time("file", std::chrono::nanoseconds{1'700'000'000'123'456'790});
    EXPECT_NE(before, status_of(folder.path("file")));
}

TEST(file_status, tells_a_file_from_its_replacement) {
    const temporary_directory folder;
    folder.write("file", "12345");
    folder.write("other", "12345");
    folder.set_time("file", std::chrono::seconds{1});
    folder.set_time("other", std::chrono::seconds{1});
    EXPECT_NE(status_of(folder.path("file")), status_of(folder.path("other")));
}

}  // namespace

}  // namespace microfast::files
