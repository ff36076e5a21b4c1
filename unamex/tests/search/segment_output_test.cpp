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

}  // namespace
}  // namespace unamex::search
