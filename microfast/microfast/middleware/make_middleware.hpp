/// @file
/// From an object to a layer.
#pragma once

#include <microfast/http/middleware.hpp>

#include <concepts>
#include <functional>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace microfast::middleware {

namespace detail {

/// What a layer without notes notes.
struct nothing {};

template <class Layer>
struct note_of {
    using type = nothing;
};
template <class Layer>
    requires requires {
        typename Layer::note;
    }
struct note_of<Layer> {
    using type = typename Layer::note;
};
template <class Layer>
using note_t = typename note_of<Layer>::type;

template <class Layer>
concept has_noting_before =
    requires(const Layer& layer, note_t<Layer>& note, http::request& in, http::response& out) {
    { layer.before(note, in, out) } -> std::same_as<http::verdict>;
};
template <class Layer>
concept has_bare_before = requires(const Layer& layer, http::request& in, http::response& out) {
    { layer.before(in, out) } -> std::same_as<http::verdict>;
};
template <class Layer>
concept has_noting_after =
    requires(const Layer& layer, note_t<Layer>& note, http::request& in, http::response& out) {
    layer.after(note, in, out);
};
template <class Layer>
concept has_bare_after = requires(const Layer& layer, http::request& in, http::response& out) {
    layer.after(in, out);
};
template <class Layer>
concept has_around =
    requires(const Layer& layer, http::request& in, http::response& out, http::next& inner) {
    { layer.around(in, out, inner) } -> std::same_as<task<void>>;
};
template <class Layer>
concept is_around_callable = std::is_invocable_r_v < task<void>,
const Layer&, http::request&, http::response&, http::next& > ;

template <class Layer>
http::verdict call_before(
    const void* callable, http::layer_note& room, http::request& in, http::response& out
) {
    auto& note = *::new (room.bytes.data()) note_t<Layer>{};
    const auto& layer = *static_cast<const Layer*>(callable);
    if constexpr (has_noting_before<Layer>) {
        return layer.before(note, in, out);
    } else if constexpr (has_bare_before<Layer>) {
        return layer.before(in, out);
    } else {
        return http::verdict::proceed;
    }
}

template <class Layer>
void call_after(
    const void* callable, http::layer_note& room, http::request& in, http::response& out
) {
    const auto& layer = *static_cast<const Layer*>(callable);
    if constexpr (has_noting_after<Layer>) {
        layer.after(*std::launder(reinterpret_cast<note_t<Layer>*>(room.bytes.data())), in, out);
    } else {
        layer.after(in, out);
    }
}

template <class Layer>
task<void> call_around(
    const void* callable, http::request& in, http::response& out, http::next& inner
) {
    const auto& layer = *static_cast<const Layer*>(callable);
    if constexpr (has_around<Layer>) {
        return layer.around(in, out, inner);
    } else {
        return std::invoke(layer, in, out, inner);
    }
}

}  // namespace detail

/// A layer that is one already, such as those that this library brings along.
[[nodiscard]] inline http::middleware make_middleware(http::middleware layer) {
    return layer;
}

/// The layer that an object is. All its functions are const, because all event loops share it:
///
/// - `verdict before(request&, response&)` and `void after(request&, response&)`, one or both. A
///   type `note` of its own, small and trivially copyable, may come first in both: it is made anew
///   for each request, and is how `after` knows what `before` has seen.
/// - or `task<void> around(request&, response&, next&)`, or the object is called with these. It
///   awaits `next()` once, or answers itself.
///
/// A layer that must not surround a handler twice has a `static constexpr std::string_view
/// only_once`, its name for a person: `fold` refuses two of them.
template <class Layer>
[[nodiscard]] http::middleware make_middleware(Layer layer) {
    constexpr bool before = detail::has_noting_before<Layer> || detail::has_bare_before<Layer>;
    constexpr bool after = detail::has_noting_after<Layer> || detail::has_bare_after<Layer>;
    constexpr bool around = detail::has_around<Layer> || detail::is_around_callable<Layer>;
    static_assert(
        before || after || around,
        "a middleware has const functions before(request&, response&) -> verdict and "
        "after(request&, response&), or around(request&, response&, next&) -> task<void>"
    );
    static_assert(!(around && (before || after)), "a middleware is either plain or around");
    using note = detail::note_t<Layer>;
    static_assert(
        sizeof(note) <= http::layer_note::size && std::is_trivially_copyable_v<note>,
        "the note of a middleware is trivially copyable and at most 32 bytes"
    );
    http::middleware made;
    if constexpr (requires { Layer::only_once; }) made.only_once = Layer::only_once;
    made.callable = std::make_shared<const Layer>(std::move(layer));
    if constexpr (around) {
        made.around = &detail::call_around<Layer>;
    } else {
        if constexpr (before || !std::is_same_v<note, detail::nothing>)
            made.before = &detail::call_before<Layer>;
        if constexpr (after) made.after = &detail::call_after<Layer>;
    }
    return made;
}

}  // namespace microfast::middleware
