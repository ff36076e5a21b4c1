#include <unamex/search/front_coding.hpp>

#include <gtest/gtest.h>

#include <random>

namespace unamex::search {
namespace {

class front_coding_lengths : public testing::TestWithParam<std::pair<std::size_t, std::size_t>> {};

TEST_P(front_coding_lengths, are_read_back_as_written) {
    const auto [shared, added] = GetParam();
    const std::string previous(shared, 'a');
    const auto name = previous + std::string(added, 'b');
    std::string code;
    append_front_coded(code, {}, previous + "zz");
    append_front_coded(code, previous + "zz", name);

    name_buffer buffer;
    auto rest = buffer.read(code);
    EXPECT_EQ(buffer.text(), previous + "zz");
    rest = buffer.read(rest);
    EXPECT_EQ(buffer.text(), name);
    EXPECT_EQ(rest, "");
}

INSTANTIATE_TEST_SUITE_P(
    table,
    front_coding_lengths,
    testing::Values(
        std::pair{0, 1},
        std::pair{14, 14},
        std::pair{15, 15},
        std::pair{16, 16},
        std::pair{0, 255},
        std::pair{253, 2},
        std::pair{128, 127}
    )
);

TEST(front_coding, writes_one_byte_for_the_lengths_of_usual_names) {
    std::string code;
    append_front_coded(code, "john.smith", "john.smythe");
    EXPECT_EQ(code, "\x74ythe");
}

TEST(front_coding, reads_any_bytes_without_leaving_them) {
    std::mt19937 random{3};
    for (int round = 0; round < 2'000; ++round) {
        std::string code(random() % 40, '\0');
        for (auto& byte : code)
            byte = static_cast<char>(random());
        name_buffer name;
        for (std::string_view rest{code}; !rest.empty();) {
            const auto left = name.read(rest);
            ASSERT_LT(left.size(), rest.size());
            ASSERT_LE(name.text().size(), longest_name);
            rest = left;
        }
    }
}

}  // namespace
}  // namespace unamex::search
