#include <microfast/core/error.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/http/request_context.hpp>
#include <microfast/http/status.hpp>
#include <microfast/middleware/content_coding.hpp>
#include <microfast/middleware/decoded_stream.hpp>
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
    static constexpr std::string_view only_once = "decompress";

    explicit decompress_layer(decompress_options options)
        : limit_(options.largest_body.value),
          stream_limits_{options.largest_stream.value, options.highest_ratio} {
        if (options.highest_ratio == 0) throw error("decompress: the highest ratio is at least 1");
        for (const auto& coding : content_codings())
            known_.append(known_.empty() ? "" : ", ").append(coding.name);
    }

    [[nodiscard]] http::verdict before(http::request& request, http::response& answer) const {
        const auto field = request.header(http::header_name::content_encoding);
        const bool has_body = !request.body().empty() || request.body_stream() != nullptr;
        if (!field || !has_body || http::equal_ignoring_case(*field, "identity"))
            return http::verdict::proceed;
        if (is_decoded(request)) return http::verdict::proceed;
        const auto* coding = find_coding(*field);
        if (coding == nullptr) {
            answer.set_problem(
                http::status::unsupported_media_type, "the content encoding is not known here"
            );
            answer.headers.set("Accept-Encoding", known_);
            return http::verdict::answered;
        }
        if (auto* coded = request.body_stream()) {
            request.set_body_stream(
                &request.context().emplace<decoded_stream>(*coded, *coding, stream_limits_)
            );
            return http::verdict::proceed;
        }
        auto& decoded = request.context().emplace<decoded_body>().content;
        switch (coding->decode(request.body(), limit_, decoded)) {
            case decode_status::complete: break;
            case decode_status::incomplete:
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
    /// By this layer or another one, where a layer around them goes in twice.
    [[nodiscard]] static bool is_decoded(const http::request& request) {
        const auto* context = request.find_context();
        return context != nullptr && (context->find<decoded_body>() != nullptr ||
                                      context->find<decoded_stream>() != nullptr);
    }

    std::size_t limit_;
    decoded_stream_limits stream_limits_;
    std::string known_;
};

}  // namespace

http::middleware decompress(decompress_options options) {
    return make_middleware(decompress_layer(options));
}

}  // namespace microfast::middleware
