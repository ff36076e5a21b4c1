#include <microfast/http/middleware.hpp>

namespace microfast::http {

namespace {

task<void> run_plain(const handler& inner, request& request, response& response) {
    inner.plain(inner.callable.get(), request, response);
    co_return;
}

}  // namespace

task<void> next::operator()() {
    if (inner_.plain != nullptr) return run_plain(inner_, request_, response_);
    return inner_.coroutine(inner_.callable.get(), request_, response_);
}

}  // namespace microfast::http
