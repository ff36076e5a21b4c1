#include <microfast/http/characters.hpp>
#include <microfast/http/request_context.hpp>
#include <microfast/http/status.hpp>
#include <microfast/middleware/content_coding.hpp>
#include <microfast/middleware/decompress.hpp>
#include <microfast/middleware/make_middleware.hpp>

#include <string>
#include <utility>

namespace microfast::middleware {

namespace {

/// Holds what the body of the request points to.
struct decoded_body {
    std::string content;
};

class decompress_layer {
public:
    explicit decompress_layer(decompress_options options) : limit_(options.largest_body.value) {
        for (const auto& coding : content_codings())
            known_.append(known_.empty() ? "" : ", ").append(coding.name);
    }

    [[nodiscard]] http::verdict before(http::request& request, http::response& answer) const {
        const auto field = request.header(http::header_name::content_encoding);
        if (!field || request.body().empty() || http::equal_ignoring_case(*field, "identity"))
            return http::verdict::proceed;
        const auto* coding = find_coding(*field);
        if (coding == nullptr) {
            answer.set_problem(
                http::status::unsupported_media_type, "the content encoding is not known here"
            );
            answer.headers.set("Accept-Encoding", known_);
            return http::verdict::answered;
        }
        auto& decoded = request.context().emplace<decoded_body>().content;
        switch (coding->decode(request.body(), limit_, decoded)) {
            case decode_status::complete: break;
            case decode_status::malformed:
                answer.set_problem(http::status::bad_request, "the content encoding is broken");
                return http::verdict::answered;
            case decode_status::too_large:
                answer.set_problem(http::status::content_too_large, {});
                return http::verdict::answered;
        }
        request.set_body(decoded);
        return http::verdict::proceed;
    }

private:
    std::size_t limit_;
    std::string known_;
};

}  // namespace

http::middleware decompress(decompress_options options) {
    return make_middleware(decompress_layer(options));
}

}  // namespace microfast::middleware
