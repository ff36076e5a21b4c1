/// @file
/// A Redis of its own for a test that kills, stops or restarts it.
#pragma once

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace unamex::cache {

/// The value of a variable that the tests' fixture sets; throws where it is missing.
inline std::string required_environment(const char* name) {
    const auto* value = ::getenv(name);
    if (value == nullptr) {
        throw std::runtime_error{std::string{name} + " is not set: run these tests with ctest"};
    }
    return value;
}

class private_redis {
public:
    private_redis() : script_{required_environment("TEST_SERVICES_SCRIPT")} {
        std::string name{"/tmp/unamex-redis-XXXXXX"};
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no folder for Redis"};
        folder_ = name;
        start();
    }
    private_redis(const private_redis&) = delete;
    private_redis& operator=(const private_redis&) = delete;
    ~private_redis() {
        ::kill(process_, SIGCONT);
        run("stop", "");
    }

    void start() {
        if (run("start", "--redis") != 0) throw std::runtime_error{"Redis does not start"};
        std::ifstream{folder_ / "redis.pid"} >> process_;
    }

    void kill() {
        ::kill(process_, SIGKILL);
        // Somebody else's child: it is gone when no signal reaches it.
        while (::kill(process_, 0) == 0)
            ::usleep(1'000);
        std::filesystem::remove(folder_ / "redis.sock");
    }

    void stall() { ::kill(process_, SIGSTOP); }
    void go_on() { ::kill(process_, SIGCONT); }

    [[nodiscard]] std::string socket() const { return folder_ / "redis.sock"; }

    /// What redis-cli prints for a command.
    [[nodiscard]] std::string ask(const std::string& command) const {
        const auto answer = folder_ / "answer";
        const auto line = "redis-cli -s " + socket() + " " + command + " > " + answer.string();
        if (::system(line.c_str()) != 0) throw std::runtime_error{"redis-cli fails: " + line};
        std::ifstream file{answer};
        return {std::istreambuf_iterator<char>{file}, {}};
    }

    /// How often it has read from a connection.
    [[nodiscard]] int reads() const {
        constexpr std::string_view field = "total_reads_processed:";
        const auto statistics = ask("info stats");
        return std::stoi(statistics.substr(statistics.find(field) + field.size()));
    }

private:
    int run(const std::string& command, const std::string& options) {
        return ::system((script_ + " " + command + " " + folder_.string() + " " + options).c_str());
    }

    std::string script_;
    std::filesystem::path folder_;
    pid_t process_ = 0;
};

}  // namespace unamex::cache
