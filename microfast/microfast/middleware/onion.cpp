#include <microfast/core/error.hpp>
#include <microfast/middleware/onion.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace microfast::middleware {

namespace {

using errors_pointer = std::shared_ptr<const recover>;
using notes = std::array<http::layer_note, most_layers>;

/// Neighbouring plain layers, maybe none, around a handler that may throw.
struct plain_ring {
    std::vector<http::middleware> layers;
    http::handler inner;
    errors_pointer errors;
};

struct around_ring {
    http::middleware layer;
    http::handler inner;  // answers what it throws itself
    errors_pointer errors;
};

struct way_in {
    std::size_t entered = 0;  // layers whose `after` is due
    bool is_through = true;   // nothing has answered
};

way_in enter(const plain_ring& ring, notes& kept, http::request& in, http::response& out) {
    std::size_t at = 0;
    try {
        for (; at < ring.layers.size(); ++at) {
            const auto& layer = ring.layers[at];
            if (layer.before == nullptr) continue;
            if (layer.before(layer.callable.get(), kept[at], in, out) == http::verdict::answered) {
                return {at, false};
            }
        }
        return {at, true};
    } catch (...) {
        ring.errors->answer(in, out);
        return {at, false};
    }
}

void leave(
    const plain_ring& ring, std::size_t entered, notes& kept, http::request& in, http::response& out
) {
    while (entered > 0) {
        const auto& layer = ring.layers[--entered];
        if (layer.after == nullptr) continue;
        try {
            layer.after(layer.callable.get(), kept[entered], in, out);
        } catch (...) {
            ring.errors->answer(in, out);
        }
    }
}

void call_plain(const void* callable, http::request& in, http::response& out) {
    const auto& ring = *static_cast<const plain_ring*>(callable);
    notes kept;
    const auto way = enter(ring, kept, in, out);
    if (way.is_through) {
        try {
            ring.inner.plain(ring.inner.callable.get(), in, out);
        } catch (...) {
            ring.errors->answer(in, out);
        }
    }
    leave(ring, way.entered, kept, in, out);
}

/// Of a ring without layers: what these see must not be seen again by the coroutine.
bool attempt_guarded(const void* callable, http::request& in, http::response& out) {
    const auto& ring = *static_cast<const plain_ring*>(callable);
    try {
        return ring.inner.attempt(ring.inner.callable.get(), in, out);
    } catch (...) {
        ring.errors->answer(in, out);
        return true;
    }
}

task<void> run_plain_ring(const void* callable, http::request& in, http::response& out) {
    const auto& ring = *static_cast<const plain_ring*>(callable);
    notes kept;
    const auto way = enter(ring, kept, in, out);
    if (way.is_through) {
        try {
            co_await ring.inner.coroutine(ring.inner.callable.get(), in, out);
        } catch (...) {
            ring.errors->answer(in, out);
        }
    }
    leave(ring, way.entered, kept, in, out);
}

task<void> run_around_ring(const void* callable, http::request& in, http::response& out) {
    const auto& ring = *static_cast<const around_ring*>(callable);
    http::next inner(ring.inner, in, out);
    try {
        co_await ring.layer.around(ring.layer.callable.get(), in, out, inner);
    } catch (...) {
        ring.errors->answer(in, out);
    }
}

http::handler within(
    std::vector<http::middleware> layers, http::handler inner, errors_pointer errors
) {
    http::handler made;
    if (inner.plain != nullptr) {
        made.plain = &call_plain;
    } else {
        made.coroutine = &run_plain_ring;
        if (layers.empty() && inner.attempt != nullptr) made.attempt = &attempt_guarded;
    }
    made.callable = std::make_shared<const plain_ring>(plain_ring{
        std::move(layers), std::move(inner), std::move(errors)});
    return made;
}

http::handler within(const http::middleware& layer, http::handler inner, errors_pointer errors) {
    http::handler made;
    made.coroutine = &run_around_ring;
    made.callable = std::make_shared<const around_ring>(around_ring{
        layer, std::move(inner), std::move(errors)});
    return made;
}

void require_single(std::span<const http::middleware> layers) {
    for (auto layer = layers.begin(); layer != layers.end(); ++layer) {
        const auto is_same = [layer](const http::middleware& other) {
            return !other.only_once.empty() && other.only_once == layer->only_once;
        };
        if (std::none_of(std::next(layer), layers.end(), is_same)) continue;
        throw error(
            "the middleware " + std::string(layer->only_once) +
            " is around a handler twice: leave it out of the application, or of the router or "
            "route in it"
        );
    }
}

}  // namespace

http::handler fold(
    std::span<const http::middleware> outermost_first, http::handler inner, errors_pointer errors
) {
    if (outermost_first.size() > most_layers) {
        throw error(
            "a handler has " + std::to_string(outermost_first.size()) +
            " layers of middleware around it, more than " + std::to_string(most_layers)
        );
    }
    require_single(outermost_first);
    if (outermost_first.empty() && errors == nullptr) return inner;
    if (errors == nullptr) errors = std::make_shared<const recover>();

    // From the inside out: plain layers gather until one that is around closes their ring.
    bool is_guarded = false;  // has anything been put around the handler yet?
    std::vector<http::middleware> gathered;
    const auto close_ring = [&] {
        if (gathered.empty() && is_guarded) return;
        inner = within(std::exchange(gathered, {}), std::move(inner), errors);
        is_guarded = true;
    };
    for (auto layer = outermost_first.rbegin(); layer != outermost_first.rend(); ++layer) {
        if (layer->around == nullptr) {
            gathered.insert(gathered.begin(), *layer);
        } else {
            close_ring();
            inner = within(*layer, std::move(inner), errors);
        }
    }
    close_ring();
    return inner;
}

}  // namespace microfast::middleware
