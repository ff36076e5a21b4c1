/// @file
/// Dependencies of whole routers: they run before a handler that does not take them.
#pragma once

#include <microfast/binding/arguments.hpp>
#include <microfast/http/handler.hpp>

#include <vector>

namespace microfast::binding {

/// A dependency without its type.
struct dependency_reference {
    const void* key = nullptr;
    dependency_source source;
    path_needs needs;
    bool reads_body = false;
    void (*describe)(operation_description&) = nullptr;
};

/// `router{"/v1", {.depends = {mf::dependency<&current_user>()}}}`.
template <auto Function>
[[nodiscard]] dependency_reference dependency() {
    using one = argument<depends<Function>>;
    static_assert(
        !one::is_stream && !one::has_file,
        "microfast: what a whole router or route depends on takes neither files nor a stream of "
        "the body: its handlers may"
    );
    dependency_reference made;
    made.key = &key_of_function<Function>;
    made.source = one::source();
    made.reads_body = one::is_body || one::is_form;
    made.describe = &one::describe;
    one::add_to(made.needs);
    return made;
}

/// The handler that first makes the dependencies, in order, and then calls `inner`, whose own
/// dependencies share their values with these. Plain if all of them are.
[[nodiscard]] http::handler guard(
    std::vector<dependency_reference> dependencies, http::handler inner, route_binding route
);

}  // namespace microfast::binding
