#include <unamex/shards/hash_ring.hpp>
#include <unamex/shards/slot_map.hpp>

#include <gtest/gtest.h>
#include <xxhash.h>

#include <array>
#include <charconv>
#include <random>

namespace unamex::shards {
namespace {

std::string with_checksum(const std::string& body) {
    std::array<char, 16> digits{};
    const auto end =
        std::to_chars(digits.begin(), digits.end(), XXH3_64bits(body.data(), body.size()), 16).ptr;
    return body + "checksum " + std::string{digits.begin(), end} + "\n";
}

std::string error_of(const std::string& text) {
    try {
        (void)parse_slot_map(text);
    } catch (const slot_map_error& error) {
        return error.what();
    }
    return "none";
}

TEST(slot_map_text, is_short_and_plain) {
    std::vector<shard_index> owners(domain::slot_count, 1);
    owners[0] = owners[1] = 0;
    const slot_map map{7, {"shard-0", "shard-1"}, owners};
    EXPECT_EQ(
        to_text(map),
        with_checksum("unamex-slot-map 1\nversion 7\nshards 2\nshard shard-0\nshard shard-1\nslots "
                      "2*0 16382*1\n")
    );
}

TEST(slot_map_text, is_read_back) {
    std::mt19937 random{11};
    for (int round = 0; round < 50; ++round) {
        std::vector<std::string> shards;
        for (auto left = 1 + random() % 40; left > 0; --left)
            shards.push_back("s" + std::to_string(shards.size()));
        std::vector<shard_index> owners;
        while (owners.size() < domain::slot_count) {
            const auto owner = static_cast<shard_index>(random() % shards.size());
            owners.resize(std::min(owners.size() + 1 + random() % 900, domain::slot_count), owner);
        }
        const slot_map map{1 + random(), shards, owners};
        ASSERT_EQ(parse_slot_map(to_text(map)), map);
    }
}

TEST(slot_map_text, of_a_ring_takes_some_kilobytes) {
    std::vector<weighted_shard> shards;
    for (int i = 0; i < 4; ++i)
        shards.push_back({"shard-" + std::to_string(i), 1});
    const auto map = hash_ring{shards}.propose(1);
    EXPECT_LT(to_text(map).size(), 20'000U);
    EXPECT_EQ(parse_slot_map(to_text(map)), map);
}

struct damaged_text {
    const char* label;
    const char* body;
    const char* complaint;
};

std::ostream& operator<<(std::ostream& out, const damaged_text& shown) {
    return out << shown.label;
}

class damaged_slot_map_text : public testing::TestWithParam<damaged_text> {};

TEST_P(damaged_slot_map_text, is_refused_with_the_reason) {
    const auto found = error_of(with_checksum(GetParam().body));
    EXPECT_NE(found.find(GetParam().complaint), std::string::npos) << found;
}

INSTANTIATE_TEST_SUITE_P(
    of,
    damaged_slot_map_text,
    testing::Values(
        damaged_text{"nothing", "", "does not begin with"},
        damaged_text{"another_format", "unamex-slot-map 2\n", "does not begin with"},
        damaged_text{"no_version", "unamex-slot-map 1\nshards 1\n", "'version ...' is missing"},
        damaged_text{
            "version_is_no_number", "unamex-slot-map 1\nversion x\n", "a number is expected"},
        damaged_text{
            "version_is_negative", "unamex-slot-map 1\nversion -1\n", "a number is expected"},
        damaged_text{
            "version_too_great",
            "unamex-slot-map 1\nversion 18446744073709551616\n",
            "a number is expected"},
        damaged_text{
            "version_0",
            "unamex-slot-map 1\nversion 0\nshards 1\nshard a\nslots 16384*0\n",
            "from 1 on"},
        damaged_text{
            "fewer_shards",
            "unamex-slot-map 1\nversion 1\nshards 2\nshard a\nslots 16384*0\n",
            "'shard ...' is missing"},
        damaged_text{
            "more_shards",
            "unamex-slot-map 1\nversion 1\nshards 1\nshard a\nshard b\nslots 16384*0\n",
            "'slots ...' is missing"},
        damaged_text{
            "no_shards",
            "unamex-slot-map 1\nversion 1\nshards 0\nslots 16384*0\n",
            "1 to 1024 shards"},
        damaged_text{
            "same_shards",
            "unamex-slot-map 1\nversion 1\nshards 2\nshard a\nshard a\nslots 16384*0\n",
            "two shards named 'a'"},
        damaged_text{
            "too_few_slots",
            "unamex-slot-map 1\nversion 1\nshards 1\nshard a\nslots 16383*0\n",
            "not 16383"},
        damaged_text{
            "too_many_slots",
            "unamex-slot-map 1\nversion 1\nshards 1\nshard a\nslots 16384*0 1*0\n",
            "too many slots"},
        damaged_text{
            "far_too_many_slots",
            "unamex-slot-map 1\nversion 1\nshards 1\nshard a\nslots 18446744073709551615*0\n",
            "too many slots"},
        damaged_text{
            "unknown_shard",
            "unamex-slot-map 1\nversion 1\nshards 1\nshard a\nslots 16384*1\n",
            "shard number 1 of 1"},
        damaged_text{
            "shard_beyond_its_type",
            "unamex-slot-map 1\nversion 1\nshards 1\nshard a\nslots 16384*65536\n",
            "a number is expected"},
        damaged_text{
            "no_owner",
            "unamex-slot-map 1\nversion 1\nshards 1\nshard a\nslots 16384\n",
            "a number is expected"},
        damaged_text{
            "leading_zero",
            "unamex-slot-map 1\nversion 01\nshards 1\nshard a\nslots 16384*0\n",
            "in another way"},
        damaged_text{
            "run_in_two_parts",
            "unamex-slot-map 1\nversion 1\nshards 1\nshard a\nslots 8*0 16376*0\n",
            "in another way"},
        damaged_text{
            "empty_run",
            "unamex-slot-map 1\nversion 1\nshards 1\nshard a\nslots 0*0 16384*0\n",
            "in another way"},
        damaged_text{
            "more_lines",
            "unamex-slot-map 1\nversion 1\nshards 1\nshard a\nslots 16384*0\nx\n",
            "in another way"}
    ),
    [](const auto& shown) { return shown.param.label; }
);

TEST(slot_map_text, is_refused_with_any_byte_changed_or_missing) {
    const auto text =
        to_text(slot_map{7, {"a", "b"}, std::vector<shard_index>(domain::slot_count, 1)});
    ASSERT_EQ(error_of(text), "none");
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto changed = text;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_NE(error_of(changed), "none") << at;
        EXPECT_NE(error_of(text.substr(0, at)), "none") << at;
    }
    EXPECT_NE(error_of(text + "\n"), "none");
}

TEST(slot_map_text, of_random_bytes_is_refused) {
    std::mt19937 random{12};
    for (int round = 0; round < 5'000; ++round) {
        std::string text = round % 2 == 0 ? "unamex-slot-map 1\n" : "";
        for (auto left = random() % 60; left > 0; --left)
            text += "version shards 0123*\n \xff"[random() % 22];
        EXPECT_NE(error_of(round % 3 == 0 ? text : with_checksum(text)), "none");
    }
}

}  // namespace
}  // namespace unamex::shards
