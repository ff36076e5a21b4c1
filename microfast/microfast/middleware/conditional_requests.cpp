#include <microfast/containers/text_map.hpp>
#include <microfast/http/conditional.hpp>
#include <microfast/http/date_parser.hpp>
#include <microfast/http/entity_tag.hpp>
#include <microfast/http/status.hpp>
#include <microfast/middleware/conditional_requests.hpp>
#include <microfast/middleware/make_middleware.hpp>
#include <microfast/middleware/random_bits.hpp>

#include <string>
#include <utility>

namespace microfast::middleware {

namespace {

std::string tag_of(std::string_view body) {
    std::string tag = "W/\"";
    append_hexadecimal(tag, containers::hash_text(body));
    return tag + "-" + std::to_string(body.size()) + "\"";
}

class conditional_requests_layer {
public:
    explicit conditional_requests_layer(conditional_requests_options options)
        : options_(std::move(options)) {}

    void after(http::request& request, http::response& answer) const {
        const auto method = request.method();
        const bool is_read = method == http::method::get || method == http::method::head;
        if (!is_read || answer.status != http::status::ok) return;
        const bool wants_tag = !answer.headers.find("ETag") && !answer.body.empty() &&
                               answer.body.size() <= options_.largest_tagged.value;
        if (wants_tag) answer.headers.append("ETag", tag_of(answer.body));

        const auto now = std::chrono::floor<std::chrono::seconds>(options_.now());
        http::representation_state current;
        if (const auto tag = answer.headers.find("ETag"))
            current.tag = http::parse_entity_tag(*tag);
        if (const auto date = answer.headers.find("Last-Modified"))
            current.last_modified = http::parse_http_date(*date, now);
        switch (http::judge_preconditions(method, request.headers(), current, now)) {
            case http::precondition_verdict::proceed: return;
            case http::precondition_verdict::not_modified: return http::make_not_modified(answer);
            case http::precondition_verdict::failed:
                return answer.set_problem(http::status::precondition_failed, {});
        }
    }

private:
    conditional_requests_options options_;
};

}  // namespace

http::middleware conditional_requests(conditional_requests_options options) {
    return make_middleware(conditional_requests_layer(std::move(options)));
}

}  // namespace microfast::middleware
