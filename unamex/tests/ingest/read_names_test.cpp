#include <ingest/read_names.hpp>

#include <gmock/gmock.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include "packing.hpp"
#include "temporary_directory.hpp"

namespace unamex::ingest {
namespace {

using tests::temporary_directory;

class read_names_test : public ::testing::Test {
protected:
    read_result read(std::vector<std::string> paths) {
        progress quiet{silence_.get(), progress_style::json_lines};
        return read_names(paths, rules_, quiet);
    }

    temporary_directory directory_;

private:
    domain::normaliser rules_;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> silence_{
        std::fopen("/dev/null", "w"), &std::fclose};
};

TEST_F(read_names_test, counts_every_line_once) {
    const auto path = directory_.write(
        "names",
        "anna\n Anna \nab\n\nadmin\nbad name\n\xff\xfe\n12345\n" + std::string(2000, 'x') + "\nben"
    );
    const auto result = read({path});
    const auto& counts = result.counts;
    EXPECT_EQ(counts.lines, 10U);
    EXPECT_EQ(counts.accepted, 2U);
    EXPECT_EQ(counts.duplicate, 1U);
    EXPECT_EQ(counts.lines, counts.accepted + counts.duplicate + counts.refused());
    for (const auto* reason :
         {"too_short", "empty", "reserved", "bad_character", "not_utf8", "all_digits"}) {
        EXPECT_EQ(counts.refused_by_reason.at(reason).count, 1U) << reason;
    }
    EXPECT_EQ(counts.refused_by_reason.at("line_too_long").examples.front().line, 9U);
}

TEST_F(read_names_test, ranks_names_by_their_first_appearance_over_all_files) {
    const auto first = directory_.write("first", "clara\nanna\n");
    const auto second = directory_.write("second.gz", testing::pack("ben\nCLARA\n"));
    const auto result = read({first, second});
    ASSERT_EQ(result.names.size(), 3U);
    EXPECT_EQ(result.names[0].norm, "clara");
    EXPECT_EQ(result.names[1].norm, "anna");
    EXPECT_EQ(result.names[2].norm, "ben");
    ASSERT_EQ(result.inputs.size(), 2U);
    EXPECT_EQ(result.inputs[0].bytes, 11U);
    EXPECT_EQ(result.inputs[1].path, second);
    EXPECT_EQ(result.inputs[1].lines, 2U);
}

TEST_F(read_names_test, keeps_the_name_as_typed_without_white_space_around_it) {
    const auto result = read({directory_.write("names", "  Anna.Winter\t\r\n")});
    ASSERT_EQ(result.names.size(), 1U);
    EXPECT_EQ(result.names[0].username, "Anna.Winter");
    EXPECT_EQ(result.names[0].norm, "anna.winter");
}

TEST_F(read_names_test, keeps_the_order_over_many_batches) {
    std::string content;
    for (int i = 0; i < 60'000; ++i)
        content += "name" + std::to_string(i) + "\n";
    const auto result = read({directory_.write("names", content)});
    ASSERT_EQ(result.names.size(), 60'000U);
    for (std::size_t rank = 0; rank < result.names.size(); ++rank) {
        ASSERT_EQ(result.names[rank].norm, "name" + std::to_string(rank));
    }
}

}  // namespace
}  // namespace unamex::ingest
