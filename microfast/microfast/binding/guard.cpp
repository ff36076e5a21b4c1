#include <microfast/binding/guard.hpp>
#include <microfast/binding/scope_entry.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace microfast::binding {

namespace {

struct guarded {
    std::vector<dependency_reference> dependencies;
    http::handler inner;
    route_binding route;
};

void call_guarded(const void* callable, http::request& request, http::response& answer) {
    const auto& self = *static_cast<const guarded*>(callable);
    const scope_entry entered{request};
    call from{request, answer, self.route};
    from.use_scope(current_scope_of(request));
    for (const auto& each : self.dependencies)
        (void)from.dependency(each.key, each.source);
    if (from.is_refused()) return from.write_refusal();
    self.inner.plain(self.inner.callable.get(), request, answer);
}

task<void> pass_guard(const guarded& self, http::request& request, http::response& answer) {
    call from{request, answer, self.route};
    from.use_scope(current_scope_of(request));
    for (const auto& each : self.dependencies)
        (void)co_await from.dependency_later(each.key, each.source);
    if (from.is_refused()) {
        from.write_refusal();
    } else if (self.inner.plain != nullptr) {
        self.inner.plain(self.inner.callable.get(), request, answer);
    } else {
        co_await self.inner.coroutine(self.inner.callable.get(), request, answer);
    }
}

task<void> call_guarded_later(
    const void* callable, http::request& request, http::response& answer
) {
    const auto& self = *static_cast<const guarded*>(callable);
    return run_in_scope(request, answer, pass_guard(self, request, answer));
}

}  // namespace

http::handler guard(
    std::vector<dependency_reference> dependencies, http::handler inner, route_binding route
) {
    const auto is_plain = [](const dependency_reference& each) {
        return each.source.plain != nullptr;
    };
    const bool all_plain = inner.plain != nullptr && std::ranges::all_of(dependencies, is_plain);
    http::handler made;
    made.callable = std::make_shared<const guarded>(guarded{
        std::move(dependencies), std::move(inner), std::move(route)});
    if (all_plain) {
        made.plain = &call_guarded;
    } else {
        made.coroutine = &call_guarded_later;
    }
    return made;
}

}  // namespace microfast::binding
