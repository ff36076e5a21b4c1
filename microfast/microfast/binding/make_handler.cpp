#include <microfast/binding/make_handler.hpp>
#include <microfast/binding/scope_entry.hpp>
#include <microfast/http/status.hpp>

namespace microfast::binding::detail {

void call_in_scope(const void* bound, http::request& request, http::response& answer) {
    const scope_entry entered{request};
    static_cast<const bound_callable*>(bound)->plain(bound, request, answer);
}

task<void> call_later_in_scope(const void* bound, http::request& request, http::response& answer) {
    const auto* self = static_cast<const bound_callable*>(bound);
    return run_in_scope(request, answer, self->coroutine(bound, request, answer));
}

void answer_with_nothing(http::response& answer) {
    const bool is_untouched = answer.status == http::status::ok && answer.body.empty() &&
                              answer.source == nullptr && !answer.headers.find("Content-Type");
    if (is_untouched) answer.status = http::status::no_content;
}

}  // namespace microfast::binding::detail
