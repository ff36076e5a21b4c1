#include <microfast/http/request_head.hpp>

namespace microfast::http {

void request_head::clear() noexcept {
    method = http::method::unknown;
    version = http_version::http_1_1;
    framing = body_framing::none;
    keep_alive = true;
    expects_continue = false;
    content_length = 0;
    target = authority = path = query = routing_path = {};
    headers.clear();
    decoded.clear();
}

void request_head::relocate(std::string_view from, const char* to) noexcept {
    for (auto* view : {&target, &authority, &path, &query, &routing_path}) {
        *view = relocated(*view, from, to);
    }
    headers.relocate(from, to);
}

}  // namespace microfast::http
