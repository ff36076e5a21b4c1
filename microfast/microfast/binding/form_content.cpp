#include <microfast/binding/form_content.hpp>
#include <microfast/binding/part_sorter.hpp>
#include <microfast/http/body_stream.hpp>
#include <microfast/http/media_type.hpp>
#include <microfast/http/multipart_parser.hpp>
#include <microfast/http/urlencoded.hpp>

#include <limits>

namespace microfast::binding {

namespace {

enum class form_kind : std::uint8_t { none, urlencoded, multipart };

std::string_view content_type_of(const http::request& request) {
    return request.header(http::header_name::content_type).value_or("");
}

form_kind kind_of(const http::request& request) {
    const auto type = http::parse_media_type(content_type_of(request));
    if (!type) return form_kind::none;
    if (type->is("application/x-www-form-urlencoded")) return form_kind::urlencoded;
    return type->is("multipart/form-data") ? form_kind::multipart : form_kind::none;
}

/// What has arrived, and nothing more, where the route does not stream bodies.
class arrived_body final : public http::body_stream {
public:
    explicit arrived_body(std::string_view body) noexcept : rest_{body} {}

    task<std::string_view> read() override { co_return std::exchange(rest_, {}); }
    const http::header_fields& trailers() const noexcept override { return none_; }

private:
    std::string_view rest_;
    http::header_fields none_;
};

/// False if there is more than fits.
task<bool> gather(http::body_stream& from, std::size_t most, std::string& into) {
    for (;;) {
        const auto piece = co_await from.read();
        if (piece.empty()) co_return true;
        if (piece.size() > most - into.size()) co_return false;
        into += piece;
    }
}

task<form_status> sort(http::body_stream& from, part_sorter& parts) {
    for (;;) {
        const auto piece = co_await from.read();
        if (piece.empty()) co_return parts.finish();
        const auto status = parts.take(piece);
        if (status != form_status::complete) co_return status;
    }
}

}  // namespace

form_status form_content::read(const http::request& request, const upload_options& options) {
    switch (kind_of(request)) {
        case form_kind::none: break;
        case form_kind::urlencoded: return read_urlencoded(request.body());
        case form_kind::multipart: {
            const auto boundary = http::multipart_boundary(content_type_of(request));
            if (!boundary) return form_status::malformed;
            auto all = options;  // the body is in memory as it is
            all.memory.value = std::numeric_limits<std::size_t>::max();
            part_sorter parts{*this, *boundary, all, file_parts::passed_over};
            const auto status = parts.take(request.body());
            return status == form_status::complete ? parts.finish() : status;
        }
    }
    return form_status::unsupported;
}

task<form_status> form_content::read_later(
    const http::request& request, const upload_options& options
) {
    arrived_body arrived(request.body());
    auto* const stream = request.body_stream();
    http::body_stream& body = stream == nullptr ? arrived : *stream;
    switch (kind_of(request)) {
        case form_kind::none: break;
        case form_kind::urlencoded: {
            std::string text;
            const bool fits = co_await gather(body, options.memory.value, text);
            co_return fits ? read_urlencoded(text) : form_status::too_large;
        }
        case form_kind::multipart: {
            const auto boundary = http::multipart_boundary(content_type_of(request));
            if (!boundary) co_return form_status::malformed;
            part_sorter parts{*this, *boundary, options, file_parts::kept};
            co_return co_await sort(body, parts);
        }
    }
    co_return form_status::unsupported;
}

form_status form_content::read_urlencoded(std::string_view body) {
    http::urlencoded_fields pairs;
    switch (pairs.parse(body)) {
        case http::urlencoded_result::complete: break;
        case http::urlencoded_result::malformed: return form_status::malformed;
        case http::urlencoded_result::too_many_pairs: return form_status::too_large;
    }
    for (const auto& [name, value] : pairs)
        fields_.push_back({std::string(name), std::string(value)});
    return form_status::complete;
}

}  // namespace microfast::binding
