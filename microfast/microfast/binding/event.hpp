/// @file
/// Server-sent events.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::binding {

/// What a handler yields to send an event: `co_yield event<tick>{.data = now, .id = "7"};`.
///
/// Text is sent as it is, anything else as JSON. A generator may be silent as long as it likes: the
/// server sends an empty comment every 15 s meanwhile, or as the route says with `heartbeat`. Where
/// that is 0 or longer than the deadline of the route, silence of that deadline is the end.
/// Source: WHATWG HTML, section 9.2.
template <class T>
struct event {
    std::optional<T> data{};
    std::string name{};  ///< the type of the event; empty: "message"
    std::string id{};    ///< what the client sends as Last-Event-ID when it comes back
    std::optional<std::chrono::milliseconds> retry{};  ///< how long it waits before it does
    std::string comment{};
};

/// Appends one event as it goes over the wire. Line ends in a field other than `data` and `comment`
/// cannot be sent: throws `error`.
void append_event(
    std::string& output,
    std::string_view data,
    bool has_data,
    std::string_view name,
    std::string_view id,
    std::optional<std::chrono::milliseconds> retry,
    std::string_view comment
);

}  // namespace microfast::binding
