/// @file
/// A body source that does what a test says.
#pragma once

#include <microfast/http/body_source.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace microfast::server {

class scripted_source final : public http::body_source {
public:
    using reader = std::function<task<bool>(std::string&)>;

    explicit scripted_source(reader script) : script_{std::move(script)} {}
    ~scripted_source() override {
        if (on_end) on_end();
    }

    [[nodiscard]] task<bool> read(std::string& into) override { return script_(into); }
    [[nodiscard]] std::optional<std::uint64_t> size() const override { return announced; }
    [[nodiscard]] const http::file_range* file() const override {
        return range ? &*range : nullptr;
    }
    void add_trailers(http::response_headers& trailers) override {
        if (!trailer.empty()) trailers.append("X-Trailer", trailer);
    }

    std::optional<std::uint64_t> announced{};
    std::optional<http::file_range> range{};
    std::string trailer{};
    std::function<void()> on_end{};

private:
    reader script_;
};

/// Gives these pieces, the last one with the news that it is.
inline std::unique_ptr<scripted_source> pieces(std::vector<std::string> texts) {
    auto left = std::make_shared<std::vector<std::string>>(texts.rbegin(), texts.rend());
    return std::make_unique<scripted_source>([left](std::string& into) -> task<bool> {
        if (left->empty()) co_return false;
        into += left->back();
        left->pop_back();
        co_return !left->empty();
    });
}

}  // namespace microfast::server
