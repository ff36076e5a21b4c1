#include <microfast/application/table_builder.hpp>
#include <microfast/binding/expressions.hpp>
#include <microfast/containers/regex.hpp>
#include <microfast/core/error.hpp>
#include <microfast/middleware/onion.hpp>
#include <microfast/openapi/pages.hpp>
#include <microfast/routing/pattern.hpp>

#include <algorithm>
#include <utility>

namespace microfast {

namespace {

/// The parameters of the pattern that no name takes, of its own part: what scalars take in order.
std::vector<std::size_t> free_positions(
    const std::vector<std::string>& names, const route_definition& route
) {
    std::vector<std::size_t> positions;
    for (auto i = names.size() - route.own_parameters; i < names.size(); ++i) {
        if (!route.source.needs.by_name.contains(names[i])) positions.push_back(i);
    }
    return positions;
}

std::vector<std::string> names_in(std::string_view pattern) {
    return routing::parse_pattern(pattern).parameter_names();
}

binding::route_binding binding_of(
    const route_definition& route,
    const std::vector<std::string>& names,
    std::shared_ptr<const binding::services> services
) {
    binding::route_binding made;
    made.services = std::move(services);
    made.names = std::make_shared<const std::vector<std::string>>(names);
    std::size_t next = 0;
    for (const auto position : free_positions(names, route))
        made.positions[next++] = static_cast<std::uint8_t>(position);
    return made;
}

/// The router's own answer to OPTIONS, for the layers of a route around it.
http::handler options_handler() {
    http::handler made;
    made.plain = [](const void*, http::request& request, http::response& answer) {
        routing::answer_unmatched(request, answer);
    };
    return made;
}

void require_expressions(const route_definition& route) {
    try {
        binding::make_expressions(describe(route));
    } catch (const containers::regex_error& bad) {
        throw error("the route " + route.pattern + ": " + bad.what());
    }
}

/// That no dependency reads a body which is streamed to the handler.
void require_body_once(const route_definition& route) {
    const auto reads = [](const auto& each) { return each.reads_body; };
    if (!route.options.streams_body || std::ranges::none_of(route.dependencies, reads)) return;
    throw error(
        "the handler of the route " + route.pattern +
        " reads the body while it arrives, so no dependency of its router or route can take it, or "
        "a form, too"
    );
}

void require_names(const route_definition& route, const std::vector<std::string>& names) {
    for (const auto& dependency : route.dependencies) {
        for (std::size_t i = 0; i < dependency.needs.by_name.size; ++i) {
            const std::string name{dependency.needs.by_name.names[i]};
            if (std::ranges::find(names, name) != names.end()) continue;
            throw error(
                "a dependency of the route " + route.pattern + " takes the path parameter {" +
                name + "}, which the pattern lacks"
            );
        }
    }
}

}  // namespace

binding::operation_description describe(const route_definition& route) {
    binding::operation_description made;
    const auto names = names_in(route.pattern);
    for (const auto position : free_positions(names, route))
        made.free_names.push_back(names[position]);
    for (const auto& dependency : route.dependencies)
        dependency.describe(made);
    route.source.describe(made);
    for (const auto& name : names) {  // those that only the handler's own code reads
        const auto same = [&name](const binding::parameter_description& each) {
            return each.where == binding::place::path && each.name == name;
        };
        if (std::ranges::none_of(made.parameters, same)) {
            made.add(binding::parameter_description{
                binding::place::path, name, &binding::describe<std::string>()});
        }
    }
    for (const auto& each : route.answers)
        made.add(each);
    return made;
}

table_builder::table_builder(const application& root)
    : root_{root},
      table_{std::make_shared<routing::router>(root.paths_)} {}

std::shared_ptr<const routing::router> table_builder::build() {
    add_all(root_, {});
    const auto& layers = root_.layers();
    const auto errors = std::make_shared<middleware::recover>(root_.errors_);
    if (!layers.empty()) {
        table_->surround([&](http::handler inner) {
            return middleware::fold(layers, std::move(inner), errors);
        });
    }
    return table_;
}

void table_builder::add_all(const application& from, const surroundings& around) {
    const auto own = from.routes();
    for (const auto& each : own)
        add(from, around, each, *table_);
    add_documents(from, around, own, *table_);
    for (const auto& [name, routes] : from.hosted_) {
        for (auto each : routes) {
            each.layers.insert(each.layers.begin(), from.layers().begin(), from.layers().end());
            add(from, around, each, table_->host(name));
        }
        add_documents(from, around, routes, table_->host(name));
    }
    for (const auto& [prefix, other] : from.mounted_) {
        surroundings inner{routing::join_patterns(around.prefix, prefix), around.layers};
        inner.layers.insert(inner.layers.end(), from.layers().begin(), from.layers().end());
        add_all(*other, inner);
    }
}

void table_builder::add(
    const application& from,
    const surroundings& around,
    const route_definition& added,
    routing::router& into
) {
    const auto pattern = routing::join_patterns(around.prefix, added.pattern);
    const auto names = names_in(pattern);
    require_names(added, names);
    require_expressions(added);
    require_body_once(added);
    const auto route = binding_of(added, names, from.services_);
    auto handler = added.source.make(added.source.callable, route);
    if (!added.dependencies.empty()) {
        handler = binding::guard(added.dependencies, std::move(handler), route);
    }
    auto errors = std::make_shared<middleware::recover>(from.errors_);
    for (const auto& rule : added.rules)
        rule(*errors);
    auto layers = around.layers;
    layers.insert(layers.end(), added.layers.begin(), added.layers.end());
    if (!layers.empty() || errors->has_rules()) {
        handler = middleware::fold(layers, std::move(handler), errors);
    }
    // The names of a mounted application are its own.
    const auto name = around.prefix.empty() ? added.name : std::string{};
    auto& made = into.add(added.method, pattern, std::move(handler), added.options, name);
    if (!layers.empty()) {
        made.preflight = std::make_shared<const routing::route>(routing::route{
            .method = http::method::options,
            .handler = middleware::fold(layers, options_handler(), std::move(errors))});
    }
}

void table_builder::add_documents(
    const application& from,
    const surroundings& around,
    const std::vector<route_definition>& routes,
    routing::router& into
) {
    const auto& options = from.options_;
    if (options.openapi_path.empty()) return;
    openapi::page_options wanted;
    wanted.title = options.title;
    wanted.document = from.openapi(routes, around.prefix);
    wanted.document_path = options.openapi_path;
    wanted.docs_path = options.docs_path;
    wanted.redoc_path = options.redoc_path;
    wanted.prefix = around.prefix;
    router documents;
    for (auto& page : openapi::make_pages(std::move(wanted))) {
        const auto shared = std::make_shared<const openapi::page>(std::move(page));
        const auto answer = [shared](const http::request& request, http::response& response) {
            shared->answer(request, response);
        };
        documents.get(binding::runtime_pattern{shared->path}, answer);
    }
    for (auto each : documents.routes()) {
        each.layers = from.layers();
        add(from, around, each, into);
    }
}

}  // namespace microfast
