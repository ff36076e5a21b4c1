#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

#include "server/test_client.hpp"

namespace microfast {

namespace {

/// The example program, serving on a port of the system's choice until the end of the test.
class running_example {
public:
    explicit running_example(const std::string& name) {
        const char* const programs = std::getenv("TEST_BIN_DIR");
        if (programs == nullptr)
            throw std::runtime_error("TEST_BIN_DIR must name the folder of the examples");
        start(std::string(programs) + "/" + name);
        port = read_port();
    }
    running_example(const running_example&) = delete;
    running_example& operator=(const running_example&) = delete;
    ~running_example() {
        if (process_ > 0) stop();
        ::close(output_);
    }

    /// Asks it to end; its exit status.
    int stop() {
        ::kill(process_, SIGTERM);
        int status = 0;
        ::waitpid(process_, &status, 0);
        process_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    std::uint16_t port = 0;

private:
    void start(const std::string& program) {
        std::array<int, 2> pipe{};
        if (::pipe(pipe.data()) != 0) throw std::runtime_error("no pipe");
        process_ = ::fork();
        if (process_ == 0) {
            ::dup2(pipe[1], STDOUT_FILENO);
            ::close(pipe[0]);
            ::close(pipe[1]);
            ::execl(program.c_str(), program.c_str(), "--bind", "127.0.0.1:0", nullptr);
            ::_exit(127);
        }
        ::close(pipe[1]);
        output_ = pipe[0];
    }

    /// From the line "... listening on 127.0.0.1:40123" that it logs.
    std::uint16_t read_port() const {
        std::string line;
        char byte = 0;
        while (::read(output_, &byte, 1) == 1 && byte != '\n')
            line += byte;
        std::uint16_t found = 0;
        const auto digits = line.substr(line.rfind(':') + 1);
        std::from_chars(digits.data(), digits.data() + digits.size(), found);
        if (found == 0)
            throw std::runtime_error("the example did not say where it listens: " + line);
        return found;
    }

    pid_t process_ = 0;
    int output_ = -1;
};

TEST(hello_example, answers_and_ends_when_it_is_told_to) {
    running_example example("microfast_01_hello");
    server::test_client client(example.port);
    const auto fetch = [&](std::string_view path) {
        client.send(server::get(path));
        return client.read();
    };
    EXPECT_EQ(fetch("/").body, "Hello, World!");
    EXPECT_EQ(fetch("/plaintext").body, "Hello, World!");
    EXPECT_EQ(fetch("/json").body, R"({"message":"Hello, World!"})");
    EXPECT_EQ(fetch("/users/7%2F8").body, "7/8");
    EXPECT_EQ(fetch("/later").body, "Hello, after a while!");
    EXPECT_EQ(fetch("/nothing").status, 404);
    client.send(server::post("/echo", "an echo"));
    EXPECT_EQ(client.read().body, "an echo");
    EXPECT_EQ(example.stop(), 0);
}

}  // namespace

}  // namespace microfast
