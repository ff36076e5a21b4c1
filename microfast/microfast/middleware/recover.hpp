/// @file
/// Whatever a handler throws becomes an answer.
#pragma once

#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>

#include <functional>
#include <utility>
#include <vector>

namespace microfast::middleware {

/// Turns exceptions into answers, inside of all other layers, so that these see the answer.
///
/// A rule for a type is asked for that type and what derives from it, the newest rule first. Then
/// `http_error` becomes its problem document, and anything else is logged once, with the request's
/// id if it has one, and answered with 500 that tells nothing of it.
///
/// Complexity: an exception costs one rethrow, some microseconds, for each rule that is asked; a
/// request that throws nothing costs nothing. Thread safety: `answer` may be called from many
/// threads once no rule is added any more.
class recover {
public:
    /// `callable(exception, request)` returns the response. What it throws is answered with 500.
    template <class Exception, class Callable>
    void on(Callable callable) {
        rules_.insert(
            rules_.begin(),
            [made = std::move(callable)](http::request& request, http::response& response) {
                try {
                    throw;
                } catch (Exception& thrown) {
                    response = made(thrown, request);
                    return true;
                } catch (...) {
                    return false;
                }
            }
        );
    }

    [[nodiscard]] bool has_rules() const noexcept { return !rules_.empty(); }

    /// Answers the exception that is being handled: to be called in a catch block.
    void answer(http::request& request, http::response& response) const;

private:
    /// Answers the exception that is being handled and returns true, if it is the rule's.
    using rule = std::function<bool(http::request&, http::response&)>;

    bool apply_rules(http::request& request, http::response& response) const;

    std::vector<rule> rules_;
};

}  // namespace microfast::middleware
