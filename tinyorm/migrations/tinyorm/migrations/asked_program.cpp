#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/asked_program.hpp>
#include <tinyorm/migrations/state_json.hpp>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>

extern char** environ;

namespace tinyorm::migrations {
namespace {

using clock = std::chrono::steady_clock;

// A program that runs while this lives, and what it prints.
class child {
public:
    child(const std::string& program, dialect_kind dialect) : program_(program) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) fail("cannot be asked: " + reason(errno));
        output_ = ends[0];
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        std::array<std::string, 4> words{
            program, "schema", "--dialect", std::string{to_string(dialect)}};
        std::array<char*, 5> arguments{
            words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
        const int failure =
            posix_spawnp(&id_, program.c_str(), &actions, nullptr, arguments.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        close(ends[1]);
        if (failure == 0) return;
        close(output_);
        fail("cannot be run: " + reason(failure));
    }
    child(const child&) = delete;
    child& operator=(const child&) = delete;
    ~child() {
        close(output_);
        if (id_ > 0) {
            kill(id_, SIGKILL);
            waitpid(id_, nullptr, 0);
        }
    }

    std::string answer() {
        const auto deadline = clock::now() + answer_patience;
        std::string text;
        std::array<char, 65'536> piece;
        for (;;) {
            wait_for_output(deadline);
            const auto count = read(output_, piece.data(), piece.size());
            if (count < 0) fail("cannot be read: " + reason(errno));
            if (count == 0) break;
            text.append(piece.data(), static_cast<std::size_t>(count));
            if (text.size() > answer_limit) fail("says more than 16 MiB");
        }
        int status = 0;
        waitpid(id_, &status, 0);
        id_ = -1;
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
            fail("failed: does its main() end in tinyorm::manage()?");
        return text;
    }

private:
    static std::string reason(int number) { return std::strerror(number); }

    void wait_for_output(clock::time_point deadline) const {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - clock::now()).count();
        pollfd waiting{.fd = output_, .events = POLLIN, .revents = 0};
        if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) == 0)
            fail("did not answer within 30 seconds");
    }

    [[noreturn]] void fail(const std::string& problem) const {
        throw error(
            error_kind::invalid_configuration,
            "the program " + program_ + ", asked for its schema, " + problem
        );
    }

    const std::string& program_;
    pid_t id_ = -1;
    int output_ = -1;
};

}  // namespace

schema_state ask_for_schema(const std::string& program, dialect_kind dialect) {
    return parse_state(child{program, dialect}.answer(), "the answer of " + program);
}

}  // namespace tinyorm::migrations
