#include <microfast/binding/scoped_source.hpp>

#include <exception>

namespace microfast::binding {

task<bool> scoped_source::read(std::string& into) {
    std::exception_ptr failure;
    bool has_more = false;
    try {
        has_more = co_await inner_->read(into);
    } catch (...) {
        failure = std::current_exception();
    }
    if (has_more) co_return true;
    co_await scope_.close(failure ? outcome::failed : outcome::completed);
    if (failure) std::rethrow_exception(failure);
    co_return false;
}

}  // namespace microfast::binding
