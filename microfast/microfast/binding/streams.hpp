/// @file
/// Answers that are made while they are sent, and bodies that are read while they arrive.
#pragma once

#include <microfast/binding/answer.hpp>
#include <microfast/binding/argument.hpp>
#include <microfast/binding/event.hpp>
#include <microfast/binding/parameters.hpp>
#include <microfast/core/generator.hpp>
#include <microfast/http/body_source.hpp>
#include <microfast/http/body_stream.hpp>
#include <microfast/http/multipart_stream.hpp>

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace microfast::binding {

/// Where a client of server-sent events wants to go on.
using last_event_id = header<"Last-Event-ID", std::optional<std::string>>;

namespace detail {

template <class T>
void append_document(std::string& output, const T& value) {
    if constexpr (text_result<T>) {
        output += std::string_view(value);
    } else {
        write_json(output, value);
    }
}

/// How a yielded value goes over the wire: a line of JSON, text as it is, or an event.
template <class T>
struct piece {
    static constexpr std::string_view content_type =
        text_result<T> ? "text/plain; charset=utf-8" : "application/jsonl";
    static constexpr std::string_view heartbeat{};  // every byte means something
    static void append(std::string& output, const T& value) {
        append_document(output, value);
        if constexpr (!text_result<T>) output += '\n';
    }
};
template <class T>
struct piece<event<T>> {
    static constexpr std::string_view content_type = "text/event-stream";
    static constexpr std::string_view heartbeat = ":\n\n";  // a comment of nothing
    static void append(std::string& output, const event<T>& value) {
        std::string data;
        if (value.data) append_document(data, *value.data);
        append_event(
            output, data, value.data.has_value(), value.name, value.id, value.retry, value.comment
        );
    }
};

template <class T>
class generator_source : public http::body_source {
public:
    explicit generator_source(generator<T> values) : values_{std::move(values)} {}

    task<bool> read(std::string& into) override {
        const T* value = co_await values_.next();
        if (value == nullptr) co_return false;
        piece<T>::append(into, *value);
        co_return true;
    }

    bool append_heartbeat(std::string& into) override {
        into += piece<T>::heartbeat;
        return !piece<T>::heartbeat.empty();
    }

private:
    generator<T> values_;
};

}  // namespace detail

/// A handler that is a generator: each value is sent when it is yielded. Its arguments are values,
/// which its frame keeps. Its dependencies live until its last value is sent; resources among them
/// are closed then, or dropped without running what follows their `co_yield` where the client has
/// left before.
template <class T>
struct answer_form<generator<T>> : answer_form_base {
    static void write(http::response& answer, generator<T>&& result) {
        answer.headers.set("Content-Type", detail::piece<T>::content_type);
        if (detail::piece<T>::content_type == "text/event-stream") {
            answer.headers.set("Cache-Control", "no-cache");
        }
        answer.source = std::make_unique<detail::generator_source<T>>(std::move(result));
    }
    static void describe(operation_description& into) {
        into.add(answer_description{http::status::ok, detail::piece<T>::content_type});
    }
};

template <class Result>
inline constexpr bool is_generator = false;
template <class T>
inline constexpr bool is_generator<generator<T>> = true;

/// The body while it arrives: of coroutine handlers, which start as soon as the head is there.
template <>
struct argument<http::body_stream&> : argument_defaults {
    static constexpr stage made_in = stage::body;
    static constexpr bool is_body = true;
    static constexpr bool is_stream = true;
    struct kept {
        http::body_stream* stream = nullptr;
    };
    static void read(call& from, kept& made) { made.stream = from.request().body_stream(); }
    static http::body_stream& pass(kept& made) noexcept { return *made.stream; }
    static void describe(operation_description& into) { into.body = {"application/octet-stream"}; }
};

/// The parts of a form while they arrive: of coroutine handlers, as above. Other bodies are 415.
template <>
struct argument<http::multipart_stream&> : argument_defaults {
    static constexpr stage made_in = stage::body;
    static constexpr bool is_body = true;
    static constexpr bool is_stream = true;
    using kept = std::optional<http::multipart_stream>;
    static void read(call& from, kept& made) { from.open_parts(made); }
    static http::multipart_stream& pass(kept& made) noexcept { return *made; }
    static void describe(operation_description& into) { into.body = {"multipart/form-data"}; }
};

}  // namespace microfast::binding
