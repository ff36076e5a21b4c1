/// @file
/// A program of the examples while a test talks to it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace microfast {

/// Serves on a port of the system's choice until the end of the test. Standard output must tell the
/// port at the end of its first line.
class running_example {
public:
    explicit running_example(
        const std::string& name,
        const std::vector<std::string>& arguments = {"--bind", "127.0.0.1:0"}
    );
    running_example(const running_example&) = delete;
    running_example& operator=(const running_example&) = delete;
    ~running_example();

    /// Asks it to end; its exit status, -1 if a signal ended it.
    int stop();

    std::uint16_t port = 0;

private:
    void start(const std::string& program, const std::vector<std::string>& arguments);
    [[nodiscard]] std::uint16_t read_port() const;

    pid_t process_ = 0;
    int output_ = -1;
};

}  // namespace microfast
