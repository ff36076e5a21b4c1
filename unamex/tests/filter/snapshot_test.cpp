#include <unamex/filter/snapshot.hpp>

#include <gtest/gtest.h>
#include <stdlib.h>
#include <xxhash.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <system_error>

namespace unamex::filter {
namespace {

constexpr std::size_t header_size = 131'136;
constexpr std::size_t checksum_offset = header_size - 8;
constexpr std::size_t names = 500;
constexpr std::size_t file_size = header_size + 63 * 32;  // room for 1000 names

domain::name_hash known(std::size_t number) {
    return domain::hash_name("known" + std::to_string(number));
}

class filter_snapshot : public testing::Test {
protected:
    filter_snapshot() {
        std::string pattern = testing::TempDir() + "/filter-XXXXXX";
        folder = ::mkdtemp(pattern.data());
        file = folder / "filter.bloom";
        for (std::size_t i = 0; i < names; ++i)
            filter.insert(known(i));
        positions.advance({domain::slot_id{0}, 7});
        positions.advance({domain::slot_id{16'383}, 1'000'000'000'000});
    }
    ~filter_snapshot() override { std::filesystem::remove_all(folder); }

    std::string written() {
        write_snapshot_blocking(file, filter, positions);
        std::ifstream in{file, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

    std::optional<snapshot_defect> defect_of(const std::string& bytes) {
        std::filesystem::remove(file);
        std::ofstream{file, std::ios::binary} << bytes;
        return defect_of_file();
    }

    /// What is found with one bit of the written file flipped; it is flipped back afterwards.
    std::optional<snapshot_defect> defect_with_damage_at(std::size_t offset) {
        flip(offset);
        const auto defect = defect_of_file();
        flip(offset);
        return defect;
    }

    std::optional<snapshot_defect> defect_of_file() {
        try {
            (void)open_snapshot_blocking(file);
        } catch (const snapshot_error& error) {
            return error.defect();
        }
        return std::nullopt;
    }

    void flip(std::size_t offset) {
        std::fstream stream{file, std::ios::binary | std::ios::in | std::ios::out};
        stream.seekg(static_cast<std::streamoff>(offset));
        const auto damaged = static_cast<char>(stream.get() ^ (1 << offset % 8));
        stream.seekp(static_cast<std::streamoff>(offset));
        stream.put(damaged);
    }

    std::filesystem::path folder;
    std::filesystem::path file;
    split_block_filter filter{1000};
    domain::log_positions positions;
};

template <typename T>
std::string with_value(std::string bytes, std::size_t offset, T value) {
    std::memcpy(bytes.data() + offset, &value, sizeof value);
    const auto checksum = XXH3_64bits(bytes.data(), checksum_offset);
    std::memcpy(bytes.data() + checksum_offset, &checksum, sizeof checksum);
    return bytes;
}

TEST_F(filter_snapshot, gives_back_names_and_positions) {
    EXPECT_EQ(written().size(), file_size);

    const auto opened = open_snapshot_blocking(file);

    for (std::size_t i = 0; i < names; ++i)
        EXPECT_TRUE(opened.filter.might_contain(known(i)));
    EXPECT_FALSE(opened.filter.might_contain(domain::hash_name("fresh")));
    EXPECT_EQ(opened.filter.names(), filter.names());
    EXPECT_EQ(opened.filter.capacity(), 1000U);
    EXPECT_EQ(opened.filter.fill_ratio(), filter.fill_ratio());
    EXPECT_EQ(opened.positions, positions);
}

TEST_F(filter_snapshot, is_the_same_file_for_the_same_names) {
    EXPECT_EQ(written(), written());
}

TEST_F(filter_snapshot, does_not_change_when_the_opened_filter_grows) {
    const auto before = written();
    auto opened = open_snapshot_blocking(file);
    for (std::size_t i = names; i < 2 * names; ++i)
        opened.filter.insert(known(i));
    EXPECT_TRUE(opened.filter.might_contain(known(2 * names - 1)));
    EXPECT_FALSE(open_snapshot_blocking(file).filter.might_contain(known(2 * names - 1)));
}

TEST_F(filter_snapshot, may_be_replaced_while_it_is_open) {
    (void)written();
    const auto opened = open_snapshot_blocking(file);
    write_snapshot_blocking(file, split_block_filter{10}, {});
    EXPECT_TRUE(opened.filter.might_contain(known(1)));
    EXPECT_EQ(open_snapshot_blocking(file).filter.capacity(), 10U);
}

TEST_F(filter_snapshot, leaves_no_other_file_behind) {
    (void)written();
    const std::filesystem::directory_iterator entries{folder};
    EXPECT_EQ(std::distance(begin(entries), end(entries)), 1);
}

TEST_F(filter_snapshot, keeps_the_old_file_when_the_new_one_cannot_be_written) {
    EXPECT_THROW(
        write_snapshot_blocking(folder / "missing" / "filter.bloom", filter, positions),
        std::system_error
    );
    std::filesystem::create_directory(file);  // a rename onto a folder fails
    EXPECT_THROW(write_snapshot_blocking(file, filter, positions), std::system_error);
    EXPECT_FALSE(std::filesystem::exists(file.string() + ".new"));
}

snapshot_defect defect_of_damage_at(std::size_t offset) {
    if (offset < 8) return snapshot_defect::not_a_filter;
    if (offset < 12) return snapshot_defect::unknown_format;
    return offset < header_size ? snapshot_defect::damaged_header : snapshot_defect::damaged_body;
}

TEST_F(filter_snapshot, is_refused_with_any_byte_of_its_header_damaged) {
    (void)written();
    const auto is_field = [](std::size_t at) { return at < 200 || at + 200 >= header_size; };
    for (std::size_t at = 0; at < header_size;
         at += is_field(at) ? 1 : 97) {  // samples of the positions
        ASSERT_EQ(defect_with_damage_at(at), defect_of_damage_at(at)) << at;
    }
    EXPECT_EQ(defect_of_file(), std::nullopt);
}

TEST_F(filter_snapshot, is_refused_with_any_byte_of_its_body_damaged) {
    (void)written();
    for (std::size_t at = header_size; at < file_size; at += 3) {
        ASSERT_EQ(defect_with_damage_at(at), defect_of_damage_at(at)) << at;
    }
    EXPECT_EQ(defect_of_file(), std::nullopt);
}

TEST_F(filter_snapshot, is_refused_at_any_other_length) {
    const auto bytes = written();
    EXPECT_EQ(defect_of(""), snapshot_defect::too_short);
    EXPECT_EQ(defect_of(bytes.substr(0, header_size - 1)), snapshot_defect::too_short);
    EXPECT_EQ(defect_of(bytes.substr(0, header_size)), snapshot_defect::truncated);
    EXPECT_EQ(defect_of(bytes.substr(0, file_size - 1)), snapshot_defect::truncated);
    EXPECT_EQ(defect_of(bytes + '\0'), snapshot_defect::overlong);
}

TEST_F(filter_snapshot, is_refused_under_other_rules_or_another_seed) {
    const auto bytes = written();
    EXPECT_EQ(
        defect_of(with_value(bytes, 12, domain::key_version + 1)),
        snapshot_defect::other_key_version
    );
    EXPECT_EQ(
        defect_of(with_value(bytes, 16, domain::name_hash_seed + 1)), snapshot_defect::other_seed
    );

    write_snapshot_blocking(file, filter, positions, 77);
    EXPECT_NO_THROW((void)open_snapshot_blocking(file, 77));
    EXPECT_THROW((void)open_snapshot_blocking(file), snapshot_error);
}

TEST_F(filter_snapshot, is_refused_when_its_numbers_contradict_one_another) {
    const auto bytes = written();
    EXPECT_EQ(defect_of(with_value(bytes, 24, std::uint64_t{0})), snapshot_defect::inconsistent);
    EXPECT_EQ(defect_of(with_value(bytes, 24, std::uint64_t{2000})), snapshot_defect::inconsistent);
    EXPECT_EQ(defect_of(with_value(bytes, 24, ~std::uint64_t{0})), snapshot_defect::inconsistent);
    EXPECT_EQ(defect_of(with_value(bytes, 32, std::uint64_t{64})), snapshot_defect::inconsistent);
}

TEST_F(filter_snapshot, is_refused_when_there_is_no_file) {
    for (const auto& path : {folder, folder / "missing"}) {
        try {
            (void)open_snapshot_blocking(path);
            ADD_FAILURE() << path;
        } catch (const snapshot_error& error) {
            EXPECT_EQ(error.defect(), snapshot_defect::unreadable);
            EXPECT_NE(std::string{error.what()}.find(path.string()), std::string::npos);
        }
    }
}

TEST(snapshot_defect, has_a_sentence_of_its_own) {
    std::set<std::string_view> sentences;
    for (int i = 0; i <= static_cast<int>(snapshot_defect::damaged_body); ++i) {
        sentences.insert(describe(static_cast<snapshot_defect>(i)));
    }
    EXPECT_EQ(sentences.size(), 11U);
}

}  // namespace
}  // namespace unamex::filter
