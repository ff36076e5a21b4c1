#include <unamex/files/durable_file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <system_error>

#include "temporary_directory.hpp"

namespace unamex::files {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class durable_file : public testing::Test {
protected:
    [[nodiscard]] std::string content() const { return folder_.read("names"); }

    /// The target is as it was, and alone.
    void expect_untouched() const {
        EXPECT_EQ(content(), "old");
        EXPECT_EQ(folder_.size(), 1);
    }

    tests::temporary_directory folder_;
    std::filesystem::path target_ = folder_.write("names", "old");
};

std::string complaint_of(const std::function<void()>& write) {
    try {
        write();
    } catch (const std::system_error& failure) {
        return failure.what();
    }
    return "none";
}

/// A full disk as far as a process without one of its own can have it: no file grows any further.
class full_disk {
public:
    explicit full_disk(rlim_t room) : handled_{std::signal(SIGXFSZ, SIG_IGN)} {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{room, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    full_disk(const full_disk&) = delete;
    full_disk& operator=(const full_disk&) = delete;
    ~full_disk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handled_);
    }

private:
    void (*handled_)(int);
    rlimit before_{};
};

/// Somebody who may read, and write nowhere; root may write everywhere otherwise.
class nobody {
public:
    nobody() : before_{::geteuid()} {
        constexpr uid_t id_of_nobody = 65'534;
        if (before_ == 0 && ::seteuid(id_of_nobody) != 0) throw std::runtime_error{"seteuid"};
    }
    nobody(const nobody&) = delete;
    nobody& operator=(const nobody&) = delete;
    ~nobody() {
        if (::seteuid(before_) != 0) std::abort();
    }

private:
    uid_t before_;
};

TEST_F(durable_file, replaces_the_old_file_at_commit) {
    files::durable_file file{target_};
    file.append("....");
    file.append("new");
    file.write_over(0, "head");
    EXPECT_EQ(content(), "old");
    file.commit();
    EXPECT_EQ(content(), "headnew");
    EXPECT_EQ(folder_.size(), 1);
}

TEST_F(durable_file, leaves_nothing_behind_without_commit) {
    { files::durable_file{target_}.append("new"); }
    expect_untouched();
}

TEST_F(durable_file, writes_over_what_a_crash_left) {
    std::ofstream{target_.string() + ".new"} << "a long torn file";
    write_durably(target_, "new");
    EXPECT_EQ(content(), "new");
    EXPECT_EQ(folder_.size(), 1);
}

TEST_F(durable_file, may_be_named_without_a_directory) {
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder_.path());
    write_durably("names", "new");
    std::filesystem::current_path(before);
    EXPECT_EQ(content(), "new");
}

TEST_F(durable_file, has_one_writer_at_a_time) {
    files::durable_file first{target_};
    first.append("first");
    EXPECT_THAT(
        complaint_of([&] { write_durably(target_, "second"); }),
        HasSubstr("another process writes it just now")
    );
    first.commit();
    EXPECT_EQ(content(), "first");
    write_durably(target_, "second");
    EXPECT_EQ(content(), "second");
}

TEST_F(durable_file, leaves_nothing_half_written_on_a_full_disk) {
    const std::string much(10'000, 'x');
    {
        const full_disk disk{4'096};
        EXPECT_THAT(
            complaint_of([&] { write_durably(target_, much); }),
            AllOf(HasSubstr("cannot write " + target_.string()), HasSubstr("raise the limit"))
        );
        EXPECT_NE(
            complaint_of([&] { files::durable_file{target_}.write_over(4'090, "across the end"); }),
            "none"
        );
    }
    expect_untouched();
    write_durably(target_, much);
    EXPECT_EQ(content(), much);
}

TEST_F(durable_file, says_who_must_be_given_the_right_to_write) {
    std::filesystem::permissions(
        folder_.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec
    );
    {
        const nobody without_rights;
        EXPECT_THAT(
            complaint_of([&] { write_durably(target_, "new"); }),
            AllOf(HasSubstr(target_.string()), HasSubstr("give this user the right to write"))
        );
    }
    std::filesystem::permissions(folder_.path(), std::filesystem::perms::owner_all);
    expect_untouched();
}

TEST_F(durable_file, says_that_there_is_no_directory) {
    EXPECT_THAT(
        complaint_of([&] { write_durably(folder_ / "missing" / "names", "new"); }),
        AllOf(HasSubstr((folder_ / "missing" / "names").string()), HasSubstr("make its directory"))
    );
    EXPECT_THAT(
        complaint_of([&] { write_durably(target_ / "names", "new"); }),
        HasSubstr("make its directory")
    );
    expect_untouched();
}

TEST_F(durable_file, does_not_take_the_place_of_a_directory) {
    std::filesystem::create_directory(folder_ / "taken");
    EXPECT_THAT(
        complaint_of([&] { write_durably(folder_ / "taken", "new"); }),
        AllOf(HasSubstr((folder_ / "taken").string()), HasSubstr("there is a directory"))
    );
    std::filesystem::remove(folder_ / "taken");
    expect_untouched();
}

}  // namespace
}  // namespace unamex::files
