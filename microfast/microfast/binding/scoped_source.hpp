/// @file
/// A body whose dependencies live as long as it does.
#pragma once

#include <microfast/binding/dependency_scope.hpp>
#include <microfast/http/body_source.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace microfast::binding {

/// Gives what another source gives. Behind its last piece it closes the scope; a scope whose body
/// was not read to its end is dropped instead, as that of a handler that was cancelled.
class scoped_source final : public http::body_source {
public:
    scoped_source(std::unique_ptr<http::body_source> inner, dependency_scope scope) noexcept
        : scope_{std::move(scope)},
          inner_{std::move(inner)} {}

    [[nodiscard]] task<bool> read(std::string& into) override;
    [[nodiscard]] std::optional<std::uint64_t> size() const override { return inner_->size(); }
    [[nodiscard]] const http::file_range* file() const noexcept override { return inner_->file(); }
    [[nodiscard]] bool append_heartbeat(std::string& into) override {
        return inner_->append_heartbeat(into);
    }
    void add_trailers(http::response_headers& trailers) override { inner_->add_trailers(trailers); }

private:
    dependency_scope scope_;
    std::unique_ptr<http::body_source> inner_;  // uses the values, so it goes before them
};

}  // namespace microfast::binding
