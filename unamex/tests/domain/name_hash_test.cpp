#include <unamex/domain/key_version.hpp>
#include <unamex/domain/name_hash.hpp>
#include <unamex/domain/slot.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace unamex::domain {
namespace {

TEST(name_hash, stays_what_it_is_within_a_key_version) {
    ASSERT_EQ(key_version, 1U) << "with a new key version, write down the new hashes";
    EXPECT_EQ(hash_name("alice"), 13251312302429591368U);
    EXPECT_EQ(hash_name("山田たろう"), 13655427786624152103U);
}

TEST(name_hash, gives_its_top_bits_to_the_slot) {
    EXPECT_EQ(slot_of(0), slot_id{0});
    EXPECT_EQ(slot_of(~name_hash{0}), slot_id{16'383});
    EXPECT_EQ(slot_of(name_hash{1} << 50), slot_id{1});
}

TEST(name_hash, spreads_names_over_slots) {
    std::array<unsigned, slot_count> names{};
    for (int i = 0; i < 1'000'000; ++i)
        ++names[index_of(slot_of(hash_name("user" + std::to_string(i))))];
    double chi_squared = 0;
    constexpr double expected = 1'000'000.0 / slot_count;
    for (const auto count : names)
        chi_squared += (count - expected) * (count - expected) / expected;
    EXPECT_NEAR(chi_squared / (slot_count - 1), 1.0, 0.05);  // 4.5 standard deviations
}

}  // namespace
}  // namespace unamex::domain
