#include <unamex/search/segment_error.hpp>

#include <gtest/gtest.h>

#include <set>

namespace unamex::search {
namespace {

TEST(segment_error, has_a_sentence_of_its_own_for_each_defect) {
    std::set<std::string_view> sentences;
    constexpr auto count = static_cast<int>(segment_defect::inconsistent) + 1;
    for (int defect = 0; defect < count; ++defect) {
        sentences.insert(describe(static_cast<segment_defect>(defect)));
    }
    EXPECT_EQ(sentences.size(), static_cast<std::size_t>(count));
}

TEST(segment_error, names_the_file_and_the_reason) {
    const segment_error error{segment_defect::unreadable, "/var/names", "Permission denied"};
    EXPECT_EQ(error.defect(), segment_defect::unreadable);
    EXPECT_STREQ(
        error.what(),
        "search segment /var/names: the file cannot be read or written: Permission denied"
    );
}

}  // namespace
}  // namespace unamex::search
