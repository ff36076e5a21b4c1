#include <microfast/binding/dependency_scope.hpp>

#include <exception>

namespace microfast::binding {

dependency_scope::~dependency_scope() {
    while (last_ != nullptr)
        take_last();
}

bool dependency_scope::find(const void* key, void*& value) const noexcept {
    for (const kept* each = last_.get(); each != nullptr; each = each->before.get()) {
        if (each->key != key) continue;
        value = each->value;
        return true;
    }
    return false;
}

void* dependency_scope::keep_address(const void* key, void* value) {
    return add(std::make_unique<kept>(key, value));
}

task<void> dependency_scope::close(outcome how) {
    std::exception_ptr failure;
    while (last_ != nullptr) {
        const auto ending = take_last();
        try {
            co_await ending->close(how);
        } catch (...) {
            if (!failure) failure = std::current_exception();
            how = outcome::failed;  // for those that it was built on
        }
    }
    has_open_ = false;
    if (failure) std::rethrow_exception(failure);
}

task<void> dependency_scope::kept::close(outcome /*how*/) {
    co_return;
}

void* dependency_scope::add(std::unique_ptr<kept> added) noexcept {
    added->before = std::move(last_);
    last_ = std::move(added);
    return last_->value;
}

std::unique_ptr<dependency_scope::kept> dependency_scope::take_last() noexcept {
    auto taken = std::move(last_);
    last_ = std::move(taken->before);
    return taken;
}

}  // namespace microfast::binding
