#include <microfast/files/spooled_file.hpp>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include "files/temporary_directory.hpp"

namespace microfast::files {

namespace {

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t entries_of(const temporary_directory& directory) {
    const std::filesystem::directory_iterator entries(directory.path());
    return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

std::string read(const spooled_file& from, std::uint64_t offset, std::size_t size) {
    std::string text(size, '?');
    text.resize(from.read(offset, text));
    return text;
}

TEST(spooled_file, is_read_alike_in_memory_and_on_disk) {
    const temporary_directory directory;
    for (const bool spills : {false, true}) {
        spooled_file file(directory.path());
        file.append("some ");
        if (spills) file.spill();
        file.append("content");
        EXPECT_EQ(file.is_on_disk(), spills);
        EXPECT_EQ(file.size(), 12U);
        EXPECT_EQ(file.text(), "some content");
        EXPECT_EQ(read(file, 3, 4), "e co");
        EXPECT_EQ(read(file, 9, 100), "ent");
        EXPECT_EQ(read(file, 12, 1), "");
        EXPECT_EQ(read(file, 99, 1), "");
        EXPECT_EQ(entries_of(directory), 0U);
    }
    EXPECT_TRUE(spooled_file{}.empty());
}

TEST(spooled_file, goes_to_the_temporary_files_of_the_system_where_nothing_is_said) {
    spooled_file file;
    file.append("x");
    file.spill();
    EXPECT_EQ(file.text(), "x");
}

TEST(spooled_file, gets_a_name_all_at_once) {
    const temporary_directory directory;
    for (const bool spills : {false, true}) {
        spooled_file file(directory.path());
        file.append(std::string(200'000, 'x'));
        if (spills) file.spill();
        directory.write("kept", "older content");
        const auto path = directory.path("kept");
        file.move_to(path);
        EXPECT_EQ(content_of(path), std::string(200'000, 'x'));
        EXPECT_EQ(entries_of(directory), 1U);
        EXPECT_EQ(read(file, 0, 3), "xxx");
        struct stat status {};
        ASSERT_EQ(::stat(path.c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0777U, 0600U);
        file.move_to(directory.path("again"));
        EXPECT_EQ(content_of(directory.path("again")), content_of(path));
        std::filesystem::remove(directory.path("again"));
    }
}

TEST(spooled_file, is_copied_to_another_file_system) {
    const temporary_directory directory;
    spooled_file file("/dev/shm");
    file.append("some content");
    file.spill();
    file.move_to(directory.path("copy"));
    EXPECT_EQ(content_of(directory.path("copy")), "some content");
}

TEST(spooled_file, leaves_nothing_where_it_cannot_be_kept) {
    const temporary_directory directory;
    spooled_file file(directory.path("none"));
    file.append("x");
    EXPECT_THROW(file.spill(), std::system_error);
    EXPECT_EQ(file.text(), "x");
    EXPECT_THROW(file.move_to(directory.path("none/kept")), std::system_error);
    std::filesystem::create_directory(directory.path("taken"));
    EXPECT_THROW(file.move_to(directory.path("taken")), std::system_error);
    EXPECT_EQ(entries_of(directory), 1U);
}

}  // namespace

}  // namespace microfast::files
