#include <unamex/services/data_directory.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <vector>

#include "temporary_directory.hpp"

namespace unamex::services {
namespace {

class data_directory : public testing::Test {
protected:
    static void touch(const std::filesystem::path& path, std::string_view text = "x") {
        std::ofstream{path} << text;
    }

    tests::temporary_directory directory;
};

TEST_F(data_directory, belongs_to_one_process) {
    const services::data_directory first{directory.path()};
    try {
        const services::data_directory second{directory.path()};
        FAIL() << "locked twice";
    } catch (const directory_in_use& refusal) {
        EXPECT_THAT(
            refusal.what(), testing::HasSubstr("in use by process " + std::to_string(::getpid()))
        );
        EXPECT_THAT(refusal.what(), testing::HasSubstr("choose another data directory"));
    }
}

TEST_F(data_directory, is_free_again_when_its_owner_is_gone) {
    { const services::data_directory first{directory.path() / "made"}; }
    EXPECT_NO_THROW(services::data_directory{directory.path() / "made"});
}

TEST_F(data_directory, has_no_snapshot_at_first) {
    EXPECT_EQ(services::data_directory{directory.path()}.read_manifest(), std::nullopt);
}

TEST_F(data_directory, remembers_the_snapshot_that_was_published) {
    const snapshot_manifest complete{
        .generation = 7,
        .key_version = 3,
        .store_id = "abc",
        .names = 12,
        .written_at = ports::wall_time{std::chrono::microseconds{1'234'567}}};
    services::data_directory{directory.path()}.publish(complete);
    EXPECT_EQ(services::data_directory{directory.path()}.read_manifest(), complete);
}

TEST_F(data_directory, removes_the_files_of_the_snapshot_before_and_of_what_was_begun_since) {
    services::data_directory data{directory.path()};
    for (const auto generation : {3U, 4U, 5U}) {
        touch(data.filter_file(generation));
        touch(data.names_file(generation));
    }
    data.publish({.generation = 3});
    data.publish({.generation = 5});
    for (const auto generation : {3U, 4U, 5U}) {
        EXPECT_EQ(std::filesystem::exists(data.filter_file(generation)), generation == 5);
        EXPECT_EQ(std::filesystem::exists(data.names_file(generation)), generation == 5);
    }
}

TEST_F(data_directory, removes_what_a_snapshot_has_left_whose_manifest_was_deleted) {
    services::data_directory data{directory.path()};
    EXPECT_EQ(data.newest_generation(), 0U);
    touch(data.filter_file(3));
    touch(data.names_file(4));
    EXPECT_EQ(data.newest_generation(), 4U);
    const auto unfinished = directory.path() / "filter-5.bloom.new";
    touch(unfinished);
    EXPECT_EQ(data.newest_generation(), 5U);
    data.publish({.generation = 6});
    EXPECT_FALSE(std::filesystem::exists(data.filter_file(3)));
    EXPECT_FALSE(std::filesystem::exists(data.names_file(4)));
    EXPECT_FALSE(std::filesystem::exists(unfinished));
}

TEST_F(data_directory, leaves_files_alone_that_it_did_not_write) {
    services::data_directory data{directory.path()};
    const std::vector<std::filesystem::path> others{
        "manifest.json",
        "of another program.bloom",
        "filter-old.bloom",
        "holiday.segment",
        "filter-.bloom",
        "filter-01.bloom",
        "filter-1.segment",
        "names-1.segment.old",
        "names--1.segment",
        "names-1234567890123456.segment"};
    for (const auto& other : others)
        touch(directory.path() / other);
    std::filesystem::create_directories(directory.path() / "filter-1.bloom" / "a folder");
    EXPECT_EQ(data.newest_generation(), 1U);
    for (const auto generation : {1U, 2U})
        data.publish({.generation = generation});
    EXPECT_TRUE(std::filesystem::exists(directory.path() / "filter-1.bloom" / "a folder"));
    for (const auto& other : others)
        EXPECT_TRUE(std::filesystem::exists(directory.path() / other)) << other;
}

TEST_F(data_directory, takes_a_manifest_that_cannot_be_opened_for_none_that_is_missing) {
    const services::data_directory data{directory.path()};
    std::filesystem::create_symlink("snapshot.json", directory.path() / "snapshot.json");
    EXPECT_THROW(static_cast<void>(data.read_manifest()), snapshot_unusable);
}

TEST_F(data_directory, says_what_is_wrong_with_a_manifest) {
    const services::data_directory data{directory.path()};
    for (const auto* const text :
         {"", "{", "[]", R"({"format":1})", R"({"format":2})", R"({"format":"1"})"}) {
        touch(directory.path() / "snapshot.json", text);
        try {
            static_cast<void>(data.read_manifest());
            FAIL() << text;
        } catch (const snapshot_unusable& defect) {
            EXPECT_THAT(defect.what(), testing::HasSubstr("snapshot.json cannot be read ("));
        }
    }
}

}  // namespace
}  // namespace unamex::services
