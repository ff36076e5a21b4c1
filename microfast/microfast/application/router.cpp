#include <microfast/application/router.hpp>
#include <microfast/binding/path_needs.hpp>
#include <microfast/core/error.hpp>
#include <microfast/routing/pattern.hpp>

namespace microfast {

namespace {

template <class Item>
void prepend(std::vector<Item>& items, const std::vector<Item>& first) {
    items.insert(items.begin(), first.begin(), first.end());
}

}  // namespace

router::router(std::string prefix, router_options options)
    : prefix_{std::move(prefix)},
      options_{std::move(options)} {
    if (!prefix_.empty()) (void)routing::parse_pattern(routing::join_patterns(prefix_, {}));
}

void router::include(const router& other) {
    require_changeable();
    for (auto& each : other.routes())
        own_.push_back(std::make_unique<route_definition>(std::move(each)));
}

std::vector<route_definition> router::routes() const {
    std::vector<route_definition> all;
    for (const auto& own : own_) {
        route_definition& each = all.emplace_back(*own);
        each.pattern = routing::join_patterns(prefix_, each.pattern);
        prepend(each.tags, options_.tags);
        prepend(each.dependencies, options_.depends);
        prepend(each.layers, layers_);
    }
    return all;
}

route router::add(http::method method, std::string_view pattern, binding::handler_source source) {
    require_changeable();
    (void)routing::parse_pattern(routing::join_patterns(prefix_, pattern));
    const auto own_parameters = binding::require_fit(prefix_, pattern, source.needs);
    auto& added = *own_.emplace_back(std::make_unique<route_definition>());
    added.method = method;
    added.pattern = pattern;
    added.own_parameters = own_parameters;
    added.options.streams_body = source.streams_body;
    added.source = std::move(source);
    return microfast::route{added};
}

void router::require_changeable() const {
    if (is_serving_) throw error("the application is serving and cannot be changed");
}

void router::add_layer(http::middleware layer) {
    require_changeable();
    layers_.push_back(std::move(layer));
}

}  // namespace microfast
