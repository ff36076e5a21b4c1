#include <microfast/net/send.hpp>
#include <microfast/server/send_backlog.hpp>

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/scripted_source.hpp"
#include "server/test_environment.hpp"

namespace microfast::server {

namespace {

using progress = server::send_backlog::progress;

class send_backlog : public testing::Test {
protected:
    /// A source over `size` bytes of a file that has this content, from `offset` on.
    std::unique_ptr<http::body_source> file_of(
        const std::string& content, std::uint64_t offset, std::uint64_t size
    ) {
        files_.emplace_back(std::tmpfile(), std::fclose);
        const int file = ::fileno(files_.back().get());
        if (::write(file, content.data(), content.size()) < 0) std::abort();
        auto source = pieces({});
        source->range = http::file_range{file, offset, size};
        source->on_end = [this] { ++ended_files_; };
        return source;
    }

    void append(std::unique_ptr<http::body_source> file) {
        const auto range = *file->file();
        waiting_.append_file(std::move(file), range);
    }

    progress send() { return waiting_.send(sockets_.ours, due_); }

    std::string take_all() {
        std::string all;
        auto state = progress::some;
        while (state != progress::all && state != progress::failed) {
            state = send();
            all += sockets_.arrived();
        }
        for (auto last = sockets_.arrived(); !last.empty(); last = sockets_.arrived())
            all += last;
        return all;
    }

    socket_pair sockets_;
    std::vector<task<void>> due_;
    server::send_backlog waiting_;
    int ended_files_ = 0;

private:
    std::vector<std::unique_ptr<FILE, int (*)(FILE*)>> files_;
};

task<void> nothing() {
    co_return;
}

TEST_F(send_backlog, sends_texts_and_files_in_order) {
    waiting_.tail() += "head ";
    append(file_of("0123456789", 2, 5));
    append(file_of("abc", 0, 3));
    waiting_.tail() += " tail";
    EXPECT_EQ(waiting_.size(), 5U + 5U + 3U + 5U);
    EXPECT_EQ(take_all(), "head 23456abc tail");
    EXPECT_EQ(waiting_.size(), 0U);
    EXPECT_EQ(ended_files_, 2);
}

TEST_F(send_backlog, sends_what_the_client_takes) {
    const std::string large(3'000'000, 'x');
    waiting_.tail() = large;
    append(file_of(large, 0, large.size()));
    waiting_.tail() += large;
    EXPECT_EQ(send(), progress::some);
    EXPECT_EQ(send(), progress::nothing);
    EXPECT_GT(waiting_.size(), 0U);
    EXPECT_EQ(take_all(), large + large + large);
}

TEST_F(send_backlog, begins_work_when_what_is_before_it_is_sent) {
    append(file_of(std::string(3'000'000, 'x'), 0, 3'000'000));
    waiting_.append_work(nothing());
    waiting_.append_work(nothing());
    waiting_.tail() += "end";
    EXPECT_EQ(send(), progress::some);
    EXPECT_TRUE(due_.empty());
    EXPECT_EQ(take_all().size(), 3'000'003U);
    EXPECT_EQ(due_.size(), 2U);
}

TEST_F(send_backlog, fails_when_a_file_is_shorter_than_it_was) {
    append(file_of("0123456789", 0, 11));
    waiting_.append_work(nothing());
    waiting_.tail() += "end";
    EXPECT_EQ(take_all(), "0123456789");
    EXPECT_EQ(send(), progress::failed);
    EXPECT_TRUE(due_.empty());
    waiting_.give_up(due_);
    EXPECT_EQ(due_.size(), 1U);
}

TEST_F(send_backlog, fails_when_the_client_has_gone) {
    const net::pipe_signal_block blocked;
    append(file_of("0123456789", 0, 10));
    sockets_.theirs.close();
    EXPECT_EQ(send(), progress::failed);
}

}  // namespace

}  // namespace microfast::server
