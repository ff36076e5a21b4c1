#include <microfast/core/error.hpp>
#include <microfast/http/status.hpp>
#include <microfast/middleware/decoded_stream.hpp>

namespace microfast::middleware {

namespace {

constexpr std::size_t piece_size = 16 * 1024;
constexpr std::uint64_t free_of_ratio = 1024 * 1024;

}  // namespace

decoded_stream::decoded_stream(
    http::body_stream& coded, const content_coding& coding, decoded_stream_limits limits
)
    : inner_(coded),
      decoder_(coding.make_decoder()),
      limits_(limits) {}

task<std::string_view> decoded_stream::read() {
    decoded_.clear();
    while (decoded_.empty()) {
        if (coded_.empty() && !holds_back_) {
            coded_ = co_await inner_.read();
            if (coded_.empty()) break;
            taken_ += coded_.size();
        }
        decode_more();
    }
    if (decoded_.empty() && status_ != decode_status::complete)
        throw http_error(http::status::bad_request, "the content encoding has no end");
    co_return decoded_;
}

void decoded_stream::decode_more() {
    status_ = decoder_->decode(coded_, piece_size, decoded_);
    if (status_ == decode_status::malformed)
        throw http_error(http::status::bad_request, "the content encoding is broken");
    holds_back_ = status_ == decode_status::incomplete && decoded_.size() == piece_size;
    given_ += decoded_.size();
    const bool is_bomb = given_ > free_of_ratio && given_ / limits_.ratio > taken_;
    if (given_ > limits_.size || is_bomb)
        throw http_error(http::status::content_too_large, "the body is too large when decoded");
}

}  // namespace microfast::middleware
