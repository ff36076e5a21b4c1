/// @file
/// Bodies on their way through a proxy, in both directions.
#pragma once

#include <microfast/client/response.hpp>
#include <microfast/http/body_source.hpp>
#include <microfast/http/body_stream.hpp>
#include <microfast/proxy/attempt.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace microfast::proxy {

/// The body of a client's request, for the server.
class relayed_request final : public http::body_source {
public:
    /// `from` outlives it.
    relayed_request(http::body_stream& from, std::optional<std::uint64_t> size) noexcept
        : from_{from},
          size_{size},
          left_{size.value_or(0)} {}

    [[nodiscard]] task<bool> read(std::string& into) override;
    [[nodiscard]] std::optional<std::uint64_t> size() const override { return size_; }
    void add_trailers(http::response_headers& trailers) override;

    /// Something was taken, which cannot be taken again.
    [[nodiscard]] bool was_read() const noexcept { return was_read_; }

private:
    http::body_stream& from_;
    std::optional<std::uint64_t> size_;
    std::uint64_t left_;  // of a body with a size
    bool was_read_ = false;
};

/// The body of a server's answer, for the client. A body that breaks off is a failure here too, so
/// the client's connection ends without an end of the body.
class relayed_answer final : public http::body_source {
public:
    relayed_answer(client::response answer, attempt record)
        : answer_{std::move(answer)},
          record_{std::move(record)} {}

    [[nodiscard]] task<bool> read(std::string& into) override;
    [[nodiscard]] std::optional<std::uint64_t> size() const override;
    void add_trailers(http::response_headers& trailers) override;

private:
    client::response answer_;
    attempt record_;
};

}  // namespace microfast::proxy
