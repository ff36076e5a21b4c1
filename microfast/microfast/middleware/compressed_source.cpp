#include <microfast/middleware/compressed_source.hpp>

#include <utility>

namespace microfast::middleware {

compressed_source::compressed_source(std::unique_ptr<http::body_source> inner, encoder_lease lease)
    : inner_(std::move(inner)),
      lease_(std::move(lease)) {}

task<bool> compressed_source::read(std::string& into) {
    plain_.clear();
    const bool has_more = co_await inner_->read(plain_);
    if (!plain_.empty() || !has_more)
        lease_.write(plain_, into, has_more ? flush_mode::flush : flush_mode::finish);
    co_return has_more;
}

bool compressed_source::append_heartbeat(std::string& into) {
    std::string plain;
    if (!inner_->append_heartbeat(plain)) return false;
    lease_.write(plain, into, flush_mode::flush);
    return true;
}

void compressed_source::add_trailers(http::response_headers& trailers) {
    inner_->add_trailers(trailers);
}

}  // namespace microfast::middleware
