#include <microfast/middleware/line_writer.hpp>

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <string>
#include <thread>
#include <vector>

namespace microfast::middleware {

namespace {

/// A pipe: what is written to it can be read, and it is full at some point.
class pipe_ends {
public:
    pipe_ends() { EXPECT_EQ(::pipe(ends_.data()), 0); }
    pipe_ends(const pipe_ends&) = delete;
    pipe_ends& operator=(const pipe_ends&) = delete;
    ~pipe_ends() {
        close_input();
        ::close(ends_[0]);
    }
    [[nodiscard]] int input() const { return ends_[1]; }
    void close_input() {
        if (ends_[1] >= 0) ::close(ends_[1]);
        ends_[1] = -1;
    }
    std::string read_all() {
        close_input();
        std::string all;
        std::array<char, 4096> part;
        for (ssize_t size = 0; (size = ::read(ends_[0], part.data(), part.size())) > 0;)
            all.append(part.data(), static_cast<std::size_t>(size));
        return all;
    }
    std::string read_some() {
        std::array<char, 65'536> part;
        const auto size = ::read(ends_[0], part.data(), part.size());
        return {part.data(), static_cast<std::size_t>(size)};
    }

private:
    std::array<int, 2> ends_{};
};

TEST(line_writer, writes_lines_in_order_and_what_is_left_when_it_ends) {
    pipe_ends pipe;
    {
        line_writer writer(pipe.input());
        writer.write("one");
        writer.flush();
        writer.write("two");
        writer.write("three");
    }
    EXPECT_EQ(pipe.read_all(), "one\ntwo\nthree\n");
}

TEST(line_writer, never_mixes_the_lines_of_threads) {
    pipe_ends pipe;
    {
        line_writer writer(pipe.input());
        std::vector<std::thread> threads;
        for (const char letter : {'a', 'b', 'c'}) {
            threads.emplace_back([&writer, letter] {
                for (int i = 0; i < 200; ++i)
                    writer.write(std::string(20, letter));
            });
        }
        for (auto& each : threads)
            each.join();
    }
    const auto all = pipe.read_all();
    ASSERT_EQ(all.size(), 3U * 200 * 21);
    for (std::size_t start = 0; start < all.size(); start += 21)
        ASSERT_EQ(all.substr(start, 21), std::string(20, all[start]) + "\n");
}

TEST(line_writer, drops_and_counts_what_does_not_fit) {
    pipe_ends pipe;
    std::string all;
    {
        line_writer writer(pipe.input(), 1_KiB);
        const std::string line(99, 'x');
        // The pipe takes 64 KiB, then the thread is stuck, then the buffer is full.
        for (int i = 0; i < 100'000; ++i)
            writer.write(line);
        while (all.find("dropped_lines") == std::string::npos) {
            writer.write("again");
            all += pipe.read_some();
        }
    }
    EXPECT_NE(all.find("{\"dropped_lines\":"), std::string::npos);
    EXPECT_LT(all.size(), 1'000'000U);
}

}  // namespace

}  // namespace microfast::middleware
