#include <microfast/net/send.hpp>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace microfast::net {

namespace {

class send_file : public testing::Test {
protected:
    send_file() {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) != 0) std::abort();
        ours_ = descriptor{ends[0]};
        theirs_ = descriptor{ends[1]};
        const std::string_view content = "0123456789";
        if (::write(file(), content.data(), content.size()) != 10) std::abort();
    }

    [[nodiscard]] int file() const { return ::fileno(file_.get()); }

    [[nodiscard]] std::string arrived() const {
        std::array<char, 64> buffer{};
        const auto size = ::recv(theirs_.number(), buffer.data(), buffer.size(), 0);
        return {buffer.data(), size < 0 ? 0 : static_cast<std::size_t>(size)};
    }

    descriptor ours_;
    descriptor theirs_;

private:
    std::unique_ptr<FILE, int (*)(FILE*)> file_{std::tmpfile(), std::fclose};
};

TEST_F(send_file, sends_a_range) {
    EXPECT_EQ(send_file_some(ours_, file(), 3, 4), 4);
    EXPECT_EQ(arrived(), "3456");
}

TEST_F(send_file, sends_no_more_than_there_is) {
    EXPECT_EQ(send_file_some(ours_, file(), 8, 4), 2);
    EXPECT_EQ(arrived(), "89");
    EXPECT_EQ(send_file_some(ours_, file(), 10, 4), 0);
}

TEST_F(send_file, ends_no_program_whose_client_has_gone) {
    const pipe_signal_block blocked;
    theirs_.close();
    EXPECT_EQ(send_file_some(ours_, file(), 0, 4), -1);
    EXPECT_EQ(errno, EPIPE);
    EXPECT_EQ(send_some(ours_, "text"), -1);
    EXPECT_EQ(errno, EPIPE);
}

TEST_F(send_file, lets_the_signal_of_others_through_as_before) {
    {
        const pipe_signal_block blocked;
        theirs_.close();
        static_cast<void>(send_file_some(ours_, file(), 0, 4));
    }
    sigset_t now;
    ::pthread_sigmask(SIG_BLOCK, nullptr, &now);
    EXPECT_EQ(sigismember(&now, SIGPIPE), 0);
}

}  // namespace

}  // namespace microfast::net
