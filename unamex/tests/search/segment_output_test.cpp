#include <unamex/search/segment_output.hpp>

#include <gtest/gtest.h>

#include "temporary_directory.hpp"

namespace unamex::search {
namespace {

TEST(memory_output, writes_over_its_start) {
    memory_output output;
    output.append("....names");
    output.replace_start("head");
    EXPECT_EQ(output.take(), "headnames");
}

TEST(replacing_file, leaves_the_old_file_until_commit) {
    const tests::temporary_directory folder;
    folder.write("names", "old");
    replacing_file output{folder / "names"};
    output.append("....new");
    output.replace_start("head");
    EXPECT_EQ(folder.read("names"), "old");
    output.commit();
    EXPECT_EQ(folder.read("names"), "headnew");
    EXPECT_EQ(folder.size(), 1);
}

}  // namespace
}  // namespace unamex::search
