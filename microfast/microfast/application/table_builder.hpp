/// @file
/// From what was declared to what is served.
#pragma once

#include <microfast/application/application.hpp>

#include <memory>
#include <string>
#include <vector>

namespace microfast {

/// Makes a handler of each route of an application, and of those mounted in it, folds middleware
/// around it and adds it to a table.
class table_builder {
public:
    explicit table_builder(const application& root);

    [[nodiscard]] std::shared_ptr<const routing::router> build();

private:
    /// Around the routes of an application that is mounted.
    struct surroundings {
        std::string prefix;
        std::vector<http::middleware> layers;  ///< outermost first
    };

    void add_all(const application& from, const surroundings& around);
    void add_documents(
        const application& from,
        const surroundings& around,
        const std::vector<route_definition>& routes,
        routing::router& into
    );
    void add(
        const application& from,
        const surroundings& around,
        const route_definition& added,
        routing::router& into
    );

    const application& root_;
    std::shared_ptr<routing::router> table_;
};

/// What OpenAPI is told of a route.
[[nodiscard]] binding::operation_description describe(const route_definition& route);

}  // namespace microfast
