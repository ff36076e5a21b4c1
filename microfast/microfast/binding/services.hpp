/// @file
/// What an application has for its handlers: objects, and other functions for dependencies.
#pragma once

#include <microfast/binding/upload_options.hpp>
#include <microfast/core/task.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace microfast::binding {

class call;

/// Stands for a type: its address is the same in the whole program.
template <class T>
inline constexpr char key_of_type = 0;

/// Stands for a function of a dependency.
template <auto Function>
inline constexpr char key_of_function = 0;

/// Gives the value of a dependency, null if its arguments were refused. One of the two functions is
/// set.
struct dependency_source {
    const void* callable = nullptr;
    void* (*plain)(const void* callable, const void* key, call&) = nullptr;
    task<void*> (*coroutine)(const void* callable, const void* key, call&) = nullptr;
};

/// The same, with the callable that it calls.
struct resolver {
    dependency_source source;
    std::shared_ptr<const void> owner;
};

/// An object that a handler takes by reference.
struct requirement {
    const void* key = nullptr;
    std::string_view type;  ///< its name, for a person
};

/// Objects by type, and resolvers that stand in for dependencies.
///
/// Complexity: linear in what there is, a few pointers. Thread safety: may be read from all event
/// loops; nothing changes once requests are served. Lifetime: objects outlive the application.
class services {
public:
    /// Handlers that take `T&` get this object.
    void provide(const void* key, void* object);

    /// The object, or null.
    [[nodiscard]] void* find(const void* key) const noexcept;

    /// The dependency is resolved in another way from now on.
    void replace(const void* key, resolver other);

    /// The other way, or null.
    [[nodiscard]] const dependency_source* find_other(const void* key) const noexcept;

    /// How forms with files are kept.
    void set_uploads(upload_options options) { uploads_ = std::move(options); }
    [[nodiscard]] const upload_options& uploads() const noexcept { return uploads_; }

private:
    struct provided {
        const void* key;
        void* object;
    };
    struct replaced {
        const void* key;
        resolver other;
    };

    std::vector<provided> provided_;
    std::vector<replaced> replaced_;
    upload_options uploads_;
};

}  // namespace microfast::binding
