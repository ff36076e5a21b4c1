#include <tinyorm/driver/registry.hpp>
#include <tinyorm/migrations/command.hpp>

#include <driver/postgres/test_database.hpp>
#include <driver/temporary_directory.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <models/blog.hpp>
#include <models/tree.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace tinyorm::migrations {
namespace {

using testing::HasSubstr;

class tinyorm_command : public testing::Test {
protected:
    void write(const std::string& name, const std::string& sql) const {
        std::ofstream{directory_ / (name + ".sql")} << "-- tinyorm: up\n"
                                                    << sql << "\n-- tinyorm: down\nDROP TABLE t;\n";
    }
    void execute(const std::string& sql) const {
        driver::open_connection(directory_.sqlite_url())->execute_script(sql);
    }

    int run(std::vector<std::string_view> arguments) {
        out_.str("");
        problems_.str("");
        const auto url = directory_.sqlite_url();
        const auto path = (directory_ / "").string();
        arguments.insert(arguments.end(), {"--url", url, "--directory", path});
        return run_command(arguments, models_.empty() ? nullptr : &models_, {out_, problems_});
    }

    testing_support::temporary_directory directory_;
    model_list models_;
    std::ostringstream out_;
    std::ostringstream problems_;
};

TEST_F(tinyorm_command, migrates_shows_and_rolls_back) {
    write("0001_first", "CREATE TABLE t (n int);");
    EXPECT_EQ(run({"status"}), 0);
    EXPECT_EQ(out_.str(), "pending\t0001_first\n");
    EXPECT_EQ(run({"migrate", "--dry-run"}), 0);
    EXPECT_THAT(out_.str(), HasSubstr("-- 0001_first\nCREATE TABLE t (n int);"));
    EXPECT_EQ(run({"migrate"}), 0);
    EXPECT_EQ(out_.str(), "applying 0001_first\n");
    EXPECT_EQ(run({"migrate"}), 0);
    EXPECT_EQ(out_.str(), "nothing to do\n");
    EXPECT_EQ(run({"status"}), 0);
    EXPECT_THAT(out_.str(), HasSubstr("applied\t0001_first\t2"));
    EXPECT_EQ(run({"rollback", "--dry-run"}), 0);
    EXPECT_THAT(out_.str(), HasSubstr("-- 0001_first\nDROP TABLE t;"));
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
          {"rollback", "1", "2"},
          {"status", "--colour"},
          {"migrate", "--app", "x"},
          {"makemigrations", "--rename", "a"},
          {"makemigrations", "--dialect", "oracle"},
          {"makemigrations"},
          {"squash", "0007_nobody"},
          {"sql", "0007_nobody"}}) {
        EXPECT_EQ(run(arguments), 2) << problems_.str();
        EXPECT_THAT(problems_.str(), HasSubstr("usage: tinyorm"));
        EXPECT_EQ(out_.str(), "");
    }
}

TEST_F(tinyorm_command, makes_migrations_until_models_and_database_agree) {
    models_ = schema_of<blog::User>();
    EXPECT_EQ(run({"makemigrations", "--dry-run"}), 0);
    EXPECT_THAT(out_.str(), HasSubstr("CREATE TABLE \"users\""));
    EXPECT_FALSE(std::filesystem::exists(directory_ / "0001_initial.sql"));
    EXPECT_EQ(run({"makemigrations"}), 0);
    EXPECT_EQ(out_.str(), "wrote 0001_initial\n");
    EXPECT_EQ(run({"makemigrations"}), 0);
    EXPECT_EQ(out_.str(), "nothing to do\n");
    EXPECT_EQ(run({"check"}), 1);
    EXPECT_THAT(problems_.str(), HasSubstr("0001_initial is not applied"));
    EXPECT_EQ(run({"migrate"}), 0);
    EXPECT_EQ(run({"check"}), 0);
    EXPECT_EQ(out_.str(), "all is well\n");
    models_ = schema_of<blog::User, blog::Post>();
    EXPECT_EQ(run({"check"}), 1);
    EXPECT_THAT(problems_.str(), HasSubstr("the models ask for more"));
    EXPECT_THAT(problems_.str(), HasSubstr("CREATE TABLE \"posts\""));
    EXPECT_EQ(run({"makemigrations", "--name", "posts"}), 0);
    EXPECT_EQ(out_.str(), "wrote 0002_posts\n");
}

TEST_F(tinyorm_command, tells_of_what_a_migration_destroys_until_it_is_allowed) {
    models_ = schema_of<blog::User, blog::Post>();
    ASSERT_EQ(run({"makemigrations"}), 0);
    models_ = schema_of<blog::User>();
    ASSERT_EQ(run({"makemigrations"}), 0);
    EXPECT_THAT(problems_.str(), HasSubstr("DS102: drops table posts"));
    ASSERT_EQ(run({"migrate"}), 0);
    EXPECT_EQ(run({"check"}), 1);
    EXPECT_THAT(problems_.str(), HasSubstr("0002_drop_posts: DS102"));
    std::ofstream{directory_ / "0002_drop_posts.sql", std::ios::app} << "-- tinyorm: allow DS102\n";
    EXPECT_EQ(run({"check"}), 0) << problems_.str();
}

TEST_F(tinyorm_command, finds_what_somebody_did_to_the_database) {
    models_ = schema_of<blog::User>();
    ASSERT_EQ(run({"makemigrations"}), 0);
    ASSERT_EQ(run({"migrate"}), 0);
    execute("CREATE INDEX by_email ON users (email)");
    EXPECT_EQ(run({"check"}), 1);
    EXPECT_THAT(problems_.str(), HasSubstr("CREATE INDEX \"by_email\""));
    EXPECT_EQ(run({"makemigrations"}), 0);
    EXPECT_EQ(out_.str(), "nothing to do\n");
    EXPECT_EQ(run({"makemigrations", "--from-db"}), 0);
    EXPECT_EQ(run({"migrate"}), 0);
    EXPECT_EQ(run({"check"}), 0) << problems_.str();
}

TEST_F(tinyorm_command, asks_for_a_start_if_only_hands_wrote_migrations) {
    models_ = schema_of<blog::User>();
    write("0001_first", "CREATE TABLE t (n int);");
    EXPECT_EQ(run({"makemigrations"}), 1);
    EXPECT_THAT(problems_.str(), HasSubstr("say --from-db"));
}

TEST_F(tinyorm_command, prints_squashes_and_inspects) {
    models_ = schema_of<blog::User>();
    ASSERT_EQ(run({"makemigrations"}), 0);
    models_ = schema_of<blog::User, blog::Post>();
    ASSERT_EQ(run({"makemigrations"}), 0);
    EXPECT_EQ(run({"sql"}), 0);
    EXPECT_THAT(out_.str(), HasSubstr("CREATE TABLE \"users\""));
    EXPECT_EQ(run({"sql", "0002_create_posts"}), 0);
    EXPECT_THAT(out_.str(), Not(HasSubstr("CREATE TABLE \"users\"")));
    EXPECT_EQ(run({"sql", "--dialect", "postgres"}), 2);
    EXPECT_EQ(run({"squash"}), 0);
    EXPECT_EQ(out_.str(), "wrote 0002_squashed for 2 migrations\n");
    ASSERT_EQ(run({"migrate"}), 0);
    EXPECT_EQ(run({"inspect"}), 0);
    EXPECT_THAT(out_.str(), HasSubstr("    \"posts\",\n    (tinyorm::i64, id, primary_key"));
    EXPECT_EQ(run({"schema"}), 0);
    EXPECT_THAT(out_.str(), HasSubstr("\"dialect\": \"sqlite\""));
}

TEST_F(tinyorm_command, keeps_to_the_database_its_migrations_are_for) {
    models_ = schema_of<blog::User>();
    ASSERT_EQ(run({"makemigrations"}), 0);
    EXPECT_EQ(run({"makemigrations", "--dialect", "postgres"}), 2);
    EXPECT_THAT(problems_.str(), HasSubstr("are for sqlite"));
}

TEST_F(tinyorm_command, asks_another_program_for_its_models) {
    const auto program =
        testing_support::required_environment("TEST_BIN_DIR") + "/tinyorm_02_migrations";
    EXPECT_EQ(run({"makemigrations", "--app", program}), 0) << problems_.str();
    EXPECT_EQ(run({"migrate"}), 0) << problems_.str();
    EXPECT_EQ(run({"check", "--app", program}), 0) << problems_.str();
    EXPECT_EQ(run({"check", "--app", "/nowhere/at/all"}), 1);
    EXPECT_THAT(problems_.str(), HasSubstr("cannot be run"));
    EXPECT_EQ(run({"check", "--app", "false"}), 1);
    EXPECT_THAT(problems_.str(), HasSubstr("does its main() end in tinyorm::manage()?"));
    EXPECT_EQ(run({"check", "--app", "echo"}), 1);
    EXPECT_THAT(problems_.str(), HasSubstr("does not hold the state of a schema"));
}

}  // namespace
}  // namespace tinyorm::migrations
