#include <microfast/core/error.hpp>
#include <microfast/http/multipart_stream.hpp>
#include <microfast/http/status.hpp>

namespace microfast::http {

task<const multipart_part*> multipart_stream::next() {
    while (is_in_part_)
        is_in_part_ = co_await advance() != multipart_event::part_end;
    if (is_complete_) co_return nullptr;
    is_in_part_ = co_await advance() == multipart_event::part_begin;
    is_complete_ = !is_in_part_;
    co_return is_in_part_ ? &parser_.part() : nullptr;
}

task<std::string_view> multipart_stream::read() {
    if (!is_in_part_) co_return std::string_view{};
    is_in_part_ = co_await advance() == multipart_event::part_data;
    co_return is_in_part_ ? parser_.data() : std::string_view{};
}

task<multipart_event> multipart_stream::advance() {
    for (;;) {
        const auto event = is_at_end_ ? parser_.finish() : parser_.next();
        if (event == multipart_event::rejected) {
            const bool is_broken = parser_.status() == status::bad_request;
            throw http_error(
                parser_.status(), is_broken ? "the form is malformed" : "the form is too large"
            );
        }
        if (event != multipart_event::need_more) co_return event;
        const auto piece = co_await body_->read();
        is_at_end_ = piece.empty();
        parser_.feed(piece);
    }
}

}  // namespace microfast::http
