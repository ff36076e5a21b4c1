/// @file
/// A layer around handlers, with its type erased once, when it is added.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/http/handler.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace microfast::http {

/// What a layer says of a request before anything inside it has seen it.
enum class verdict : std::uint8_t {
    proceed,
    answered,  ///< the response is made: nothing inside runs, nor this layer's own `after`
};

/// Room for what a layer notes before a request and needs after it.
struct layer_note {
    static constexpr std::size_t size = 32;
    alignas(std::max_align_t) std::array<std::byte, size> bytes;
};

/// What is inside of a layer, for one request.
class next {
public:
    next(const handler& inner, request& request, response& response) noexcept
        : inner_(inner),
          request_(request),
          response_(response) {}
    next(const next&) = delete;
    next& operator=(const next&) = delete;

    /// Runs it. Afterwards the response is made, whatever was thrown. A layer that calls this again
    /// clears the response before.
    [[nodiscard]] task<void> operator()();

private:
    const handler& inner_;
    request& request_;
    response& response_;
};

/// A layer. Either it is plain and has `before`, `after` or both, or it has `around` alone.
///
/// The callable is shared by all event loops: what it shares must be safe for that. What it throws
/// becomes an answer that the layers outside of it see.
struct middleware {
    std::shared_ptr<const void> callable;
    verdict (*before)(const void* callable, layer_note&, request&, response&) = nullptr;
    void (*after)(const void* callable, layer_note&, request&, response&) = nullptr;
    task<void> (*around)(const void* callable, request&, response&, next&) = nullptr;

    /// A name: there is at most one layer of it around a handler. Empty: as many as wanted.
    std::string_view only_once{};
};

}  // namespace microfast::http
