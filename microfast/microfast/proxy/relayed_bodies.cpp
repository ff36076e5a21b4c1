#include <microfast/proxy/message_fields.hpp>
#include <microfast/proxy/relayed_bodies.hpp>

namespace microfast::proxy {

task<bool> relayed_request::read(std::string& into) {
    was_read_ = true;
    const auto piece = co_await from_.read();
    into += piece;
    if (!size_) co_return !piece.empty();
    // A body with a length ends with its last byte, not with the news that there are no more.
    if (piece.empty() || piece.size() > left_) {
        throw client::client_error(
            client::failure::request_not_made,
            "the body of a request has another length than it said"
        );
    }
    left_ -= piece.size();
    co_return left_ > 0;
}

void relayed_request::add_trailers(http::response_headers& trailers) {
    add_trailer_fields(from_.trailers(), trailers);
}

task<bool> relayed_answer::read(std::string& into) {
    try {
        const bool is_more = co_await answer_.read(into);
        if (!is_more) record_.succeed();
        co_return is_more;
    } catch (const client::client_error&) {
        record_.fail();
        throw;
    }
}

std::optional<std::uint64_t> relayed_answer::size() const {
    if (!answer_.head().has_length) return std::nullopt;
    return answer_.head().content_length;  // to HEAD, what it would be
}

void relayed_answer::add_trailers(http::response_headers& trailers) {
    add_trailer_fields(answer_.trailers(), trailers);
}

}  // namespace microfast::proxy
