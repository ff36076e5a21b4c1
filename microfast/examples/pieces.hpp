/// @file
/// An answer that is made while it is sent.
#pragma once

#include <microfast/core/generator.hpp>
#include <microfast/http/body_source.hpp>
#include <microfast/microfast.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace example {

/// Gives what a generator gives. The generator goes on when the client has taken what was before,
/// and is destroyed when the client leaves.
class pieces : public microfast::http::body_source {
public:
    explicit pieces(microfast::generator<std::string> made) : made_{std::move(made)} {}

    microfast::task<bool> read(std::string& into) override {
        const std::string* const next = co_await made_.next();
        if (next != nullptr) into += *next;
        co_return next != nullptr;
    }

private:
    microfast::generator<std::string> made_;
};

inline microfast::response stream(
    std::string_view content_type, microfast::generator<std::string> made
) {
    microfast::response answer;
    answer.headers.set("Content-Type", content_type);
    answer.source = std::make_unique<pieces>(std::move(made));
    return answer;
}

}  // namespace example
