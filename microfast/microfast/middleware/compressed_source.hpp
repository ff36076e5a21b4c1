/// @file
/// A body that is encoded while it is sent.
#pragma once

#include <microfast/http/body_source.hpp>
#include <microfast/middleware/encoder_lease.hpp>

#include <memory>
#include <string>

namespace microfast::middleware {

/// Encodes what another source gives. Each piece can be decoded as soon as it is there.
class compressed_source : public http::body_source {
public:
    compressed_source(std::unique_ptr<http::body_source> inner, encoder_lease lease);

    [[nodiscard]] task<bool> read(std::string& into) override;
    [[nodiscard]] bool append_heartbeat(std::string& into) override;
    void add_trailers(http::response_headers& trailers) override;

private:
    std::unique_ptr<http::body_source> inner_;
    encoder_lease lease_;
    std::string plain_;
};

}  // namespace microfast::middleware
