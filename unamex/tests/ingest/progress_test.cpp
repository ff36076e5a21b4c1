#include <ingest/progress.hpp>

#include <gmock/gmock.h>

#include "temporary_directory.hpp"

namespace unamex::ingest {
namespace {

using namespace std::chrono_literals;
using tests::temporary_directory;

TEST(progress, draws_a_bar_where_the_total_is_known) {
    const progress_state half{"load", "names", 1'500'000, 3'000'000, 65s};
    EXPECT_EQ(to_bar(half, 62), "load       50 % │████▌    │ 1,500,000 of 3,000,000 names  1:05");
    const progress_state none{"load", "names", 0, 0, 0s};
    EXPECT_EQ(to_bar(none, 50), "load        0 % │             │ 0 of 1 names  0:00");
}

TEST(progress, counts_where_the_total_is_unknown) {
    const progress_state some{"read", "bytes", 65'536, std::nullopt, 2s};
    EXPECT_EQ(to_bar(some, 80), "read      65,536 bytes  0:02");
}

TEST(progress, fits_into_narrow_terminals) {
    const progress_state half{"load", "names", 1, 2, 1s};
    for (const auto width : {1U, 10U, 20U, 30U})
        EXPECT_LE(to_bar(half, width).size(), width) << width;
}

TEST(progress, writes_a_json_object_a_line) {
    const progress_state half{"load", "names", 1, 2, 1500ms};
    EXPECT_EQ(
        to_json_line(half), R"({"stage":"load","unit":"names","done":1,"total":2,"seconds":1.5})"
    );
    const progress_state some{"read", "bytes", 7, std::nullopt, 0ms};
    EXPECT_EQ(to_json_line(some), R"({"stage":"read","unit":"bytes","done":7,"seconds":0.0})");
}

TEST(progress, tells_the_start_the_end_and_one_line_a_second) {
    const temporary_directory directory;
    const progress::time_point start{};
    {
        const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{
            std::fopen((directory.path() / "log").c_str(), "w"), &std::fclose};
        progress report{file.get(), style_for(file.get())};
        report.start("load", "names", 4, start);
        report.update(1, start + 500ms);
        report.update(2, start + 1000ms);
        report.update(3, start + 1900ms);
        report.finish(4, start + 1950ms);
    }
    EXPECT_EQ(
        directory.read("log"),
        R"({"stage":"load","unit":"names","done":0,"total":4,"seconds":0.0}
{"stage":"load","unit":"names","done":2,"total":4,"seconds":1.0}
{"stage":"load","unit":"names","done":4,"total":4,"seconds":1.95}
)"
    );
}

}  // namespace
}  // namespace unamex::ingest
