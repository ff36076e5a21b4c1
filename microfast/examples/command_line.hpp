/// @file
/// What the examples read from their command lines, so that each can be about something else.
#pragma once

#include <microfast/microfast.hpp>

#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <utility>

namespace example {

/// Options with a value each: `--bind 127.0.0.1:9000`.
class command_line {
public:
    command_line(int count, const char* const* words) {
        if (count % 2 == 0) throw microfast::error("every option has a value: --bind :9000");
        for (int i = 1; i < count; i += 2)
            given_[words[i]] = words[i + 1];
    }

    /// The value of an option, which counts as known from then on.
    std::string take(const std::string& name, const std::string& otherwise) {
        const auto found = given_.extract(name);
        return found ? found.mapped() : otherwise;
    }

    /// Serves at `--bind`. Throws `microfast::error` for an option that nobody took.
    void serve(microfast::application& app, microfast::server_options options = {}) {
        options.bind = take("--bind", options.bind);
        if (!given_.empty()) throw microfast::error("there is no option " + given_.begin()->first);
        app.run(std::move(options));
    }

private:
    std::map<std::string, std::string> given_;
};

/// Serves an application that needs no other option; the exit status of its program.
inline int serve(
    microfast::application& app,
    int count,
    const char* const* words,
    microfast::server_options options = {}
) try {
    command_line(count, words).serve(app, std::move(options));
    return 0;
} catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
}

}  // namespace example
