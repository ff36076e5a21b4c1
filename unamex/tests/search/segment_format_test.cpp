#include <unamex/search/segment_format.hpp>

#include <gtest/gtest.h>
#include <xxhash.h>

#include <functional>
#include <ostream>
#include <random>

#include "segments_of.hpp"

namespace unamex::search {
namespace {

std::string valid_file() {
    return segment_bytes({{"alice", 7}, {"bob", 9}});
}

format::header head_of(std::string_view file) {
    return format::load<format::header>(file.data());
}

// Fits both checksums to whatever the file says now.
void seal(std::string& file, format::header head) {
    const auto body = std::string_view{file}.substr(sizeof head);
    head.body_checksum = XXH3_64bits(body.data(), body.size());
    head.header_checksum = format::header_checksum(head);
    file.replace(0, sizeof head, format::bytes_of(head));
}

struct damage {
    const char* name;
    segment_defect expected;
    std::function<void(std::string& file)> inflict;

    friend std::ostream& operator<<(std::ostream& out, const damage& shown) {
        return out << shown.name;
    }
};

class damaged_segment : public testing::TestWithParam<damage> {};

TEST_P(damaged_segment, is_refused_for_what_is_wrong_with_it) {
    auto file = valid_file();
    GetParam().inflict(file);
    EXPECT_EQ(format::find_defect(file, domain::key_version), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    table,
    damaged_segment,
    testing::Values(
        damage{"empty", segment_defect::too_short, [](std::string& file) { file.clear(); }},
        damage{
            "half_a_header", segment_defect::too_short, [](std::string& file) { file.resize(30); }},
        damage{
            "a_text_file",
            segment_defect::not_a_segment,
            [](std::string& file) { file = "alice\n"; }},
        damage{
            "another_file_of_the_length",
            segment_defect::not_a_segment,
            [](std::string& file) { file[0] = 'U'; }},
        damage{
            "a_later_format",
            segment_defect::unknown_format,
            [](std::string& file) { file[8] = 2; }},
        damage{
            "a_flipped_bit_in_the_header",
            segment_defect::damaged_header,
            [](std::string& file) { file[17] = static_cast<char>(file[17] ^ 1); }},
        damage{
            "names_by_other_rules",
            segment_defect::other_key_version,
            [](std::string& file) {
                file = segment_bytes({{"alice", 7}}, domain::key_version + 1);
            }},
        damage{"a_lost_end", segment_defect::truncated, [](std::string& file) { file.pop_back(); }},
        damage{
            "something_behind", segment_defect::overlong, [](std::string& file) { file += '\0'; }},
        damage{
            "a_flipped_bit_in_a_name",
            segment_defect::damaged_body,
            [](std::string& file) { file[60] = static_cast<char>(file[60] ^ 4); }},
        damage{
            "a_flipped_bit_in_a_weight",
            segment_defect::damaged_body,
            [](std::string& file) { file.back() = static_cast<char>(file.back() ^ 1); }},
        damage{
            "more_names_than_bytes",
            segment_defect::inconsistent,
            [](std::string& file) {
                auto head = head_of(file);
                head.names = std::uint64_t{1} << 60U;
                seal(file, head);
            }},
        damage{
            "blocks_longer_than_the_file",
            segment_defect::inconsistent,
            [](std::string& file) {
                auto head = head_of(file);
                head.blocks_size_bytes = ~std::uint64_t{0};
                seal(file, head);
            }},
        damage{
            "a_block_behind_the_blocks",
            segment_defect::inconsistent,
            [](std::string& file) {
                const auto head = head_of(file);
                const auto offset = sizeof head + head.blocks_size_bytes + sizeof(std::uint64_t);
                file[offset + 3] = 1;
                seal(file, head);
            }}
    ),
    testing::PrintToStringParamName{}
);

TEST(segment_format, finds_no_defect_in_what_the_builder_writes) {
    EXPECT_EQ(format::find_defect(valid_file(), domain::key_version), std::nullopt);
    EXPECT_EQ(format::find_defect(segment_bytes({}), domain::key_version), std::nullopt);
}

TEST(segment_format, notices_every_single_flipped_bit) {
    const auto whole = valid_file();
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        auto file = whole;
        file[bit / 8] = static_cast<char>(file[bit / 8] ^ (1 << bit % 8));
        ASSERT_TRUE(format::find_defect(file, domain::key_version).has_value()) << bit;
    }
}

TEST(segment_format, notices_every_shorter_file) {
    const auto whole = valid_file();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        ASSERT_TRUE(format::find_defect(whole.substr(0, size), domain::key_version).has_value())
            << size;
    }
}

TEST(segment_format, lets_nothing_be_read_out_of_bounds_when_checksums_were_forged) {
    std::mt19937 random{23};
    weights_by_name names;
    for (int i = 0; i < 40; ++i)
        names["name" + std::to_string(i)] = static_cast<weight_type>(i);
    const auto whole = segment_bytes(names);
    for (int round = 0; round < 3'000; ++round) {
        auto file = whole;
        for (int change = 0; change < 3; ++change) {
            file[sizeof(format::header) + random() % (file.size() - sizeof(format::header))] =
                static_cast<char>(random());
        }
        seal(file, head_of(file));
        if (format::find_defect(file, domain::key_version)) continue;
        const auto read = segment::from_bytes(file);
        for (ordinal at = 0; at < read.size(); ++at)
            (void)read.find(read.name_at(at));
        for (ranked_walk walk{read.weights(), {0, read.size()}}; walk.next();)
            continue;
    }
}

}  // namespace
}  // namespace unamex::search
