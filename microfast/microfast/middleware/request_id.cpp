#include <microfast/core/error.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/http/request_context.hpp>
#include <microfast/middleware/make_middleware.hpp>
#include <microfast/middleware/random_bits.hpp>
#include <microfast/middleware/request_id.hpp>

#include <utility>

namespace microfast::middleware {

namespace {

constexpr auto id_characters = http::make_class("-._~:+/=@");

/// What the context keeps.
struct identity {
    std::string text;
};

bool is_harmless(std::string_view id) noexcept {
    return !id.empty() && id.size() <= longest_request_id && http::consists_of(id, id_characters);
}

class request_id_layer {
public:
    explicit request_id_layer(request_id_options options) : options_(std::move(options)) {
        if (!http::is_token(options_.field))
            throw error("request_id: \"" + options_.field + "\" is not the name of a field");
    }

    [[nodiscard]] http::verdict before(http::request& request, http::response&) const {
        const auto sent = options_.takes_clients_id ? request.header(options_.field) : std::nullopt;
        identity made;
        if (sent && is_harmless(*sent)) {
            made.text = *sent;
        } else {
            append_hexadecimal(made.text, random_bits());
            append_hexadecimal(made.text, random_bits());
        }
        request.context().set(std::move(made));
        return http::verdict::proceed;
    }

    void after(http::request& request, http::response& answer) const {
        answer.headers.set(options_.field, id_of(request));
    }

private:
    request_id_options options_;
};

}  // namespace

http::middleware request_id(request_id_options options) {
    return make_middleware(request_id_layer(std::move(options)));
}

std::string_view id_of(const http::request& request) noexcept {
    const auto* context = request.find_context();
    const auto* found = context == nullptr ? nullptr : context->find<identity>();
    return found == nullptr ? std::string_view{} : found->text;
}

}  // namespace microfast::middleware
