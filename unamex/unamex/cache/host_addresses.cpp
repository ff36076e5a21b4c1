#include <unamex/cache/host_addresses.hpp>

#include <asio/ip/address.hpp>

#include <utility>

namespace unamex::cache {
namespace {

using results = asio::ip::tcp::resolver::results_type;

bool is_name(const std::string& host) {
    std::error_code no_address;
    asio::ip::make_address(host, no_address);
    return !host.empty() && no_address;
}

std::vector<std::string> addresses_of(const results& found) {
    std::vector<std::string> addresses;
    for (const auto& entry : found)
        addresses.push_back(entry.endpoint().address().to_string());
    return addresses;
}

}  // namespace

host_addresses::host_addresses(microfast::net::event_loop& loop, std::string host)
    : host_{std::move(host)},
      is_name_{is_name(host_)},
      resolver_{loop.executor()},
      known_{std::make_shared<addresses>()} {
    if (!is_name_) return;
    std::error_code failure;
    *known_ = addresses_of(resolver_.resolve(host_, "", failure));
}

std::string host_addresses::next() {
    if (known_->empty()) return is_name_ ? std::string{} : host_;
    return (*known_)[next_++ % known_->size()];
}

void host_addresses::look_up_again() {
    if (!is_name_) return;
    resolver_.async_resolve(
        host_,
        "",
        [kept = std::weak_ptr{known_}](std::error_code failure, const results& found) {
            const auto known = kept.lock();
            if (known && !failure) *known = addresses_of(found);
        }
    );
}

}  // namespace unamex::cache
