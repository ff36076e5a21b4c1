#include <command.hpp>
#include <driver/temporary_directory.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <vector>

namespace tinyorm::command {
namespace {

using testing::HasSubstr;

class tinyorm_command : public testing::Test {
protected:
    void write(const std::string& name, const std::string& sql) const {
        std::ofstream{directory_ / (name + ".sql")} << "-- tinyorm: up\n"
                                                    << sql << "\n-- tinyorm: down\nDROP TABLE t;\n";
    }

    int run(std::vector<std::string_view> arguments) {
        out_.str("");
        problems_.str("");
        const auto url = directory_.sqlite_url();
        const auto path = (directory_ / "").string();
        arguments.insert(arguments.end(), {"--url", url, "--directory", path});
        return command::run(arguments, out_, problems_);
    }

    testing_support::temporary_directory directory_;
    std::ostringstream out_;
    std::ostringstream problems_;
};

TEST_F(tinyorm_command, migrates_shows_and_rolls_back) {
    write("0001_first", "CREATE TABLE t (n int);");
    EXPECT_EQ(run({"status"}), 0);
    EXPECT_EQ(out_.str(), "pending\t0001_first\n");
    EXPECT_EQ(run({"migrate"}), 0);
    EXPECT_EQ(out_.str(), "applying 0001_first\n");
    EXPECT_EQ(run({"migrate"}), 0);
    EXPECT_EQ(out_.str(), "nothing to do\n");
    EXPECT_EQ(run({"status"}), 0);
    EXPECT_THAT(out_.str(), HasSubstr("applied\t0001_first\t2"));
    EXPECT_EQ(run({"rollback", "1"}), 0);
    EXPECT_EQ(out_.str(), "reverting 0001_first\n");
}

TEST_F(tinyorm_command, refuses_an_edited_file_with_a_message) {
    write("0001_first", "CREATE TABLE t (n int);");
    ASSERT_EQ(run({"migrate"}), 0);
    write("0001_first", "CREATE TABLE t (n bigint);");
    EXPECT_EQ(run({"migrate"}), 1);
    EXPECT_THAT(problems_.str(), HasSubstr("0001_first was edited after it was applied"));
}

TEST_F(tinyorm_command, explains_itself_when_called_wrongly) {
    for (const std::vector<std::string_view>& arguments :
         {std::vector<std::string_view>{},
          {"destroy"},
          {"migrate", "now"},
          {"rollback", "0"},
          {"rollback", "two"},
          {"status", "--colour"}}) {
        EXPECT_EQ(run(arguments), 2);
        EXPECT_THAT(problems_.str(), HasSubstr("usage: tinyorm"));
        EXPECT_EQ(out_.str(), "");
    }
}

}  // namespace
}  // namespace tinyorm::command
