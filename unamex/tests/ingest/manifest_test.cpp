#include <ingest/manifest.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <system_error>

#include "temporary_directory.hpp"

namespace unamex::ingest {
namespace {

using tests::temporary_directory;

manifest example() {
    manifest record;
    record.key_version = 1;
    record.started_at = std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}};
    record.inputs = {{.path = "names.gz", .bytes = 11, .checksum = 0xabc, .lines = 6}};
    record.counts = {.lines = 6, .accepted = 3, .duplicate = 1, .refused_by_reason = {}};
    record.counts.refuse("too_short", {.input = 0, .line = 2});
    record.counts.refuse("too_short", {.input = 0, .line = 5});
    record.shards = {{.name = "shard0", .inserted = 2, .present = 1}};
    record.snapshot = snapshot_outcome::left_to_running_api;
    record.seconds = {.read = 0.1234567, .load = 2, .snapshot = 0};
    record.peak_memory_bytes = 4096;
    return record;
}

TEST(manifest, says_everything_about_a_load) {
    const auto json = nlohmann::json::parse(to_json(example()));
    const auto expected = nlohmann::json::parse(R"({
        "format": 1, "key_version": 1, "started_at": "2023-11-14T22:13:20Z",
        "inputs": [{"path": "names.gz", "bytes": 11, "xxh3_64": "0000000000000abc", "lines": 6}],
        "lines": 6, "accepted": 3, "duplicate": 1, "refused": 2,
        "refused_by_reason": {"too_short": {"count": 2, "first": [
            {"path": "names.gz", "line": 2}, {"path": "names.gz", "line": 5}]}},
        "shards": [{"name": "shard0", "inserted": 2, "present": 1}],
        "snapshot": "left_to_running_api",
        "seconds": {"read": 0.123, "load": 2.0, "snapshot": 0.0},
        "peak_memory_bytes": 4096})");
    EXPECT_EQ(json, expected);
}

TEST(manifest, replaces_the_old_one_and_leaves_nothing_else) {
    const temporary_directory directory;
    directory.write("manifest.json", "old");
    EXPECT_EQ(write_manifest(example(), directory.path()), directory.path() / "manifest.json");
    EXPECT_EQ(directory.read("manifest.json"), to_json(example()));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{directory.path()}, {}), 1);
}

TEST(manifest, is_not_written_where_there_is_no_directory) {
    const temporary_directory directory;
    EXPECT_THROW(write_manifest(example(), directory.path() / "missing"), std::system_error);
}

TEST(manifest, survives_a_path_that_is_no_text) {
    auto record = example();
    record.inputs[0].path = "\xff.gz";
    EXPECT_TRUE(nlohmann::json::accept(to_json(record)));
}

TEST(peak_memory_bytes, is_more_than_a_megabyte) {
    EXPECT_GT(peak_memory_bytes(), 1'000'000U);
}

}  // namespace
}  // namespace unamex::ingest
