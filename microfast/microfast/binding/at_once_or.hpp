/// @file
/// A coroutine handler that is not always needed.
#pragma once

namespace microfast::binding {

/// Answers at once what needs no waiting, and leaves the rest to a coroutine: for a route that is
/// mostly answered from memory, which then costs what a plain handler costs.
///
///     app.get("/users/{id}", microfast::at_once_or{&answer_from_memory, &ask_the_database});
///
/// `attempt` is called as `bool(request&, response&)`: it fills the response and returns true, or
/// returns false and has done nothing that its caller could notice. `coroutine` is any coroutine
/// handler. It is also called without an attempt before it, when a request waits behind another one
/// of its connection.
template <class Attempt, class Coroutine>
struct at_once_or {
    Attempt attempt;
    Coroutine coroutine;
};

template <class Attempt, class Coroutine>
at_once_or(Attempt, Coroutine) -> at_once_or<Attempt, Coroutine>;

}  // namespace microfast::binding
