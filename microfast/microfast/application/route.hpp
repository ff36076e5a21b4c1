/// @file
/// One route of an application, and what is said of it after it was added.
#pragma once

#include <microfast/binding/guard.hpp>
#include <microfast/binding/handler_source.hpp>
#include <microfast/core/byte_count.hpp>
#include <microfast/http/method.hpp>
#include <microfast/http/middleware.hpp>
#include <microfast/middleware/make_middleware.hpp>
#include <microfast/middleware/recover.hpp>
#include <microfast/routing/route.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace microfast {

/// What an application keeps of a route until it serves.
struct route_definition {
    http::method method = http::method::unknown;
    std::string pattern;
    std::size_t own_parameters = 0;  ///< how many of the pattern's last names are not of a prefix
    binding::handler_source source;
    routing::route_options options;
    std::string name;  ///< for URLs and operationId; may be empty
    std::string summary;
    std::string description;
    std::vector<std::string> tags;
    bool is_deprecated = false;
    bool is_documented = true;
    std::vector<http::middleware> layers;  ///< outermost first
    std::vector<binding::dependency_reference> dependencies;
    std::vector<std::function<void(middleware::recover&)>> rules;  ///< for what it raises
    std::vector<binding::answer_description> answers;
};

/// Says more about a route: `app.get(...).summary("One user").tags("users")`.
///
/// Lifetime: as long as the router that the route was added to, which must not be serving.
class route {
public:
    explicit route(route_definition& edited) noexcept : edited_{&edited} {}

    /// The name that `url_for` knows it by, and its operationId.
    route& name(std::string text) { return set(edited_->name, std::move(text)); }
    /// One line, and Markdown, in the documentation.
    route& summary(std::string text) { return set(edited_->summary, std::move(text)); }
    route& description(std::string text) { return set(edited_->description, std::move(text)); }

    template <std::convertible_to<std::string>... Names>
    route& tags(Names&&... names) {
        (edited_->tags.emplace_back(std::forward<Names>(names)), ...);
        return *this;
    }

    route& deprecated() { return set(edited_->is_deprecated, true); }
    /// Leaves it out of the documentation.
    route& undocumented() { return set(edited_->is_documented, false); }

    /// The most bytes of a body, in the place of the server's limit.
    route& body_limit(byte_count most) { return set(edited_->options.body_limit, most); }

    /// How long a coroutine handler may take, in the place of the server's limit.
    route& deadline(std::chrono::milliseconds most) {
        return set(edited_->options.handler_deadline, most);
    }

    /// How long an event stream may be silent before its client gets an empty comment, so that
    /// nobody on the way takes the connection for dead, in the place of the server's 15 s; 0: for
    /// ever.
    route& heartbeat(std::chrono::milliseconds interval) {
        return set(edited_->options.heartbeat, interval);
    }

    /// What a coroutine handler awaits ends early when its client has left.
    route& cancel_on_disconnect() { return set(edited_->options.cancel_on_disconnect, true); }

    /// An `Exception` that leaves the handler is answered with a problem of this status, whose
    /// detail is `what()`. Documented as an answer of the route.
    template <class Exception, int Status>
    requires std::derived_from<Exception, std::exception> route& raises() {
        static_assert(Status >= 400 && Status <= 599, "microfast: an error is from 400 to 599");
        edited_->rules.push_back([](middleware::recover& into) {
            into.on<Exception>([](const Exception& thrown, http::request&) {
                return http::problem(Status, thrown.what());
            });
        });
        return answers(Status, {});
    }

    /// Documents an answer that the handler's type does not tell of: a problem if it is an error.
    route& answers(int status, std::string description);

    /// Middleware of this route alone, inside of the application's; the first is the outermost.
    template <class... Layers>
    route& use(Layers... layers) {
        (edited_->layers.push_back(middleware::make_middleware(std::move(layers))), ...);
        return *this;
    }

    /// Makes a dependency before the handler, which does not take its value.
    template <auto Function>
    route& depends() {
        return add(binding::dependency<Function>());
    }

private:
    template <class Field, class Value>
    route& set(Field& field, Value&& value) {
        field = std::forward<Value>(value);
        return *this;
    }
    route& add(binding::dependency_reference added);

    route_definition* edited_;
};

}  // namespace microfast
