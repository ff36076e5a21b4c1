#include <microfast/client/response.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace microfast::client {

namespace {

constexpr byte_count any_size{std::numeric_limits<std::size_t>::max()};

}  // namespace

response::response(
    lease on,
    response_head head,
    std::string received,
    const http::http_limits& limits,
    std::chrono::milliseconds patience
)
    : on_{std::move(on)},
      head_{std::move(head)},
      received_{std::move(received)},
      left_{head_.framing == answer_framing::length ? head_.content_length : 0},
      patience_{patience} {
    chunks_.start(limits, any_size);
    if (head_.framing == answer_framing::none) finish();
}

std::optional<std::uint64_t> response::left() const noexcept {
    if (is_complete_) return 0;
    if (head_.framing == answer_framing::length) return left_;
    return std::nullopt;
}

/// Whether the body has come to its end.
bool response::take_received(std::string& into) {
    switch (head_.framing) {
        case answer_framing::length: {
            const auto size = std::min<std::uint64_t>(left_, received_.size());
            into.append(received_, 0, static_cast<std::size_t>(size));
            received_.erase(0, static_cast<std::size_t>(size));
            left_ -= size;
            return left_ == 0;
        }
        case answer_framing::chunked: {
            const auto decoded = chunks_.decode(received_, into);
            if (decoded.status != 0)
                throw client_error(
                    failure::incomplete_answer, "the chunks of a body are malformed"
                );
            received_.erase(0, decoded.consumed);
            return decoded.complete;
        }
        default: into += std::exchange(received_, {}); return false;
    }
}

task<bool> response::read(std::string& into) {
    const auto before = into.size();
    while (!is_complete_) {
        if (!on_) throw client_error(failure::incomplete_answer, "the client has ended");
        if (take_received(into)) {
            finish();
            co_return false;
        }
        if (into.size() > before) co_return true;
        const auto size = co_await on_->receive(received_, patience_, failure::incomplete_answer);
        if (size > 0) continue;
        if (head_.framing != answer_framing::until_close)
            throw client_error(failure::incomplete_answer, "the server closed within a body");
        finish();
    }
    co_return false;
}

task<std::string> response::read_all(byte_count most) {
    std::string body;
    while (co_await read(body)) {
        if (body.size() > most.value) break;
    }
    if (body.size() > most.value)
        throw client_error(failure::incomplete_answer, "the body is larger than was asked for");
    co_return body;
}

/// Bytes behind the answer were not asked for: the connection cannot be trusted with another
/// request.
void response::finish() {
    is_complete_ = true;
    if (head_.keep_alive && received_.empty()) {
        on_.give_back();
    } else {
        on_ = {};
    }
}

}  // namespace microfast::client
