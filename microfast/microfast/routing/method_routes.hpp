/// @file
/// The routes of one path or pattern, by method.
#pragma once

#include <microfast/http/method.hpp>
#include <microfast/routing/route.hpp>

#include <array>
#include <cstddef>

namespace microfast::routing {

class method_routes {
public:
    /// Adds a route whose method has none yet.
    void add(const route& added) noexcept {
        routes_[static_cast<std::size_t>(added.method)] = &added;
        methods_.insert(added.method);
        methods_.insert(http::method::options);
        if (added.method == http::method::get) methods_.insert(http::method::head);
    }

    /// The route that was added for the method, or null.
    [[nodiscard]] const route* find_own(http::method method) const noexcept {
        return routes_[static_cast<std::size_t>(method)];
    }

    /// The route that answers the method: for HEAD without a route of its own that of GET, or null.
    [[nodiscard]] const route* find(http::method method) const noexcept {
        const auto* own = find_own(method);
        return own == nullptr && method == http::method::head ? find_own(http::method::get) : own;
    }

    /// What is answered, HEAD beside GET and OPTIONS included. Empty if there is no route.
    [[nodiscard]] http::method_set methods() const noexcept { return methods_; }

private:
    std::array<const route*, http::method_count> routes_{};
    http::method_set methods_;
};

}  // namespace microfast::routing
