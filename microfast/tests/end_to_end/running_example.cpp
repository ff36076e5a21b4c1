#include "end_to_end/running_example.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace microfast {

running_example::running_example(
    const std::string& name, const std::vector<std::string>& arguments
) {
    const char* const programs = std::getenv("TEST_BIN_DIR");
    if (programs == nullptr) {
        throw std::runtime_error("TEST_BIN_DIR must name the folder of the examples");
    }
    start(std::string(programs) + "/" + name, arguments);
    port = read_port();
}

running_example::~running_example() {
    if (process_ > 0) stop();
    ::close(output_);
}

int running_example::stop() {
    ::kill(process_, SIGTERM);
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void running_example::start(const std::string& program, const std::vector<std::string>& arguments) {
    std::vector<std::string> words = arguments;
    words.insert(words.begin(), program);
    std::vector<char*> pointers;
    for (auto& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) throw std::runtime_error("no pipe");
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(pipe[1], STDOUT_FILENO);
        ::close(pipe[0]);
        ::close(pipe[1]);
        ::execv(program.c_str(), pointers.data());
        ::_exit(127);
    }
    ::close(pipe[1]);
    output_ = pipe[0];
}

std::uint16_t running_example::read_port() const {
    std::string line;
    char byte = 0;
    while (::read(output_, &byte, 1) == 1 && byte != '\n')
        line += byte;
    std::uint16_t found = 0;
    const auto digits = line.substr(line.rfind(':') + 1);
    std::from_chars(digits.data(), digits.data() + digits.size(), found);
    if (found == 0) {
        throw std::runtime_error("the example did not say where it listens: " + line);
    }
    return found;
}

}  // namespace microfast
