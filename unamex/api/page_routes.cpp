#include <api/page_files.hpp>
#include <api/page_routes.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>
#include <microfast/http/status.hpp>

namespace unamex::api {

namespace {

namespace http = microfast::http;

constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

http::response answer_with(const page_file& file, const http::request& request) {
    http::response answer;
    answer.headers.set("ETag", file.entity_tag);
    answer.headers.set("Cache-Control", "no-cache");
    answer.headers.set("Content-Security-Policy", content_policy);
    answer.headers.set("X-Content-Type-Options", "nosniff");
    answer.headers.set("Referrer-Policy", "no-referrer");
    if (request.header("if-none-match") == file.entity_tag) {
        answer.status = http::status::not_modified;
        return answer;
    }
    answer.headers.set("Content-Type", file.media_type);
    answer.body = file.content;
    return answer;
}

}  // namespace

void add_page_routes(microfast::application& app) {
    for (const auto& file : page_files()) {
        const microfast::binding::runtime_pattern path{file.path};
        app.get(path, [&file](http::request& request) { return answer_with(file, request); });
    }
}

}  // namespace unamex::api
