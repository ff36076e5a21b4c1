#include <microfast/binding/scope_entry.hpp>
#include <microfast/binding/scoped_source.hpp>
#include <microfast/http/request_context.hpp>
#include <microfast/http/response.hpp>
#include <microfast/http/status.hpp>

#include <exception>
#include <memory>
#include <utility>

namespace microfast::binding {

namespace {

struct current_scope {
    dependency_scope* scope = nullptr;
};

current_scope& slot_of(http::request& request) {
    auto& context = request.context();
    auto* found = context.find<current_scope>();
    return found != nullptr ? *found : context.emplace<current_scope>();
}

}  // namespace

dependency_scope& current_scope_of(http::request& request) {
    return *slot_of(request).scope;
}

scope_entry::scope_entry(http::request& request)
    : current_{&slot_of(request).scope},
      is_outermost_{*current_ == nullptr} {
    if (is_outermost_) *current_ = &own_;
}

scope_entry::~scope_entry() {
    if (is_outermost_) *current_ = nullptr;
}

bool scope_entry::hand_over(http::response& answer) {
    if (!own_.outlives_call() || answer.source == nullptr) return false;
    answer.source = std::make_unique<scoped_source>(std::move(answer.source), std::move(own_));
    return true;
}

task<void> run_in_scope(http::request& request, http::response& answer, task<void> handling) {
    scope_entry entered{request};
    std::exception_ptr failure;
    try {
        co_await std::move(handling);
    } catch (...) {
        failure = std::current_exception();
    }
    handling = {};  // its frame may look at what is closed next
    const bool is_handed_over = !failure && entered.hand_over(answer);
    if (!is_handed_over && entered.has_open()) {
        const bool failed = failure != nullptr || http::status::is_error(answer.status);
        co_await entered.close(failed ? outcome::failed : outcome::completed);
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace microfast::binding
