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

TEST_F(data_directory, leaves_files_alone_that_it_did_not_write) {
    services::data_directory data{directory.path()};
    const std::vector<std::filesystem::path> others{
        "manifest.json", "of another program.bloom", "filter-old.bloom", "holiday.segment"};
    for (const auto& other : others)
        touch(directory.path() / other);
    for (const auto generation : {1U, 2U})
        data.publish({.generation = generation});
    for (const auto& other : others)
        EXPECT_TRUE(std::filesystem::exists(directory.path() / other)) << other;
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
