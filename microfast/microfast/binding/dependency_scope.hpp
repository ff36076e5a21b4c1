/// @file
/// The values of the dependencies of one request.
#pragma once

#include <microfast/binding/resource.hpp>
#include <microfast/core/task.hpp>

#include <memory>
#include <utility>

namespace microfast::binding {

/// Keeps each value once, and gives them up in the reverse order of their making.
///
/// Thread safety: none, belongs to one request. Complexity: O(values) to find one.
class dependency_scope {
public:
    dependency_scope() = default;
    dependency_scope(dependency_scope&&) noexcept = default;
    dependency_scope& operator=(dependency_scope&&) = delete;
    ~dependency_scope();

    /// Was anything kept for the key? Then `value` is its address: null, if what makes it was
    /// refused its arguments.
    [[nodiscard]] bool find(const void* key, void*& value) const noexcept;

    /// Keeps a value; gives its address, which stays.
    template <class T>
    void* keep(const void* key, T value) {
        return add(std::make_unique<kept_value<T>>(key, std::move(value)));
    }

    /// Keeps the address of a value that lives elsewhere.
    void* keep_address(const void* key, void* value);

    /// Keeps an open resource, which is closed by `close`, or dropped without.
    template <class T>
    void* keep_open(const void* key, resource<T> opened, T& value) {
        has_open_ = true;
        return add(std::make_unique<kept_resource<T>>(key, std::move(opened), &value));
    }

    /// Must `close` be awaited?
    [[nodiscard]] bool has_open() const noexcept { return has_open_; }

    /// A generator goes on with the values after its handler's call: see `scope_entry::end`.
    void outlive_call() noexcept { outlives_call_ = true; }
    [[nodiscard]] bool outlives_call() const noexcept { return outlives_call_; }

    /// Closes resources and destroys values. All of them, also if one fails; then throws what the
    /// first failure was.
    [[nodiscard]] task<void> close(outcome how);

private:
    struct kept {
        kept(const void* of, void* at) noexcept : key{of}, value{at} {}
        kept(const kept&) = delete;
        kept& operator=(const kept&) = delete;
        virtual ~kept() = default;
        virtual task<void> close(outcome how);

        const void* key;
        void* value;
        std::unique_ptr<kept> before;
    };

    template <class T>
    struct kept_value : kept {
        kept_value(const void* of, T given) : kept{of, nullptr}, own{std::move(given)} {
            value = &own;
        }
        T own;
    };

    template <class T>
    struct kept_resource : kept {
        kept_resource(const void* of, resource<T> given, T* at)
            : kept{of, at},
              opened{std::move(given)} {}
        task<void> close(outcome how) override { co_await opened.close(how); }
        resource<T> opened;
    };

    void* add(std::unique_ptr<kept> added) noexcept;
    std::unique_ptr<kept> take_last() noexcept;

    std::unique_ptr<kept> last_;
    bool has_open_ = false;
    bool outlives_call_ = false;
};

}  // namespace microfast::binding
