#include <unamex/search/segment_error.hpp>
#include <unamex/search/segment_output.hpp>

#include <gtest/gtest.h>

#include "scratch_folder.hpp"

namespace unamex::search {
namespace {

TEST(memory_output, writes_over_its_start) {
    memory_output output;
    output.append("....names");
    output.replace_start("head");
    EXPECT_EQ(output.take(), "headnames");
}

TEST(replacing_file, leaves_the_old_file_until_commit) {
    const scratch_folder folder;
    write_file(folder / "names", "old");
    replacing_file output{folder / "names"};
    output.append("....new");
    output.replace_start("head");
    EXPECT_EQ(read_file(folder / "names"), "old");
    output.commit();
    EXPECT_EQ(read_file(folder / "names"), "headnew");
    EXPECT_EQ(folder.files(), 1);
}

TEST(replacing_file, leaves_nothing_behind_without_commit) {
    const scratch_folder folder;
    write_file(folder / "names", "old");
    { replacing_file{folder / "names"}.append("new"); }
    EXPECT_EQ(read_file(folder / "names"), "old");
    EXPECT_EQ(folder.files(), 1);
}

TEST(replacing_file, overwrites_what_a_crash_left_beside_the_target) {
    const scratch_folder folder;
    write_file(folder / "names.new", "a long torn file");
    replacing_file output{folder / "names"};
    output.append("new");
    output.commit();
    EXPECT_EQ(read_file(folder / "names"), "new");
}

TEST(replacing_file, throws_where_no_file_can_be) {
    EXPECT_THROW(replacing_file{"/nowhere/names"}, segment_error);
}

}  // namespace
}  // namespace unamex::search
